import type { DashboardPool, Mark, PoolDetails } from '../core/dashboard/dashboardPool.ts';
import { type FutureLine, futureAt } from '../core/dashboard/futureLine.ts';
import type { Range } from '../core/dashboard/range.ts';
import { amountOn } from '../core/dashboard/stepLine.ts';
import type { Format } from '../core/format.ts';
import { runOutText } from '../core/text/forecastText.ts';
import type { Unit } from '../core/unit.ts';

/** The ranges as they are named. */
export const rangeNames: Readonly<Record<Range, string>> = {
  day: '24 hours',
  week: '7 days',
  month: '30 days',
  year: '1 year',
};

/** A chart in words: "Balance of Mimir, 7 days: from 120 to 42 credits, lowest 40, highest 140. …". */
export function chartSentence(pool: DashboardPool, range: Range, format: Format, now: number): string {
  const { label, details } = pool;
  const past = details?.past;
  const name = `Balance of ${label}, ${rangeNames[range]}`;
  const amounts = past?.lines.flatMap((line) => line.amounts) ?? [];
  const [first, last] = [amounts[0], amounts.at(-1)];
  const unit = past?.unit;
  if (!unit || first === undefined || last === undefined) return `${name}: no updates.`;
  // Spread over arguments, a long list would be too many of them.
  const [lowest, highest] = [amounts.reduce((a, b) => Math.min(a, b)), amounts.reduce((a, b) => Math.max(a, b))];
  const extremes = `lowest ${format.amount(lowest, unit)}, highest ${format.amount(highest, unit)}`;
  return [
    `${name}: from ${format.amount(first, unit)} to ${format.amountWithUnit(last, unit)}, ${extremes}.`,
    ...countWords(past.marks),
    details?.future && pool.forecast ? `${runOutText(pool.forecast, format, now)}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function countWords(marks: readonly Mark[]): readonly string[] {
  const names = {
    toppedUp: ['top-up', 'top-ups'],
    expired: ['expired lot', 'expired lots'],
    adjusted: ['adjustment', 'adjustments'],
  };
  const counts = (['toppedUp', 'expired', 'adjusted'] as const).flatMap((kind) => {
    const count = marks.filter((mark) => mark.kind === kind).length;
    return count === 0 ? [] : [`${count} ${names[kind][count === 1 ? 0 : 1]}`];
  });
  return counts.length > 0 ? [`${counts.join(', ')}.`] : [];
}

/** "topped up 500", "expired 320 (Subscription)", "adjusted by −20". */
export function markWords({ kind, amount, lot }: Mark, format: Format, unit: Unit): string {
  const number = format.amount(amount, unit);
  const words = { toppedUp: `topped up ${number}`, expired: `expired ${number}`, adjusted: `adjusted by ${number}` }[
    kind
  ];
  return lot === undefined ? words : `${words} (${lot})`;
}

/** The amount at a time of the chart: "18 November 2026, 14:05: 42 credits, topped up 500". */
export function readout(
  { past, future }: Pick<PoolDetails, 'past' | 'future'>,
  time: number,
  format: Format,
  now: number,
): string {
  const when = `${format.date(time, now)}, ${format.timeOfDay(time)}`;
  const unit = past?.unit;
  if (!past || !unit) return when;
  const amount = past.lines.map((line) => amountOn(line, time)).findLast((found) => found !== undefined);
  if (amount !== undefined) {
    const marks = past.marks.filter(({ at }) => at === time).map((mark) => markWords(mark, format, unit));
    return `${when}: ${[format.amountWithUnit(amount, unit), ...marks].join(', ')}`;
  }
  return `${when}: ${future ? futureWords(future, time, format, unit) : 'no updates'}`;
}

function futureWords(future: FutureLine, time: number, format: Format, unit: Unit): string {
  const left = futureAt(future, time);
  if (!left) return time > (future.times.at(-1) ?? 0) ? 'empty by then' : 'no updates';
  const { amount = 0, low, high } = left;
  if (amount === 0) return 'empty by then';
  return `forecast ${format.roughlyWithUnit(amount, unit)} (${format.roughRange(low, high, unit)})`;
}

/** The times that a cursor stops at: where a line begins, changes or ends, where something is marked, and each turn ahead. */
export function stopsOf(
  { past, future }: Pick<PoolDetails, 'past' | 'future'>,
  from: number,
  to: number,
  most: number,
): readonly number[] {
  const marks = (past?.marks ?? []).map(({ at }) => at);
  const ends = [...(past?.lines ?? []).map(({ until }) => until), ...(future?.times ?? [])];
  const changes = (past?.lines ?? []).flatMap(({ times }) => times);
  const within = (time: number) => time >= from && time <= to;
  const kept = new Set([...marks, ...ends].filter(within));
  // Two stops that nobody could tell apart are one; what is marked is always there.
  let before = Number.NEGATIVE_INFINITY;
  for (const time of changes.filter(within)) {
    if (time - before < (to - from) / most) continue;
    kept.add(time);
    before = time;
  }
  return [...kept].toSorted((a, b) => a - b);
}
