import { isFirst } from './attention.ts';
import { firstToRunOut } from './firstToRunOut.ts';
import { type AccountSummary, mayBeInStatusBar, type Summary } from './summary.ts';

/** The setting `credits.statusBar`: the lowest balance, or the account that runs out first. */
export type StatusSubject = 'balance' | 'runway';

/**
 * The account that the status bar shows: one that is blocked or empty, else one with an invalid key, else the subject of the
 * setting. Undefined where nothing is known.
 */
export function statusAccount(summary: Summary, subject: StatusSubject): AccountSummary | undefined {
  const candidates = summary.accounts.filter(mayBeInStatusBar);
  // The most pressing come first.
  const pressing = candidates.find(({ attention }) => attention && isFirst(attention.reason));
  if (pressing) return pressing;
  const subjects = { balance: undefined, runway: firstToRunOut(summary) };
  return subjects[subject] ?? summary.lowest ?? candidates.find(({ reading }) => reading?.balance !== undefined);
}

/** The accounts that have a status bar item of their own, in the order of the summary. */
export function pinnedAccounts({ accounts }: Summary): readonly AccountSummary[] {
  return accounts.filter(({ account }) => account.statusBar === 'pinned');
}

/** The account that the status bar would show by the other subject, where that one runs out first; else undefined. */
export function betterSubject(summary: Summary, subject: StatusSubject): AccountSummary | undefined {
  if (subject === 'runway') return undefined;
  const [shown, first] = [statusAccount(summary, 'balance'), statusAccount(summary, 'runway')];
  return first && first !== shown ? first : undefined;
}
