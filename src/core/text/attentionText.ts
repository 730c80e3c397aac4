import type { Format, Width } from '../format.ts';
import type { Reading } from '../reading.ts';
import type { AccountSummary } from '../summary.ts';
import { failureLabel } from './failureLabel.ts';

/** The parts of an account's summary that say why it needs attention. */
interface AttentionFacts extends Pick<AccountSummary, 'attention' | 'moved'> {
  readonly reading: Pick<Reading, 'failure'> | undefined;
}

/** The reason that an account needs attention, in a few words: "blocked", "invalid key", "18 h left", "expires Nov 26". */
export function attentionText(
  { attention, reading, moved }: AttentionFacts,
  format: Format,
  now: number,
  width: Width = 'short',
): string | undefined {
  if (!attention) return undefined;
  const { reason, at = now } = attention;
  switch (reason) {
    case 'blocked':
    case 'empty':
    case 'critical':
    case 'low':
      return reason;
    case 'invalidKey':
      return reading?.failure && failureLabel(reading.failure, format, now, moved);
    case 'runsOut':
      return at <= now ? 'may have run out' : `${format.span(at - now, width)} left`;
    case 'expiring':
      return `expires ${format.date(at, now)}`;
  }
}

/** "2 need attention", "1 needs attention". */
export function attentionCountText(count: number): string {
  return count === 1 ? '1 needs attention' : `${count} need attention`;
}
