import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import type { DashboardMessage } from '../core/dashboard/dashboardMessage.ts';
import type { DashboardPool } from '../core/dashboard/dashboardPool.ts';
import { Format } from '../core/format.ts';
import { AxisText } from './axisText.ts';
import type { Host, KeptView } from './host.ts';
import { Legend } from './legend.tsx';
import { PoolSection } from './poolSection.tsx';
import { RangeChoice } from './rangeChoice.tsx';
import { readTheme, watchTheme } from './theme.ts';

/** Milliseconds after which ages and the line of now are drawn anew. */
const tick = 30_000;

interface Shown extends Omit<DashboardMessage, 'pools'> {
  readonly pools: readonly DashboardPool[];
}

/** The whole page. */
export function App({ host }: { readonly host: Host }) {
  const [view, setView] = useState<KeptView>(() => host.kept);
  const [shown, dispatch] = useReducer(withMessage, undefined);
  const [theme, setTheme] = useState(readTheme);
  const [now, setNow] = useState(() => Date.now());

  useEffect(() => {
    const stop = host.listen((message) => {
      setNow(Date.now());
      dispatch(message);
    });
    host.look(view, true);
    return stop;
  }, [host]);
  useEffect(() => {
    const read = () => setTheme(readTheme());
    // It may have changed since it was read first.
    read();
    return watchTheme(read);
  }, []);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tick);
    return () => clearInterval(timer);
  }, []);

  const locale = shown?.locale;
  const words = useMemo(
    () => (locale === undefined ? undefined : { format: new Format(locale), axisText: new AxisText(locale) }),
    [locale],
  );
  if (!shown || !words || shown.condition === 'loading') return null;

  const look = (change: Partial<KeptView>) => {
    const changed = { ...view, ...change };
    setView(changed);
    host.look(changed, false);
  };
  if (shown.condition === 'none') return <NoAccount add={() => host.addAccount()} />;
  return (
    <>
      <header class="top">
        <h1>Credits</h1>
        <RangeChoice chosen={view.range} choose={(range) => look({ range })} />
        <Legend />
      </header>
      <main>
        {shown.pools.map((pool) => (
          <PoolSection
            key={pool.id}
            pool={pool}
            range={shown.range}
            now={now}
            theme={theme}
            {...words}
            isOpen={view.tables.includes(pool.id)}
            setOpen={(isOpen) => {
              if (isOpen === view.tables.includes(pool.id)) return;
              const others = view.tables.filter((id) => id !== pool.id);
              look({ tables: isOpen ? [...others, pool.id] : others });
            }}
          />
        ))}
      </main>
    </>
  );
}

function NoAccount({ add }: { readonly add: () => void }) {
  return (
    <main class="none">
      <h1>Credits</h1>
      <p>No API key yet. Add one, and its balance over time is shown here.</p>
      <button type="button" onClick={add}>
        Add API Key…
      </button>
    </main>
  );
}

/** What is on show after a message: accounts that it leaves out stay as they were. */
function withMessage(shown: Shown | undefined, { pools: changed, ...message }: DashboardMessage): Shown {
  const known = [...changed, ...(shown?.pools ?? [])];
  return { ...message, pools: message.order.flatMap((id) => known.find((pool) => pool.id === id) ?? []) };
}
