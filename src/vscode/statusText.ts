import type { Format } from '../core/format.ts';
import { firstToRunOut } from '../core/history/forecast/firstToRunOut.ts';
import { type AmountSummary, isAlarming, type Summary } from '../core/summary.ts';
import { accountWords, amountWords } from '../core/text/accountText.ts';
import { failureLabel } from '../core/text/failureText.ts';
import { lastsText } from '../core/text/forecastText.ts';
import { escapeIcons } from './escape.ts';
import { type CommandId, commands } from './names.ts';

/** What the status bar item shows, ready to be assigned. */
export interface StatusItem {
  readonly text: string;
  /** For screen readers: all that the text and the color say, in words. */
  readonly label: string;
  /** The warning background: only for a number that is fresh. */
  readonly warning: boolean;
  readonly command: CommandId;
}

/** Writes the status bar item from the summary; `lasts` stands beside the amount and says for how long it does: "2 d". */
export function statusItem(summary: Summary, format: Format, lasts?: string): StatusItem {
  const { condition, lowest } = summary;
  if (condition === 'none') {
    return {
      text: '$(credit-card) Add API Key',
      label: 'Credits: no API key yet. Add one.',
      warning: false,
      command: commands.addAccount,
    };
  }
  const said = lowest ? lowestText(lowest, summary, format, lasts) : otherText(summary, format);
  const trouble = troubleText(summary, format);
  return {
    text: `$(${iconOf(summary)}) ${[said.text, trouble].filter(Boolean).join(', ')}`,
    label: `Credits: ${[...new Set([...said.label, trouble])].filter(Boolean).join(', ')}.${countText(summary)}`,
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

function lowestText(lowest: AmountSummary, { now }: Summary, format: Format, lasts: string | undefined): Said {
  const { pool } = lowest.main;
  const age = lowest.state === 'stale' ? ` (${format.age(lowest.reading.balanceAt, now)})` : '';
  return {
    text: `${escapeIcons(lowest.account.label)} ${format.amount(pool.amount, pool.unit)}${age}${lasts ? ` · ${lasts}` : ''}`,
    label: [lowest.account.label, ...accountWords(lowest, format, now), ...(lasts ? [`lasts ${lasts}`] : [])],
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
  if (only?.reading?.failure && others.length === 0) return failureLabel(only.reading.failure, format, now);
  return 'all checks failed';
}

function countText({ accounts, lowest }: Summary): string {
  return lowest && accounts.length > 1 ? ` First of ${accounts.length} accounts.` : '';
}

/** The status bar item once the past is known: about the lowest balance, or about what runs out first. */
export function fullStatus(summary: Summary, format: Format, about: 'balance' | 'runway'): StatusItem {
  const first = about === 'runway' ? firstToRunOut(summary) : undefined;
  return first
    ? statusItem({ ...summary, lowest: first }, format, lastsText(first, format, summary.now))
    : statusItem(summary, format);
}
