import type { Account } from './account.ts';
import { type Balance, unitKey } from './balance.ts';
import type { Outlook } from './history/outlook.ts';
import { type Reading, type ReadingState, readingOf, stateOf } from './reading.ts';
import { isPressing, type Standing, standingOf, standings, type Thresholds } from './standing.ts';
import { thresholdsOf } from './thresholdsOf.ts';
import type { Trouble } from './troubles.ts';

/** Everything that what is shown depends on. */
export interface Facts {
  readonly accounts: readonly Account[];
  /** False until the accounts have been read from disk: then nothing is claimed about them. */
  readonly loaded: boolean;
  readonly readings: ReadonlyMap<string, Reading>;
  /** Account ids that are being asked, `Refresher.running`. */
  readonly running: ReadonlySet<string>;
  /** A person waits for the checks that run: what happens on a timer is not worth a moving icon. */
  readonly awaited: boolean;
  /** By provider or account id; the account's own come first. */
  readonly thresholds: Readonly<Record<string, Thresholds | undefined>>;
  /** What is wrong with the kept files. */
  readonly troubles: readonly Trouble[];
  /** By account id; what is shown first does without. */
  readonly outlooks?: ReadonlyMap<string, Outlook> | undefined;
  /** Milliseconds. */
  readonly interval: number;
  readonly now: number;
}

/** One account with all that is known of it. */
export interface AccountSummary {
  readonly account: Account;
  readonly reading: Reading | undefined;
  readonly state: ReadingState;
  readonly standing: Standing;
  readonly refreshing: boolean;
  /** What its past says of its future, once the history has been read. */
  readonly outlook: Outlook | undefined;
}

/** An account whose amount is known. */
export interface AmountSummary extends AccountSummary {
  readonly reading: Reading & { readonly balance: Balance & { readonly amount: number }; readonly balanceAt: number };
}

/**
 * What the whole comes to: `loading` (accounts not read yet), `none` (no account), `waiting` (no check has ended yet),
 * `failing` (every last check failed), `offline` (every last check failed for want of a network), else `answering`.
 */
export type Condition = 'loading' | 'none' | 'waiting' | 'offline' | 'failing' | 'answering';

/** All readings in one value, from which the status bar, the tree and the rest are written. */
export interface Summary {
  /** The most pressing first. */
  readonly accounts: readonly AccountSummary[];
  /** The account to worry about first, if any has a known amount. */
  readonly lowest: AmountSummary | undefined;
  readonly condition: Condition;
  /** When the last good balance of any account was read. */
  readonly lastAnswerAt: number | undefined;
  readonly refreshing: boolean;
  readonly troubles: readonly Trouble[];
  readonly now: number;
}

/** Sums up. Pure: the same facts give the same summary. */
export function summarise(facts: Facts): Summary {
  const accounts = facts.accounts.map((account) => summariseAccount(account, facts)).sort(byPressure);
  const answers = accounts.flatMap(({ reading }) => reading?.balanceAt ?? []);
  return {
    accounts,
    lowest: lowestOf(accounts),
    condition: facts.loaded ? conditionOf(accounts) : 'loading',
    lastAnswerAt: answers.length > 0 ? Math.max(...answers) : undefined,
    refreshing: accounts.some(({ refreshing }) => refreshing),
    troubles: facts.troubles,
    now: facts.now,
  };
}

/** Whether what is known is fresh and asks for something to be done. */
export function isAlarming({ state, standing }: AccountSummary): boolean {
  return state === 'known' && isPressing(standing);
}

function summariseAccount(account: Account, facts: Facts): AccountSummary {
  const reading = readingOf(account, facts.readings);
  return {
    account,
    reading,
    // One missed refresh is a delay; from the second on, the number is old.
    state: stateOf(reading, facts.now, 2 * facts.interval),
    standing: standingOf(reading?.balance, thresholdsOf(account, facts.thresholds)),
    refreshing: facts.awaited && facts.running.has(account.id),
    outlook: facts.outlooks?.get(account.id),
  };
}

/** By standing, then by amount within one unit; amounts of different units are never compared. */
function byPressure(a: AccountSummary, b: AccountSummary): number {
  const standing = standings.indexOf(a.standing) - standings.indexOf(b.standing);
  if (standing !== 0) return standing;
  // Blocked accounts may have an amount or not; those without come last, or the order would depend on where they stood.
  if (!hasAmount(a) || !hasAmount(b)) return Number(hasAmount(b)) - Number(hasAmount(a));
  const [unitA, unitB] = [unitKey(a.reading.balance.unit), unitKey(b.reading.balance.unit)];
  if (unitA !== unitB) return unitA < unitB ? -1 : 1;
  return a.reading.balance.amount - b.reading.balance.amount;
}

/** The first by pressure whose amount is known: never an unlimited account, and never one that is unknown. */
function lowestOf(accounts: readonly AccountSummary[]): AmountSummary | undefined {
  return accounts.find(hasAmount);
}

/** Whether the amount of an account is known. */
export function hasAmount(summary: AccountSummary): summary is AmountSummary {
  const balance = summary.reading?.balance;
  return balance !== undefined && !balance.unlimited && balance.amount !== undefined;
}

function conditionOf(accounts: readonly AccountSummary[]): Condition {
  if (accounts.length === 0) return 'none';
  const failures = accounts.map(({ reading }) => reading?.failure);
  if (failures.every((failure) => failure?.kind === 'offline')) return 'offline';
  if (failures.every((failure) => failure !== undefined)) return 'failing';
  return accounts.every(({ state }) => state === 'never') ? 'waiting' : 'answering';
}
