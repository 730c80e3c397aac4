import { useEffect, useLayoutEffect, useMemo, useReducer, useState } from 'preact/hooks';
import type { DashboardMessage } from '../core/dashboard/dashboardMessage.ts';
import type { DashboardPool } from '../core/dashboard/dashboardPool.ts';
import { isOpen, withRow } from '../core/dashboard/look.ts';
import { attentionCountText } from '../core/text/attentionText.ts';
import { AccountRows } from './accountRows.tsx';
import { AxisText } from './axisText.ts';
import type { Host, KeptView } from './host.ts';
import { Legend } from './legend.tsx';
import { Overview } from './overview.tsx';
import { directionOf, PageFormat } from './pageFormat.ts';
import { PageHeader } from './pageHeader.tsx';
import { sorted } from './sorting.ts';
import { applyTheme, readTheme, watchTheme } from './theme.ts';
import { useChartModule } from './useChartModule.ts';

/** Milliseconds after which ages and the line of now are drawn anew. */
const tick = 30_000;

interface AppProps {
  readonly host: Host;
  /** The element that the page is drawn in. */
  readonly root: HTMLElement;
  /** The URI of the module that draws charts. */
  readonly chartModule: string;
}

/** The whole page. */
export function App({ host, root, chartModule }: AppProps) {
  const [view, setView] = useState<KeptView>(() => host.kept);
  const [shown, dispatch] = useReducer(withMessage, host.first && withMessage(undefined, host.first));
  const [theme, setTheme] = useState(readTheme);
  const [now, setNow] = useState(() => Date.now());
  const chart = useChartModule(chartModule);

  useEffect(() => {
    const stop = host.listen((message) => {
      setNow(Date.now());
      dispatch(message);
    });
    host.look(view, host.first === undefined);
    return stop;
  }, [host]);
  useLayoutEffect(() => {
    // The page is drawn anew only for a theme that differs.
    const read = () =>
      setTheme((known) => {
        const theme = readTheme();
        return JSON.stringify(theme) === JSON.stringify(known) ? known : theme;
      });
    return watchTheme(read);
  }, []);
  useLayoutEffect(() => applyTheme(root, theme), [root, theme]);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tick);
    return () => clearInterval(timer);
  }, []);

  const locale = shown?.locale;
  const isPrivate = shown?.private ?? false;
  const words = useMemo(
    () =>
      locale === undefined ? undefined : { format: new PageFormat(locale, isPrivate), axisText: new AxisText(locale) },
    [locale, isPrivate],
  );
  if (!shown || !words || locale === undefined || shown.condition === 'loading') return <p role="status">Loading…</p>;
  if (shown.condition === 'none') return <NoAccount add={() => host.run('addAccount')} />;

  const keep = (changed: KeptView) => {
    setView(changed);
    host.keep(changed);
  };
  const look = (changed: KeptView) => {
    keep(changed);
    host.look(changed, false);
  };
  const { accounts, pools, range } = shown;
  const known = accounts.filter(({ rows }) => rows.every((id) => pools.has(id)));
  const facts = { range, now, theme, chart, ...words };
  const groups = known.map((account) => ({ account, pools: account.rows.flatMap((id) => pools.get(id) ?? []) }));
  const isRowOpen = (id: string) => isOpen(id, view, accounts.length);
  const attention = accounts.filter((account) => account.attention).length;
  return (
    <div class="page" dir={directionOf(locale)}>
      <PageHeader
        heading={attention > 0 ? attentionCountText(attention) : accountsText(accounts.length)}
        range={view.range}
        choose={(chosen) => look({ ...view, range: chosen })}
        isRefreshing={accounts.some(({ refreshing }) => refreshing)}
        run={(command) => host.run(command)}
      />
      <main>
        <Overview sorting={view.sorting} sort={(sorting) => keep({ ...view, sorting })}>
          {sorted(groups, view.sorting, locale).map((group) => (
            <AccountRows
              key={group.account.id}
              {...group}
              facts={facts}
              tables={view.tables}
              isOpen={isRowOpen}
              setOpen={(id, open) => look(withRow(view, id, open))}
              setTableOpen={(id, open) => {
                if (open === view.tables.includes(id)) return;
                const others = view.tables.filter((other) => other !== id);
                look({ ...view, tables: open ? [...others, id] : others });
              }}
              run={(command) => host.runFor(group.account.id, command)}
            />
          ))}
        </Overview>
        {groups.some((group) => group.pools.some(({ id }) => isRowOpen(id))) && <Legend />}
      </main>
    </div>
  );
}

function accountsText(count: number): string {
  return count === 1 ? '1 account' : `${count} accounts`;
}

function NoAccount({ add }: { readonly add: () => void }) {
  return (
    <main class="none">
      <h1>Credits</h1>
      <p>No API key yet. Add one to see its balance over time.</p>
      <button type="button" class="primary" onClick={add}>
        Add API Key…
      </button>
    </main>
  );
}

/** What is on show. */
interface Shown extends Omit<DashboardMessage, 'pools'> {
  /** By the id of their row. */
  readonly pools: ReadonlyMap<string, DashboardPool>;
}

/** What is on show after a message: pools that it leaves out stay as they were. */
function withMessage(shown: Shown | undefined, { pools: changed, ...message }: DashboardMessage): Shown {
  const ids = new Set(message.accounts.flatMap(({ rows }) => rows));
  const known = [...(shown?.pools ?? []), ...changed.map((pool) => [pool.id, pool] as const)];
  return { ...message, pools: new Map(known.filter(([id]) => ids.has(id))) };
}
