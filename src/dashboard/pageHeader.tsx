import type { PageCommand } from '../core/dashboard/dashboardMessage.ts';
import type { Range } from '../core/dashboard/range.ts';
import { Icon, type IconName } from './icons.tsx';
import { RangeChoice } from './rangeChoice.tsx';

interface PageHeaderProps {
  readonly heading: string;
  readonly range: Range;
  readonly choose: (range: Range) => void;
  readonly isRefreshing: boolean;
  readonly run: (command: PageCommand) => void;
}

/** How all accounts are together, the time shown, and what can be done on the page. */
export function PageHeader({ heading, range, choose, isRefreshing, run }: PageHeaderProps) {
  return (
    <header class="top">
      <h1>{heading}</h1>
      <RangeChoice chosen={range} choose={choose} />
      <div class="tools">
        <PageTool icon="refresh" words={isRefreshing ? 'Refreshing…' : 'Refresh'} run={() => run('refresh')} />
        <PageTool icon="export" words="Export" run={() => run('export')} />
        <PageTool icon="settings" words="Settings" run={() => run('settings')} />
      </div>
    </header>
  );
}

function PageTool({ icon, words, run }: { readonly icon: IconName; readonly words: string; readonly run: () => void }) {
  return (
    <button type="button" class="pageTool" onClick={run}>
      <Icon name={icon} />
      {words}
    </button>
  );
}
