import { firstToRunOut } from '../core/firstToRunOut.ts';
import type { Format } from '../core/format.ts';
import type { AmountSummary, Summary } from '../core/summary.ts';
import { accountWords, amountText } from '../core/text/accountText.ts';
import { failureLabel } from '../core/text/failureText.ts';
import { timeLeft } from '../core/text/forecastText.ts';
import { plainLabel } from '../core/text/plainLabel.ts';
import { type CommandId, commands } from './names.ts';

/** The content of the status bar item, ready to be assigned. */
export interface StatusItem {
  readonly text: string;
  /** For screen readers: all that the text and the color say, in words. */
  readonly label: string;
  /** The warning background: only for a number that is fresh. */
  readonly warning: boolean;
  readonly command: CommandId;
}

/** The setting `credits.statusBar`: the lowest balance, or the account that runs out first with its time left. */
export type StatusSubject = 'balance' | 'runway';

/** Writes the status bar item from the summary. While nothing is known to run out, its subject is the lowest balance. */
export function statusItem(summary: Summary, format: Format, subject: StatusSubject): StatusItem {
  if (summary.condition === 'none') {
    return {
      text: '$(credit-card) Credits: Add Key',
      label: 'Credits: no API key yet. Add one.',
      warning: false,
      command: commands.addAccount,
    };
  }
  const first = subject === 'runway' ? firstToRunOut(summary) : undefined;
  const shown = first ?? summary.lowest;
  const { text, words } = shown
    ? amountStatus(shown, first !== undefined, summary, format)
    : otherStatus(summary, format);
  const failure = failureText(summary, format);
  const order = first ? 'First to run out' : 'Lowest';
  const among = shown && summary.accounts.length > 1 ? ` ${order} of ${summary.accounts.length} accounts.` : '';
  return {
    text: `$(${iconOf(summary, shown)}) ${[text, failure].filter(Boolean).join(', ')}`,
    // Each part once: a single account's failure is among its words.
    label: `Credits: ${[...new Set([...words, failure])].filter(Boolean).join(', ')}.${among}`,
    warning: shown?.attention !== undefined,
    command: commands.showBalances,
  };
}

function iconOf({ refreshing, condition }: Summary, shown: AmountSummary | undefined): string {
  if (refreshing) return 'sync~spin';
  if (condition === 'offline') return 'debug-disconnect';
  if (condition === 'failing') return 'warning';
  return shown?.state === 'stale' ? 'history' : 'credit-card';
}

interface StatusText {
  readonly text: string;
  /** For screen readers. */
  readonly words: readonly string[];
}

function amountStatus(shown: AmountSummary, withTime: boolean, { now }: Summary, format: Format): StatusText {
  const { pool } = shown.main;
  const label = plainLabel(shown.account.label);
  const age = shown.state === 'stale' ? ` (${format.age(shown.reading.balanceAt, now)})` : '';
  const time = withTime ? timeLeft(shown.main, format, now) : undefined;
  return {
    text: `${label} ${format.amount(pool.amount, pool.unit)}${age}${time === undefined ? '' : ` · ${time}`}`,
    words: [label, ...accountWords(shown, format, now, 'long')],
  };
}

/** No account has a known amount: the first one's "unlimited" or "unknown", or the name of the extension. */
function otherStatus({ accounts, condition, now }: Summary, format: Format): StatusText {
  const first = accounts.find(({ reading }) => reading?.balance !== undefined);
  if (!first) return { text: 'Credits', words: [condition === 'waiting' ? 'not checked yet' : 'no balance yet'] };
  const text = `${plainLabel(first.account.label)} ${amountText(first.main?.pool, first.main?.lastAmount, format, now)}`;
  return { text, words: [text] };
}

function failureText({ condition, accounts, now }: Summary, format: Format): string | undefined {
  if (condition === 'offline') return 'offline';
  if (condition !== 'failing') return undefined;
  const [only, ...others] = accounts;
  if (only?.reading?.failure && others.length === 0) {
    return failureLabel(only.reading.failure, format, now, only.moved);
  }
  return 'all checks failed';
}
