import type { Unit } from '../core/balance.ts';
import { type Format, spanText } from '../core/format.ts';
import type { Burn } from '../core/history/burn.ts';
import type { Forecast, Lapse } from '../core/history/forecast.ts';

/** What is said while there is no pace yet. */
export const learningText = 'Learning the pace: it takes a day of readings with three uses';

const sureness = { sure: 'sure', fair: 'fairly sure', rough: 'a rough guess' } as const;

/** "Uses about 12 credits a day, fairly sure (9 to 15)". */
export function burnText({ perDay, low, high, sureness: sure }: Burn, unit: Unit, format: Format): string {
  const range = `${format.amount(rough(low), unit)} to ${format.amount(rough(high), unit)}`;
  return `Uses about ${format.amountWithUnit(rough(perDay), unit)} a day, ${sureness[sure]} (${range})`;
}

/** "Runs out in about 15 d, on 6 December 2026 (3 December to 12 December 2026)". */
export function runwayText({ emptyAt, earliest, latest }: Forecast, format: Format, now: number): string {
  if (emptyAt === undefined) return 'Lasts more than ten years at this pace';
  if (emptyAt <= now) return 'Has run out by now at this pace';
  const range =
    earliest === undefined
      ? ''
      : latest === undefined
        ? ` (${format.date(earliest)} at the earliest)`
        : ` (${format.date(earliest)} to ${format.date(latest)})`;
  return `Runs out in about ${spanText(emptyAt - now)}, on ${format.date(emptyAt)}${range}`;
}

/** "At this pace 320 of 1,000 credits lapse on 14 March 2027". */
export function lapseText({ lot, amount, at }: Lapse, unit: Unit, format: Format): string {
  const lost = Math.round(amount) || amount;
  const of = lot.allocated === undefined ? '' : `${format.amount(lost, unit)} of `;
  const whole = format.amountWithUnit(lot.allocated ?? lost, unit);
  return `At this pace ${of}${whole} ${lost === 1 && of === '' ? 'lapses' : 'lapse'} on ${format.date(at)}`;
}

/** "about 320 will lapse", beside what a lot holds. */
export function lapsingText({ amount }: Lapse, unit: Unit, format: Format): string {
  return `about ${format.amount(Math.round(amount) || amount, unit)} will lapse`;
}

/** Two significant digits below a hundred, whole above: a pace is never known better. */
function rough(amount: number): number {
  return Math.abs(amount) >= 100 ? Math.round(amount) : Number(amount.toPrecision(2));
}
