import type { Format } from '../core/format.ts';
import { betterSubject, type StatusSubject } from '../core/statusAccount.ts';
import type { AccountSummary, Summary } from '../core/summary.ts';
import { amountText, shownPool } from '../core/text/accountText.ts';
import { attentionText } from '../core/text/attentionText.ts';
import { failureLabel } from '../core/text/failureLabel.ts';
import { timeLeft, timeLeftText } from '../core/text/forecastText.ts';
import { plainLabel } from '../core/text/plainLabel.ts';
import { renewsText } from '../core/text/renewalText.ts';
import { commands } from './names.ts';
import { needsTopUp } from './remedyWords.ts';
import { sparkline } from './sparkline.ts';

/** The commands that the tooltip links to. */
export const tooltipCommands = [
  commands.refresh,
  commands.showBalances,
  commands.openDashboard,
  commands.openSettings,
  commands.openBilling,
  commands.replaceKey,
  commands.chooseStatusBar,
] as const;

/** How many accounts the table has at most. */
const mostRows = 8;

/** Between two columns: VS Code leaves no room there. */
const gap = '&nbsp;&nbsp;&nbsp;';

interface TooltipOptions {
  /** Of the sparklines, like `#3794ff`. */
  readonly color: string;
  /** Undefined while the person has not chosen. */
  readonly subject: StatusSubject | undefined;
  hasBillingPage(provider: string): boolean;
}

/** A column of the table: markdown for an account, or an empty string. One without any text is left out. */
interface Column {
  readonly title: string;
  readonly right?: boolean;
  cell(account: AccountSummary): string;
}

/** The tooltip of the status bar item in markdown: the accounts that come first, and links. */
export function statusTooltip(summary: Summary, format: Format, options: TooltipOptions): string {
  if (summary.condition === 'none') return 'Track prepaid API credits. Add an API key to get started.';
  const links = [
    link('$(refresh) Refresh', commands.refresh),
    link('$(graph) Dashboard', commands.openDashboard),
    link('$(settings-gear) Settings', commands.openSettings),
  ].join(`${gap}`);
  if (summary.accounts.length === 0) return links;
  const rest = summary.accounts.length - mostRows;
  const parts = [
    table(summary.accounts.slice(0, mostRows), columns(format, summary.now, options)),
    rest > 0 ? link(`+${rest} more`, commands.showBalances) : '',
    offer(summary, format, options.subject),
    links,
  ];
  return parts.filter(Boolean).join('\n\n');
}

function columns(format: Format, now: number, { color, hasBillingPage }: TooltipOptions): readonly Column[] {
  return [
    { title: 'Account', cell: ({ account }) => plainText(plainLabel(account.label)) },
    { title: 'Balance', right: true, cell: (account) => plainText(balanceText(account, format, now)) },
    { title: '', cell: (account) => plainText(stateText(account, format, now)) },
    { title: 'Time left', cell: (account) => plainText(timeText(account, format, now)) },
    { title: 'Last 14 days', cell: ({ main }) => picture(main?.outlook?.history, format, now, color) },
    {
      title: '',
      cell: (summary) => {
        const { account, attention } = summary;
        const target = { accountId: account.id };
        if (attention?.reason === 'invalidKey') return link('Replace Key', commands.replaceKey, target);
        const helps = needsTopUp(summary) && hasBillingPage(account.provider);
        return helps ? link('Top Up', commands.openBilling, target) : '';
      },
    },
  ];
}

function table(accounts: readonly AccountSummary[], all: readonly Column[]): string {
  const filled = all
    .map(({ cell, ...column }) => ({ ...column, cells: accounts.map(cell) }))
    .filter(({ cells }) => cells.some((text) => text !== ''));
  const line = (cells: readonly string[]) => `| ${cells.join(` ${gap} | `)} |`;
  return [
    line(filled.map(({ title }) => title.replaceAll(' ', '&nbsp;'))),
    `|${filled.map(({ right }) => (right ? '--:' : ':--')).join('|')}|`,
    ...accounts.map((_, row) => line(filled.map(({ cells }) => cells[row] ?? ''))),
  ].join('\n');
}

function balanceText(summary: AccountSummary, format: Format, now: number): string {
  const pool = shownPool(summary);
  return pool ? amountText(pool.pool, pool.lastAmount, format, now) : '–';
}

/** "low", "invalid key", "paused, 3 h ago": all but the time left, which has a column. */
function stateText(summary: AccountSummary, format: Format, now: number): string {
  const { reading, state, paused, attention, moved } = summary;
  const { failure, balanceAt } = reading ?? {};
  const age = balanceAt === undefined || (state === 'known' && !paused) ? undefined : format.age(balanceAt, now);
  if (paused) return ['paused', age].filter(Boolean).join(', ');
  if (state === 'never') return 'not checked yet';
  const blocked = shownPool(summary)?.standing === 'blocked' ? 'blocked' : undefined;
  const isSaid = attention?.reason === 'runsOut' || attention?.reason === 'invalidKey';
  const reason = isSaid ? undefined : attentionText(summary, format, now);
  const word = failure && failureLabel(failure, format, now, moved);
  return [reason ?? blocked, word, age].filter(Boolean).join(', ');
}

function timeText(summary: AccountSummary, format: Format, now: number): string {
  const pool = shownPool(summary);
  if (!summary.isRecent || summary.paused || !pool) return '';
  const renewal = pool.outlook?.renewal;
  return timeLeft(pool, format, now) ?? (renewal ? renewsText(renewal, format, now) : '');
}

function picture(
  history: Parameters<typeof sparkline>[0] | undefined,
  format: Format,
  now: number,
  color: string,
): string {
  const line = history && sparkline(history, now, color, format);
  // VS Code reads an escape in these words out as it is, so that what could end them is left out.
  return line ? `![${line.alt.replace(/[[\]\\|`<>]/g, '')}](${line.image})` : '';
}

/** Offered until the person has chosen, either way: the account that runs out first, where the status bar shows another. */
function offer(summary: Summary, format: Format, subject: StatusSubject | undefined): string {
  const first = subject === undefined && betterSubject(summary, 'balance');
  const pool = first ? shownPool(first) : undefined;
  const time = pool && timeLeftText(pool, format, summary.now, 'long');
  if (!first || time === undefined) return '';
  const name = plainLabel(first.account.label);
  const change = link('Change what the status bar shows', commands.chooseStatusBar);
  const keep = link('Keep lowest balance', commands.chooseStatusBar, { subject: 'balance' });
  return `${escapeMarkdown(`${name} runs out first (${time}).`)} ${change}${gap}${keep}`;
}

/** A link to a command. `title` is our own text, and the target is a choice or names an account by its id alone. */
function link(
  title: string,
  command: string,
  target?: { readonly accountId: string } | { readonly subject: StatusSubject },
): string {
  const query = target ? `?${encoded(JSON.stringify([target]))}` : '';
  return `[${title.replaceAll(') ', ')&nbsp;').replaceAll(/(?<!\)) /g, '&nbsp;')}](command:${command}${query})`;
}

/** Also what would end a link in markdown. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

/** Text that doesn't wrap. */
function plainText(text: string): string {
  return escapeMarkdown(text).replaceAll(' ', '&nbsp;');
}

/** Labels are typed by people, so nothing in them may become a link, a table cell or an image. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>&~]/g, '\\$&');
}
