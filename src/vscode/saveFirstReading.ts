import type { Account } from '../core/account.ts';
import type { Balance } from '../core/balance.ts';
import { isRejection } from '../core/failure.ts';
import type { Format } from '../core/format.ts';
import type { Clock, ReadingStore } from '../core/ports.ts';
import type { Outcome } from '../core/provider.ts';
import { afterBalance, afterFailure } from '../core/reading.ts';
import { retryTime } from '../core/refresh/schedule.ts';
import { balanceSentence } from '../core/text/accountText.ts';
import { uncheckedKeyText } from '../core/text/keyText.ts';
import type { Ui } from './ui.ts';

interface FirstReadingPorts {
  readonly ui: Pick<Ui, 'message'>;
  readonly readings: Pick<ReadingStore, 'put'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly format: Format;
}

/** What is said of a balance, and the buttons beside it. */
export interface BalanceMessage {
  readonly text: string;
  readonly buttons: Readonly<Record<string, () => Promise<void>>>;
}

/**
 * Saves the answer to a newly saved key as its first reading, and says it. A problem has been said where the key was
 * entered. `messageOf`: what is said of a balance, if that isn't the balance alone.
 */
export async function saveFirstReading(
  { ui, readings, clock, format }: FirstReadingPorts,
  account: Account,
  outcome: Outcome | undefined,
  messageOf: (balance: Balance) => BalanceMessage = (balance) => ({
    text: balanceSentence(account.label, balance, format),
    buttons: {},
  }),
): Promise<void> {
  const now = clock.now();
  if (outcome === undefined) return;
  if ('balance' in outcome) {
    readings.put(afterBalance(account, undefined, outcome.balance, now));
    const { text, buttons } = messageOf(outcome.balance);
    const chosen = await ui.message('information', text, ...Object.keys(buttons));
    if (chosen !== undefined) await buttons[chosen]?.();
    return;
  }
  const { failure } = outcome;
  readings.put(afterFailure(account, undefined, failure, now, retryTime(failure, 1, now, 1)));
  if (!isRejection(failure)) await ui.message('information', uncheckedKeyText(account.label));
}
