import type { Account } from '../core/account.ts';
import type { Balance } from '../core/balance.ts';
import { isRejection } from '../core/failure.ts';
import type { Format } from '../core/format.ts';
import type { Clock, ReadingStore } from '../core/ports.ts';
import type { Outcome } from '../core/provider.ts';
import { afterBalance, afterFailure } from '../core/reading.ts';
import { retryTime } from '../core/refresh/schedule.ts';
import { balanceSentence } from '../core/text/accountText.ts';
import { savedKeyText, uncheckedKeyText } from '../core/text/keyText.ts';
import { minute } from '../core/time.ts';
import type { Ui } from './ui.ts';

interface FirstReadingPorts {
  readonly ui: Pick<Ui, 'message'>;
  readonly readings: Pick<ReadingStore, 'put'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly format: Format;
}

/** The answer of a service to a key, undefined where it wasn't asked. */
export interface KeyAnswer {
  readonly outcome: Outcome | undefined;
  /** When it came, in milliseconds since 1970. */
  readonly answeredAt: number | undefined;
}

/** How old a balance may be that is saved with its key, in milliseconds: boxes can stay open for hours. */
const longestAge = minute;

/** What is said of a balance, and the buttons beside it. */
export interface BalanceMessage {
  readonly text: string;
  readonly buttons: Readonly<Record<string, () => Promise<void>>>;
}

/**
 * Saves the answer to a newly saved key as its first reading, and says it. A problem has been said where the key was
 * entered. `messageOf`: what is said of a balance, if that isn't the balance alone; undefined for one that is too old.
 */
export async function saveFirstReading(
  { ui, readings, clock, format }: FirstReadingPorts,
  account: Account,
  { outcome, answeredAt }: KeyAnswer,
  messageOf: (balance: Balance | undefined) => BalanceMessage = (balance) => ({
    text: balance ? balanceSentence(account.label, balance, format) : savedKeyText(account.label),
    buttons: {},
  }),
): Promise<void> {
  if (outcome === undefined || answeredAt === undefined) return;
  if ('balance' in outcome) {
    const isSaved = saveFirstBalance({ readings, clock }, account, outcome.balance, answeredAt);
    const { text, buttons } = messageOf(isSaved ? outcome.balance : undefined);
    const chosen = await ui.message('information', text, ...Object.keys(buttons));
    if (chosen !== undefined) await buttons[chosen]?.();
    return;
  }
  const { failure } = outcome;
  // After hours it is tried again at once, unless the service has rejected the key or wants to be left alone.
  const retryAt = retryTime(failure, 1, answeredAt, 1);
  readings.put(afterFailure(account, undefined, failure, firstTime(account, answeredAt), retryAt));
  if (!isRejection(failure)) await ui.message('information', uncheckedKeyText(account.label));
}

/** Saves a balance as the first reading of its account. False if it is too old: without a reading the account is asked at once. */
export function saveFirstBalance(
  { readings, clock }: Pick<FirstReadingPorts, 'readings' | 'clock'>,
  account: Account,
  balance: Balance,
  answeredAt: number,
): boolean {
  const age = clock.now() - answeredAt;
  // The clock may have been set back since.
  if (age < 0 || age > longestAge) return false;
  readings.put(afterBalance(account, undefined, balance, firstTime(account, answeredAt)));
  return true;
}

/**
 * The time of a first reading. The answer came before its key was saved, but what was read before that counts as another
 * key's, and is in no history: so it is at most a minute late.
 */
function firstTime({ keySetAt }: Account, answeredAt: number): number {
  return Math.max(keySetAt, answeredAt);
}
