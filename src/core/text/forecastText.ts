import type { Format } from '../format.ts';
import type { ExpectedExpiry, Forecast } from '../history/forecast/forecast.ts';
import type { Learning } from '../history/forecast/learning.ts';
import type { UsageRate } from '../history/forecast/usageRate.ts';
import type { AccountSummary } from '../summary.ts';
import { hour } from '../time.ts';
import type { Unit } from '../unit.ts';

type Ends = Pick<Forecast, 'emptyAt' | 'earliest' | 'latest'>;

const confidences = { high: 'high confidence', medium: 'medium confidence', low: 'low confidence' } as const;

/** In short: "About 12 credits a day". */
export function paceText({ perDay }: UsageRate, unit: Unit, format: Format): string {
  return `About ${format.roughlyWithUnit(perDay, unit)} a day`;
}

/** How sure a pace is: "fairly sure, 9 to 15". */
export function paceRangeText({ low, high, confidence }: UsageRate, unit: Unit, format: Format): string {
  return `${confidences[confidence]}, ${format.roughRange(low, high, unit)}`;
}

/** "Uses about 12 credits a day, fairly sure (9 to 15)". */
export function usageRateText(usageRate: UsageRate, unit: Unit, format: Format): string {
  const range = format.roughRange(usageRate.low, usageRate.high, unit);
  return `Uses about ${format.roughlyWithUnit(usageRate.perDay, unit)} a day, ${confidences[usageRate.confidence]} (${range})`;
}

/** In short: "Lasts 15 d, until 6 December 2026". */
export function lastingText({ emptyAt }: Ends, format: Format, now: number): string {
  if (emptyAt === undefined) return 'Lasts more than ten years';
  return emptyAt <= now ? 'Has run out by now' : `Lasts ${format.span(emptyAt - now)}, until ${format.date(emptyAt)}`;
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
  return `Runs out in about ${format.span(emptyAt - now)}, on ${format.date(emptyAt)}${range ? ` (${range})` : ''}`;
}

/** "At this pace 320 of 1,000 credits expiry on 14 March 2027". */
export function expiryLossText({ lot, amount, at }: ExpectedExpiry, unit: Unit, format: Format): string {
  const of = lot.allocated === undefined ? '' : `${format.roughly(amount, unit)} of `;
  const what =
    lot.allocated === undefined ? format.roughlyWithUnit(amount, unit) : format.amountWithUnit(lot.allocated, unit);
  return `At this pace ${of}${what} will expire on ${format.date(at)}`;
}

/** For how long an account lasts at its pace: "2 d", "5 h", "over 10 y". Undefined while the pace is being learnt. */
export function lastsText({ main, standing }: AccountSummary, format: Format, now: number): string | undefined {
  const forecast = main?.outlook?.forecast;
  if (!forecast || standing === 'empty' || standing === 'blocked' || standing === 'unlimited') return undefined;
  if (forecast.emptyAt === undefined) return 'over 10 y';
  return format.span(forecast.emptyAt - now);
}

/** "Forecast available after 24 more hours and 3 more charges". */
export function learningText({ hours, charges }: Learning, format: Format): string {
  const missing = [
    hours > 0 && format.span(hours * hour, 'more'),
    charges > 0 && `${charges} more ${charges === 1 ? 'charge' : 'charges'}`,
  ].filter(Boolean);
  return `Forecast available after ${missing.join(' and ')}`;
}
