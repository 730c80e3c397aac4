import { useMemo } from 'preact/hooks';
import type { AccountCommand, PageCommand } from '../core/dashboard/dashboardMessage.ts';
import { isOpen, withRow } from '../core/dashboard/look.ts';
import { attentionCountText } from '../core/text/attentionText.ts';
import { AccountRows } from './accountRows.tsx';
import { AxisText } from './axisText.ts';
import type { PageFacts } from './chartFacts.ts';
import type { KeptView } from './keptView.ts';
import { Legend } from './legend.tsx';
import { Overview } from './overview.tsx';
import { directionOf, PageFormat } from './pageFormat.ts';
import { PageHeader } from './pageHeader.tsx';
import type { PageState } from './pageState.ts';
import { sorted } from './sorting.ts';

/** What a person can do on the page. */
export interface PageActions {
  /** Changes how the page looks … */
  keep(view: KeptView): void;
  /** … and what data it needs. */
  look(view: KeptView): void;
  run(command: PageCommand): void;
  runFor(accountId: string, command: AccountCommand): void;
}

interface PageProps extends Pick<PageFacts, 'now' | 'theme' | 'chart'> {
  /** Undefined while nothing is known. */
  readonly shown: PageState | undefined;
  readonly view: KeptView;
  readonly actions: PageActions;
}

/** The whole page. */
export function Page({ shown, ...props }: PageProps) {
  if (!shown || shown.condition === 'loading') return <p role="status">Loading…</p>;
  if (shown.condition === 'none') return <NoAccount add={() => props.actions.run('addAccount')} />;
  return <Accounts shown={shown} {...props} />;
}

function Accounts({ shown, view, now, theme, chart, actions }: PageProps & { readonly shown: PageState }) {
  const { accounts, pools, range, locale } = shown;
  const format = useMemo(() => new PageFormat(locale, shown.private), [locale, shown.private]);
  const axisText = useMemo(() => new AxisText(locale), [locale]);
  const known = accounts.filter(({ rows }) => rows.every((id) => pools.has(id)));
  const facts = { range, now, theme, chart, format, axisText };
  const groups = known.map((account) => ({ account, pools: account.rows.flatMap((id) => pools.get(id) ?? []) }));
  const isRowOpen = (id: string) => isOpen(id, view, accounts.length);
  const attention = accounts.filter((account) => account.attention).length;
  return (
    <div class="page" dir={directionOf(locale)}>
      <PageHeader
        heading={attention > 0 ? attentionCountText(attention) : accountsText(accounts.length)}
        range={view.range}
        choose={(chosen) => actions.look({ ...view, range: chosen })}
        isRefreshing={accounts.some(({ refreshing }) => refreshing)}
        run={(command) => actions.run(command)}
      />
      <main>
        <Overview sorting={view.sorting} sort={(sorting) => actions.keep({ ...view, sorting })}>
          {sorted(groups, view.sorting, locale).map((group) => (
            <AccountRows
              key={group.account.id}
              {...group}
              facts={facts}
              tables={view.tables}
              isOpen={isRowOpen}
              setOpen={(id, open) => actions.look(withRow(view, id, open))}
              setTableOpen={(id, open) => {
                if (open === view.tables.includes(id)) return;
                const others = view.tables.filter((other) => other !== id);
                actions.look({ ...view, tables: open ? [...others, id] : others });
              }}
              run={(command) => actions.runFor(group.account.id, command)}
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
