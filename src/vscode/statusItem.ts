import { failureWords } from '../core/failureWords.ts';
import type { Format } from '../core/format.ts';
import { type AccountSummary, type AmountSummary, isAlarming, type Summary } from '../core/summary.ts';
import { accountWords, amountWords } from './accountWords.ts';
import { type CommandId, commands } from './names.ts';

/** What the status bar item shows, ready to be assigned. */
export interface StatusItem {
  readonly text: string;
  /** For screen readers: all that the text and the colour say, in words. */
  readonly label: string;
  /** Markdown with links to commands; every foreign text in it is escaped. */
  readonly tooltip: string;
  /** The warning background: only for a number that is fresh. */
  readonly warning: boolean;
  readonly command: CommandId;
}

/** Writes the status bar item from the summary. */
export function statusItem(summary: Summary, format: Format): StatusItem {
  const { condition, lowest } = summary;
  if (condition === 'none') {
    return {
      text: '$(credit-card) Add API Key',
      label: 'Credits: no API key yet. Add one.',
      tooltip: 'Credits shows what is left at the services that you pay for. Add an API key to begin.',
      warning: false,
      command: commands.addAccount,
    };
  }
  const said = lowest ? lowestText(lowest, summary, format) : otherText(summary, format);
  const trouble = troubleText(summary, format);
  return {
    text: `$(${iconOf(summary)}) ${[said.text, trouble].filter(Boolean).join(', ')}`,
    label: `Credits: ${[...new Set([...said.label, trouble])].filter(Boolean).join(', ')}.${countText(summary)}`,
    tooltip: tooltip(summary, format),
    warning: lowest !== undefined && isAlarming(lowest),
    command: commands.showBalances,
  };
}

function iconOf({ refreshing, condition, lowest }: Summary): string {
  if (refreshing) return 'sync~spin';
  if (condition === 'offline') return 'debug-disconnect';
  if (condition === 'failing') return 'warning';
  return lowest?.state === 'stale' ? 'history' : 'credit-card';
}

interface Said {
  readonly text: string;
  /** In parts, so that none is said twice. */
  readonly label: readonly string[];
}

function lowestText(lowest: AmountSummary, { now }: Summary, format: Format): Said {
  const { balance, balanceAt } = lowest.reading;
  const age = lowest.state === 'stale' ? ` (${format.age(balanceAt, now)})` : '';
  return {
    text: `${escapeIcons(lowest.account.label)} ${format.amount(balance.amount, balance.unit)}${age}`,
    label: [lowest.account.label, ...accountWords(lowest, format, now)],
  };
}

/** No account has a known amount: the first one's "unlimited" or "unknown", or the name of the extension. */
function otherText({ accounts, condition, now }: Summary, format: Format): Said {
  const first = accounts.find(({ reading }) => reading?.balance !== undefined);
  if (!first) return { text: 'Credits', label: [condition === 'waiting' ? 'not checked yet' : 'no balance yet'] };
  const text = `${first.account.label} ${amountWords(first, format, now)}`;
  return { text: escapeIcons(text), label: [text] };
}

function troubleText({ condition, accounts, now }: Summary, format: Format): string | undefined {
  if (condition === 'offline') return 'offline';
  if (condition !== 'failing') return undefined;
  const [only, ...others] = accounts;
  if (only?.reading?.failure && others.length === 0) return failureWords(only.reading.failure, format, now);
  return 'all checks failed';
}

function countText({ accounts, lowest }: Summary): string {
  return lowest && accounts.length > 1 ? ` First of ${accounts.length} accounts.` : '';
}

function tooltip(summary: Summary, format: Format): string {
  const rows = summary.accounts.map((account) => tooltipRow(account, format, summary.now));
  const table = ['| Account | Balance | | Read |', '|:--|--:|:--|:--|', ...rows].join('\n');
  const links = `[$(refresh) Refresh](command:${commands.refresh}) &nbsp; [$(list-tree) Show Balances](command:${commands.showBalances})`;
  return rows.length > 0 ? `${table}\n\n${links}` : links;
}

function tooltipRow(account: AccountSummary, format: Format, now: number): string {
  const { reading, state, standing } = account;
  const amount = state === 'never' || state === 'failed' ? '–' : amountWords(account, format, now);
  const failure = reading?.failure && failureWords(reading.failure, format, now);
  const word = standing === 'fine' || standing === 'unlimited' || standing === 'unknown' ? undefined : standing;
  const age = reading?.balanceAt === undefined ? 'not yet' : format.age(reading.balanceAt, now);
  const cells = [account.account.label, amount, [word, failure].filter(Boolean).join(', '), age];
  return `| ${cells.map(escapeMarkdown).join(' | ')} |`;
}

/** Labels are typed by people, so nothing in them may become a link, a table cell or an icon. */
function escapeMarkdown(text: string): string {
  return escapeIcons(text)
    .replace(/[\\`*_{}[\]()#+\-.!|<>&~]/g, '\\$&')
    .replace(/[\r\n]+/g, ' ');
}

/** VS Code puts icons in the place of `$(name)`, after it has read the markdown, unless a backslash stands before it. */
function escapeIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}
