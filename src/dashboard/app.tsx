import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import { AxisText } from '../core/dashboard/axisText.ts';
import type { DashboardAccount } from '../core/dashboard/dashboardAccount.ts';
import type { DashboardMessage } from '../core/dashboard/dashboardMessage.ts';
import { Format } from '../core/format.ts';
import { AccountSection } from './accountSection.tsx';
import type { Host, KeptView } from './host.ts';
import { Legend } from './legend.tsx';
import { RangeChoice } from './rangeChoice.tsx';
import { readTheme, watchTheme } from './theme.ts';

/** Milliseconds after which ages and the line of now are drawn anew. */
const tick = 30_000;

interface Shown extends Omit<DashboardMessage, 'accounts'> {
  readonly accounts: readonly DashboardAccount[];
}

/** The whole page. */
export function App({ host }: { readonly host: Host }) {
  const [view, setView] = useState<KeptView>(() => host.kept);
  const [shown, tell] = useReducer(withMessage, undefined);
  const [theme, setTheme] = useState(readTheme);
  const [now, setNow] = useState(() => Date.now());

  useEffect(() => {
    const stop = host.listen((message) => {
      setNow(Date.now());
      tell(message);
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
        {shown.accounts.map((account) => (
          <AccountSection
            key={account.id}
            account={account}
            range={shown.range}
            now={now}
            theme={theme}
            {...words}
            isOpen={view.tables.includes(account.id)}
            setOpen={(isOpen) => {
              if (isOpen === view.tables.includes(account.id)) return;
              const others = view.tables.filter((id) => id !== account.id);
              look({ tables: isOpen ? [...others, account.id] : others });
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
function withMessage(shown: Shown | undefined, { accounts: changed, ...message }: DashboardMessage): Shown {
  const known = [...changed, ...(shown?.accounts ?? [])];
  return { ...message, accounts: message.order.flatMap((id) => known.find((account) => account.id === id) ?? []) };
}
