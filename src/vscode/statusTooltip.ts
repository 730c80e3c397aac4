import type { Format } from '../core/format.ts';
import type { AccountSummary, Summary } from '../core/summary.ts';
import { amountText } from '../core/text/accountText.ts';
import { failureLabel } from '../core/text/failureText.ts';
import { timeLeft } from '../core/text/forecastText.ts';
import { plainLabel } from '../core/text/plainLabel.ts';
import { renewsText } from '../core/text/renewalText.ts';
import { commands } from './names.ts';
import { sparkline } from './sparkline.ts';

/** The commands that the tooltip links to. */
export const tooltipCommands = [commands.refresh, commands.showBalances, commands.openDashboard] as const;

/** The tooltip of the status bar item in markdown: all accounts with their time left, sparkline in `color`, and age. */
export function statusTooltip(summary: Summary, format: Format, color: string): string {
  if (summary.condition === 'none') return 'Track prepaid API credits. Add an API key to get started.';
  const [refresh, show, open] = tooltipCommands;
  const links = [
    `[$(refresh) Refresh](command:${refresh})`,
    `[$(list-tree) Show Balances](command:${show})`,
    `[$(graph) Open Dashboard](command:${open})`,
  ].join(' &nbsp; ');
  if (summary.accounts.length === 0) return links;
  const rows = summary.accounts.map((account) => tableRow(account, format, summary.now, color));
  const head = ['| Account | Balance | | Time left | Last 14 days | Updated |', '|:--|--:|:--|:--|:--|:--|'];
  return `${[...head, ...rows].join('\n')}\n\n${links}`;
}

function tableRow(summary: AccountSummary, format: Format, now: number, color: string): string {
  const { account, reading, state, standing, main, moved } = summary;
  const hasBalance = state === 'known' || state === 'stale';
  const amount = hasBalance ? amountText(main?.pool, main?.lastAmount, format, now) : '–';
  const failure = reading?.failure && failureLabel(reading.failure, format, now, moved);
  const word = standing === 'fine' || standing === 'unlimited' || standing === 'unknown' ? undefined : standing;
  const age = reading?.balanceAt === undefined ? 'not yet' : format.age(reading.balanceAt, now);
  const renewal = main?.outlook?.renewal;
  const time = main && (timeLeft(main, format, now) ?? (renewal && renewsText(renewal, format, now)));
  const line = main?.outlook && sparkline(main.outlook.history, now, color, format);
  // VS Code reads an escape in these words out as it is, so that what could end them is left out.
  const picture = line ? `![${line.alt.replace(/[[\]\\|`<>]/g, '')}](${line.image})` : '';
  const states = [word, failure].filter(Boolean).join(', ');
  const texts = [plainLabel(account.label), amount, states, time ?? '', age].map(escapeMarkdown);
  const [name, left, how, lasting, updated] = texts;
  return `| ${[name, left, how, lasting, picture, updated].join(' | ')} |`;
}

/** Labels are typed by people, so nothing in them may become a link, a table cell or an image. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>&~]/g, '\\$&');
}
