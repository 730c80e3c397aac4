import * as z from 'zod/mini';
import type { History, Point, Series, Tally } from '../core/history/record/series.ts';
import { lot, topUp, unit } from './balanceSchema.ts';

// A point is three numbers in three columns: a year of twenty accounts is some forty thousand points, which an object and
// a schema for each would make four times as large and as slow.

const numbers = must(z.unknown(), isNumbers);

const columns = z.object({
  accountId: z.string(),
  keySetAt: z.number(),
  pool: z.string(),
  unit,
  /** The first in milliseconds since 1970, each other in milliseconds since the one before. */
  at: numbers,
  /** `until - at`, in milliseconds. */
  lasted: numbers,
  amount: numbers,
  /** Five numbers for each, by time: the index of its point, used, topped up, expired, adjusted. */
  tallies: numbers,
  lots: z.array(z.object({ lot, since: z.number(), until: z.number() })),
  topUps: z.array(z.object({ topUp, since: z.number() })),
});
type Columns = z.output<typeof columns>;

/** What is in a file of histories. */
export interface HistoryContent {
  readonly version: 1;
  readonly series: readonly Columns[];
}

/** Checks what is in a file of histories, so that it can be read. */
export const historyContent = z.object({
  version: z.literal(1),
  series: z.array(must(columns, isWhole)),
}) satisfies z.ZodMiniType<HistoryContent>;

/** What to write of these histories. */
export function written(histories: Iterable<History>): HistoryContent {
  return { version: 1, series: [...histories].flatMap((history) => history.map(columnsOf)) };
}

/** The histories that were written, by account id. */
export function readFrom(content: HistoryContent | undefined): ReadonlyMap<string, History> {
  const histories = new Map<string, Series[]>();
  for (const one of content?.series ?? []) {
    const series = seriesOf(one);
    const others = histories.get(one.accountId);
    if (others) others.push(series);
    else histories.set(one.accountId, [series]);
  }
  return histories;
}

function columnsOf({ points, ...rest }: Series): Columns {
  return {
    ...rest,
    at: points.map(({ at }, index) => at - (points[index - 1]?.at ?? 0)),
    lasted: points.map(({ at, until }) => until - at),
    amount: points.map(({ amount }) => amount),
    tallies: points.flatMap(({ tally }, index) =>
      tally ? [index, tally.used, tally.toppedUp, tally.expired, tally.adjusted] : [],
    ),
    lots: [...rest.lots],
    topUps: [...rest.topUps],
  };
}

function seriesOf({ at, lasted, amount, tallies, ...rest }: Columns): Series {
  const points: Point[] = [];
  let time = 0;
  let next = 0;
  for (let index = 0; index < at.length; index += 1) {
    time += at[index] ?? 0;
    const until = time + (lasted[index] ?? 0);
    const said = amount[index] ?? 0;
    if (tallies[next] === index) {
      points.push({ at: time, until, amount: said, tally: tallyAt(tallies, next) });
      next += 5;
    } else points.push({ at: time, until, amount: said });
  }
  return { ...rest, points };
}

function tallyAt(tallies: readonly number[], start: number): Tally {
  return {
    used: tallies[start + 1] ?? 0,
    toppedUp: tallies[start + 2] ?? 0,
    expired: tallies[start + 3] ?? 0,
    adjusted: tallies[start + 4] ?? 0,
  };
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(Number.isFinite);
}

/** What `schema` accepts and is also `is`. (zod's own `check` and `custom` say the same, and cost what loads first 1 KB.) */
function must<T extends z.ZodMiniType, V extends z.output<T>>(schema: T, is: (value: z.output<T>) => value is V) {
  return z.pipe(
    schema,
    z.transform((value: z.output<T>, { issues }): V => {
      if (is(value)) return value;
      issues.push({ code: 'custom', input: value });
      return z.NEVER;
    }),
  );
}

/** As many of everything as there are points, and those in the order of time. */
function isWhole(columns: Columns): columns is Columns {
  const { at, lasted, amount, tallies } = columns;
  return (
    at.length > 0 &&
    at.length === lasted.length &&
    at.length === amount.length &&
    at.every((step, index) => index === 0 || step > 0) &&
    lasted.every((time) => time >= 0) &&
    tallies.length % 5 === 0 &&
    tallies.every((value, index) => index % 5 > 0 || (value > (tallies[index - 5] ?? -1) && at[value] !== undefined))
  );
}
