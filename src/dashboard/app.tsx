import { useEffect, useLayoutEffect, useReducer, useState } from 'preact/hooks';
import type { AccountCommand, DashboardMessage, PageCommand } from '../core/dashboard/dashboardMessage.ts';
import type { Host } from './host.ts';
import type { KeptView } from './keptView.ts';
import { Page } from './page.tsx';
import { withMessage } from './pageState.ts';
import { applyTheme, readTheme, watchTheme } from './theme.ts';
import { useChartModule } from './useChartModule.ts';

/** Milliseconds after which ages and the line of now are drawn anew. */
const tick = 30_000;

interface AppProps {
  readonly host: Host;
  readonly first: DashboardMessage;
  /** The element that the page is drawn in. */
  readonly root: HTMLElement;
}

/** The page, kept up to date. */
export function App({ host, first, root }: AppProps) {
  const [view, setView] = useState<KeptView>(() => host.kept);
  const [shown, dispatch] = useReducer(withMessage, first, (message) => withMessage(undefined, message));
  const [theme, setTheme] = useState(readTheme);
  const [now, setNow] = useState(() => Date.now());
  const chart = useChartModule();

  // At once: the next message may come at any time.
  useLayoutEffect(
    () =>
      host.listen((message) => {
        setNow(Date.now());
        dispatch(message);
      }),
    [host],
  );
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

  const keep = (changed: KeptView) => {
    setView(changed);
    host.keep(changed);
  };
  const look = (changed: KeptView) => {
    keep(changed);
    host.look(changed, false);
  };
  const actions = {
    keep,
    look,
    run: (command: PageCommand) => host.run(command),
    runFor: (accountId: string, command: AccountCommand) => host.runFor(accountId, command),
  };
  return <Page shown={shown} view={view} now={now} theme={theme} chart={chart} actions={actions} />;
}
