import type { Unit } from '../balance.ts';
import { type Format, spanText } from '../format.ts';
import { roughly } from '../roughly.ts';
import type { Burn } from './burn.ts';
import type { Forecast, Lapse } from './forecast.ts';

type Ends = Pick<Forecast, 'emptyAt' | 'earliest' | 'latest'>;

const sureness = { sure: 'sure', fair: 'fairly sure', rough: 'a rough guess' } as const;

/** In short: "About 12 credits a day". */
export function paceText({ perDay }: Burn, unit: Unit, format: Format): string {
  return `About ${format.amountWithUnit(roughly(perDay), unit)} a day`;
}

/** How sure a pace is: "fairly sure, 9 to 15". */
export function paceRangeText({ low, high, sureness: sure }: Burn, unit: Unit, format: Format): string {
  return `${sureness[sure]}, ${format.amount(roughly(low), unit)} to ${format.amount(roughly(high), unit)}`;
}

/** "Uses about 12 credits a day, fairly sure (9 to 15)". */
export function burnText(burn: Burn, unit: Unit, format: Format): string {
  const range = `${format.amount(roughly(burn.low), unit)} to ${format.amount(roughly(burn.high), unit)}`;
  return `Uses about ${format.amountWithUnit(roughly(burn.perDay), unit)} a day, ${sureness[burn.sureness]} (${range})`;
}

/** In short: "Lasts 15 d, until 6 December 2026". */
export function lastingText({ emptyAt }: Ends, format: Format, now: number): string {
  if (emptyAt === undefined) return 'Lasts more than ten years';
  return emptyAt <= now ? 'Has run out by now' : `Lasts ${spanText(emptyAt - now)}, until ${format.date(emptyAt)}`;
}

/** When an amount may run out: "3 December 2026 to 12 December 2026", "3 December 2026 at the earliest", or nothing. */
export function runwayRangeText({ earliest, latest }: Ends, format: Format): string | undefined {
  if (earliest === undefined) return undefined;
  const first = format.date(earliest);
  if (latest === undefined) return `${first} at the earliest`;
  const last = format.date(latest);
  return first === last ? undefined : `${first} to ${last}`;
}

/** "Runs out in about 15 d, on 6 December 2026 (3 December 2026 to 12 December 2026)". */
export function runwayText(forecast: Ends, format: Format, now: number): string {
  const { emptyAt } = forecast;
  if (emptyAt === undefined) return 'Lasts more than ten years at this pace';
  if (emptyAt <= now) return 'Has run out by now at this pace';
  const range = runwayRangeText(forecast, format);
  return `Runs out in about ${spanText(emptyAt - now)}, on ${format.date(emptyAt)}${range ? ` (${range})` : ''}`;
}

/** "At this pace 320 of 1,000 credits lapse on 14 March 2027". */
export function lapseText({ lot, amount, at }: Lapse, unit: Unit, format: Format): string {
  const lost = roughly(amount);
  const of = lot.allocated === undefined ? '' : `${format.amount(lost, unit)} of `;
  const what = format.amountWithUnit(lot.allocated ?? lost, unit);
  return `At this pace ${of}${what} ${lost === 1 && of === '' ? 'lapses' : 'lapse'} on ${format.date(at)}`;
}
