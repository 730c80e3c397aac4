import type { Account } from '../core/account.ts';
import type { Format } from '../core/format.ts';
import type { Clock, ReadingStore } from '../core/ports.ts';
import type { Outcome } from '../core/provider.ts';
import { afterBalance, afterFailure } from '../core/reading.ts';
import { retryTime } from '../core/refresh/schedule.ts';
import { balanceSentence } from '../core/text/accountText.ts';
import { uncheckedKeyText } from '../core/text/keyText.ts';
import { isRejection } from './enterKey.ts';
import type { Ui } from './ui.ts';

interface FirstReadingPorts {
  readonly ui: Pick<Ui, 'message'>;
  readonly readings: Pick<ReadingStore, 'put'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly format: Format;
}

/** Saves the answer to a newly saved key as its first reading, and says it. A rejection has already been said. */
export async function saveFirstReading(
  { ui, readings, clock, format }: FirstReadingPorts,
  account: Account,
  outcome: Outcome | undefined,
): Promise<void> {
  const now = clock.now();
  if (outcome === undefined) {
    await ui.message('information', uncheckedKeyText(account.label, undefined));
  } else if ('balance' in outcome) {
    readings.put(afterBalance(account, undefined, outcome.balance, now));
    await ui.message('information', balanceSentence(account.label, outcome.balance, format));
  } else {
    const { failure } = outcome;
    readings.put(afterFailure(account, undefined, failure, now, retryTime(failure, 1, now, 1)));
    if (!isRejection(failure)) await ui.message('warning', uncheckedKeyText(account.label, failure));
  }
}
