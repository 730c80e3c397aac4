import type { Format } from '../core/format.ts';
import type { AccountSummary, Summary } from '../core/summary.ts';
import { amountWords } from '../core/text/accountText.ts';
import { failureLabel } from '../core/text/failureText.ts';
import { lastsText } from '../core/text/forecastText.ts';
import { escapeMarkdown } from './escape.ts';
import { commands } from './names.ts';
import { sparkline } from './sparkline.ts';

/** The tooltip of the status bar item, in markdown: all accounts with their ages, runways and sparklines of `color`. */
export function statusTooltip(summary: Summary, format: Format, color: string): string {
  if (summary.condition === 'none') {
    return 'Credits shows what is left at the services that you pay for. Add an API key to begin.';
  }
  const links = [
    `[$(refresh) Refresh](command:${commands.refresh})`,
    `[$(list-tree) Show Balances](command:${commands.showBalances})`,
    `[$(graph) Open Dashboard](command:${commands.openDashboard})`,
  ].join(' &nbsp; ');
  if (summary.accounts.length === 0) return links;
  const rows = summary.accounts.map((account) => row(account, format, summary.now, color));
  const head = ['| Account | Balance | | Lasts | Last 14 days | Read |', '|:--|--:|:--|:--|:--|:--|'];
  return `${[...head, ...rows].join('\n')}\n\n${links}`;
}

function row(summary: AccountSummary, format: Format, now: number, color: string): string {
  const { account, reading, state, standing, outlook } = summary;
  const amount = state === 'never' || state === 'failed' ? '–' : amountWords(summary, format, now);
  const failure = reading?.failure && failureLabel(reading.failure, format, now);
  const word = standing === 'fine' || standing === 'unlimited' || standing === 'unknown' ? undefined : standing;
  const age = reading?.balanceAt === undefined ? 'not yet' : format.age(reading.balanceAt, now);
  const line = outlook && sparkline(outlook.history, now, color, format);
  // VS Code reads an escape in these words out as it is, so that what could end them is left out.
  const picture = line ? `![${line.alt.replace(/[[\]\\|`<>]/g, '')}](${line.image})` : '';
  const said = [word, failure].filter(Boolean).join(', ');
  const [name, left, how, lasts, read] = [account.label, amount, said, lastsText(summary, format, now) ?? '', age].map(
    escapeMarkdown,
  );
  return `| ${[name, left, how, lasts, picture, read].join(' | ')} |`;
}
