import { attentionIcons, isFirst, severityOf } from '../core/attention.ts';
import type { Format } from '../core/format.ts';
import { pinnedAccounts, type StatusSubject, statusAccount } from '../core/statusAccount.ts';
import type { AccountSummary, Summary } from '../core/summary.ts';
import { accountWords, shortAmountText, shownPool } from '../core/text/accountText.ts';
import { attentionText } from '../core/text/attentionText.ts';
import { failureLabel } from '../core/text/failureLabel.ts';
import { timeLeft } from '../core/text/forecastText.ts';
import { plainLabel } from '../core/text/plainLabel.ts';
import { type CommandId, commands } from './names.ts';
import type { RowTarget } from './treeRow.ts';

/** The content of a status bar item, ready to be assigned. */
export interface StatusItem {
  readonly text: string;
  /** For screen readers: all that the text and the color say, in words. */
  readonly label: string;
  /** The error background for what is blocked or empty, the warning background for all else that needs attention. */
  readonly background?: 'error' | 'warning' | undefined;
  readonly command: CommandId;
  /** The account that is shown, for the command. */
  readonly target?: RowTarget | undefined;
}

/** The item of an account that a person pinned. */
export interface PinnedItem extends StatusItem {
  readonly accountId: string;
  /** As VS Code's own menu names the item. */
  readonly name: string;
}

/** Writes the status bar item from the summary. While nothing is known to run out, its subject is the lowest balance. */
export function statusItem(summary: Summary, format: Format, subject: StatusSubject): StatusItem {
  if (summary.condition === 'none') {
    return {
      text: '$(credit-card) Credits: Add Key',
      label: 'Credits: no API key yet. Add one.',
      command: commands.addAccount,
    };
  }
  const shown = statusAccount(summary, subject);
  if (!shown) return itemWithoutAccount(summary, format);
  return accountItem(shown, amongText(shown, summary), summary, format);
}

/** The items of the accounts that a person pinned, but for the one that `statusItem` shows already. */
export function pinnedItems(summary: Summary, format: Format, subject: StatusSubject): readonly PinnedItem[] {
  const shown = statusAccount(summary, subject);
  return pinnedAccounts(summary)
    .filter((pinned) => pinned !== shown)
    .map((pinned) => ({
      ...accountItem(pinned, ' Pinned.', summary, format),
      accountId: pinned.account.id,
      name: `Credits: ${plainLabel(pinned.account.label)}`,
    }));
}

function accountItem(shown: AccountSummary, among: string, summary: Summary, format: Format): StatusItem {
  const { attention, account } = shown;
  const label = plainLabel(account.label);
  const trouble = attention?.reason === 'invalidKey' ? undefined : troubleText(summary, format);
  // Each part once: a single account's failure is among its words.
  const text = new Set([...barWords(shown, format, summary.now), trouble]);
  const words = new Set([label, ...accountWords(shown, format, summary.now, 'long'), trouble]);
  return {
    text: `$(${iconOf(summary, shown)}) ${label} ${[...text].filter(Boolean).join(' · ')}`,
    label: `Credits: ${[...words].filter(Boolean).join(', ')}.${among}${privacyText(format)}`,
    background: attention && severityOf(attention.reason),
    command: commands.showBalances,
    target: { accountId: account.id },
  };
}

/** Nothing is known of any account that may be shown. */
function itemWithoutAccount(summary: Summary, format: Format): StatusItem {
  const trouble = troubleText(summary, format);
  const balance = { waiting: 'not checked yet', answering: 'no account in the status bar' };
  const { condition } = summary;
  const words = [condition === 'waiting' || condition === 'answering' ? balance[condition] : 'no balance yet', trouble];
  return {
    text: `$(${iconOf(summary, undefined)}) ${['Credits', trouble].filter(Boolean).join(' · ')}`,
    label: `Credits: ${words.filter(Boolean).join(', ')}.${privacyText(format)}`,
    command: commands.showBalances,
  };
}

/** "offline", "all checks failed", or the failure of a single account; undefined while one answers. */
function troubleText({ condition, accounts, now }: Summary, format: Format): string | undefined {
  if (condition === 'offline') return 'offline';
  if (condition !== 'failing') return undefined;
  const [only, ...others] = accounts;
  const failure = others.length === 0 ? only?.reading?.failure : undefined;
  return failure ? failureLabel(failure, format, now, only?.moved) : 'all checks failed';
}

/** The words beside the name: "20", "18 h"; a word alone where it matters more than the number: "blocked", "invalid key". */
function barWords(shown: AccountSummary, format: Format, now: number): readonly string[] {
  const { attention, state, paused } = shown;
  const reason = attentionText(shown, format, now);
  const pool = shownPool(shown);
  if (reason !== undefined && attention?.reason === 'invalidKey') return [reason];
  if (paused) return ['paused'];
  if (!pool || state === 'never') return accountWords(shown, format, now).slice(0, 1);
  const since = sinceWords(shown, format, now);
  if (reason !== undefined && attention && severityOf(attention.reason) === 'error') return [reason, ...since];
  if (pool.standing === 'blocked') return ['blocked', ...since];
  const amount = shortAmountText(pool, format, now);
  if (state !== 'known') return [amount, ...(reason === undefined ? [] : [reason]), ...since];
  const words = [
    attention?.reason === 'runsOut' ? undefined : reason,
    attention?.reason === 'expiring' ? undefined : timeLeft(pool, format, now),
  ];
  return [amount, ...words.filter((word) => word !== undefined)];
}

/** How far the balance can be trusted: its age where it is old, why the last check failed where it is recent. */
function sinceWords({ reading, isRecent, moved }: AccountSummary, format: Format, now: number): readonly string[] {
  if (!isRecent) return [format.age(reading?.balanceAt ?? now, now)];
  const { failure } = reading ?? {};
  return failure ? [failureLabel(failure, format, now, moved)] : [];
}

function iconOf({ refreshing, condition }: Summary, shown: AccountSummary | undefined): string {
  if (refreshing) return 'sync~spin';
  if (shown?.attention) return attentionIcons[shown.attention.reason];
  if (shown?.paused) return 'debug-pause';
  if (condition === 'offline') return 'debug-disconnect';
  if (condition === 'failing') return 'warning';
  return shown?.state === 'stale' ? 'history' : 'credit-card';
}

/** Where the account comes among the others. */
function amongText(shown: AccountSummary, { accounts, lowest }: Summary): string {
  if (accounts.length < 2) return '';
  const reason = shown.attention?.reason;
  if (!lowest && !reason) return '';
  const order = reason && isFirst(reason) ? 'Most pressing' : shown === lowest ? 'Lowest' : 'First to run out';
  return ` ${order} of ${accounts.length} accounts.`;
}

function privacyText({ hidesAmounts }: Format): string {
  return hidesAmounts ? ' Amounts are hidden.' : '';
}
