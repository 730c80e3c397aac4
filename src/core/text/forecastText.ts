import type { Format, Width } from '../format.ts';
import { runsOutAt } from '../history/forecast/afterRenewals.ts';
import type { ExpectedExpiry, Forecast } from '../history/forecast/forecast.ts';
import type { Learning } from '../history/forecast/learning.ts';
import type { UsageRate } from '../history/forecast/usageRate.ts';
import type { PoolSummary } from '../summary.ts';
import { day, hour } from '../time.ts';
import type { Unit } from '../unit.ts';

type Ends = Pick<Forecast, 'emptyAt' | 'earliest' | 'latest'>;

/** "20/day (19–21)", "$1.20/day ($1–$1.40)". */
export function usageRateShort({ perDay, low, high }: UsageRate, unit: Unit, format: Format): string {
  return `${perDayText(perDay, unit, format)}${rangeText(low, high, unit, format)}`;
}

/** "20/day". */
export function perDayText(perDay: number, unit: Unit, format: Format): string {
  return `${format.roughly(perDay, unit)}/day`;
}

/** "Uses 20 credits a day (19–21)". */
export function usageRateText({ perDay, low, high }: UsageRate, unit: Unit, format: Format): string {
  return `Uses ${format.roughlyWithUnit(perDay, unit)} a day${rangeText(low, high, unit, format)}`;
}

/** " (19–21)", or nothing while amounts are hidden. */
function rangeText(low: number, high: number, unit: Unit, format: Format): string {
  return format.hidesAmounts ? '' : ` (${format.roughRange(low, high, unit)})`;
}

/** "18 h left", "over 10 years left", "may have run out"; undefined where nothing is forecast, nothing is left, or a renewal comes first. */
export function timeLeftText(
  pool: PoolSummary,
  format: Format,
  now: number,
  width: Width = 'short',
): string | undefined {
  const time = timeLeft(pool, format, now, width);
  return time === undefined || time === over ? time : `${time} left`;
}

/** "18 h", "over 10 years", "may have run out"; undefined as above. */
export function timeLeft(
  { outlook, pool, standing }: PoolSummary,
  format: Format,
  now: number,
  width: Width = 'short',
): string | undefined {
  const forecast = outlook?.forecast;
  if (!forecast || pool.unlimited || standing === 'blocked' || standing === 'empty') return undefined;
  const emptyAt = runsOutAt(outlook);
  if (emptyAt === undefined) return forecast.emptyAt === undefined ? 'over 10 years' : undefined;
  return emptyAt <= now ? over : format.span(emptyAt - now, width);
}

const over = 'may have run out';

/** When a pool runs out, to the part of the day where it is near: "Tuesday morning" within three days, else "Nov 25". */
export function runOutDate(time: number, format: Format, now: number): string {
  return time - now < toTheHour ? format.dayPart(time) : format.date(time, now);
}

const toTheHour = 3 * day;

/**
 * "Nov 25 (Nov 24–29)", "Tuesday morning", "not within 10 years", "may have run out". A part of a day leaves no room for a
 * range, nor does a year: of a range that would end with one only the beginning is said.
 */
export function runOutShort(forecast: Ends, format: Format, now: number): string {
  const { emptyAt, earliest, latest } = forecast;
  if (emptyAt === undefined) return 'not within 10 years';
  if (emptyAt <= now) return over;
  const date = runOutDate(emptyAt, format, now);
  const isNear = emptyAt - now < toTheHour;
  if (isNear || earliest === undefined || format.hasYear(emptyAt, now)) return date;
  const isOpen = latest !== undefined && format.hasYear(latest, now);
  return `${date}${runOutRange(isOpen ? { emptyAt, earliest } : forecast, format, now)}`;
}

/** "4 days left, runs out Nov 25 (Nov 24–29)". */
export function runOutText(forecast: Ends, format: Format, now: number): string {
  const { emptyAt } = forecast;
  if (emptyAt === undefined) return 'Over 10 years left';
  if (emptyAt <= now) return 'May have run out';
  return `${format.span(emptyAt - now, 'long')} left, runs out ${runOutDate(emptyAt, format, now)}${runOutRange(forecast, format, now)}`;
}

/** " (Nov 24–29)", " (Nov 24 or later)", or nothing where the range is the one day. */
function runOutRange({ emptyAt = 0, earliest, latest }: Ends, format: Format, now: number): string {
  if (earliest === undefined) return '';
  if (latest === undefined) return ` (${format.date(earliest, now)} or later)`;
  const range = format.dateRange(earliest, latest, now);
  return range === format.date(emptyAt, now) ? '' : ` (${range})`;
}

/** "~264 of 1,000 credits will expire unused on Nov 26". */
export function expiryLossText({ lot, amount, at }: ExpectedExpiry, unit: Unit, format: Format, now: number): string {
  const date = format.date(at, now);
  return lot.allocated === undefined
    ? `~${format.roughlyWithUnit(amount, unit)} will expire unused on ${date}`
    : `~${format.roughly(amount, unit)} of ${format.amountWithUnit(lot.allocated, unit)} will expire unused on ${date}`;
}

/** "Forecast available after 24 more hours and 3 more charges". */
export function learningText({ hours, charges }: Learning, format: Format): string {
  const missing = [
    hours > 0 && format.span(hours * hour, 'more'),
    charges > 0 && `${charges} more ${charges === 1 ? 'charge' : 'charges'}`,
  ].filter(Boolean);
  return `Forecast available after ${missing.join(' and ')}`;
}

/** "at least 460 credits": an automatic recharge hides that more was used. */
export function atLeastText(amount: string, atLeast: boolean): string {
  return atLeast && amount !== '–' ? `at least ${amount}` : amount;
}
