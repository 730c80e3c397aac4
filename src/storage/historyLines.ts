import * as z from 'zod/mini';
import {
  applyUpdates,
  type LotUpdate,
  type SeriesUpdate,
  type TopUpUpdate,
  updatesBetween,
} from '../core/history/record/seriesUpdates.ts';
import { type History, isSameSeries, type Point, type SeriesKey, type Tally } from '../core/history/series.ts';
import { lot, topUp, unit } from './balanceSchema.ts';
import { parseJson } from './diskFile.ts';

// A file of one account's history, one JSON value a line:
//
//   {"version":1,"compacted":1795000000000}
//   {"series":0,"keySetAt":1794000000000,"pool":"main","unit":{"kind":"count","name":"credits"}}
//   [0,[[1795000000000,300000],[0,0],[98,97],[]],[[0,1795000300000]],[]]
//
// The first line says how to read it and when it was last written whole. A series has a line that describes it, and
// further lines by its number, each a `SeriesUpdate` in columns: the points (`at` as the time since the point before,
// `until` as the time since `at`, `amount`, and for each tally the index of its point and four numbers), lots, top-ups, and
// 1 where it states all of the series. A line that has no end was torn by a crash, and counts as not written.

const version = 1;

const head = z.object({ version: z.number(), compacted: z.number() });
const seriesLine = z.object({ series: z.number(), keySetAt: z.number(), pool: z.string(), unit });

/** The content of an account's file. */
export interface HistoryContent {
  readonly history: History;
  /** The described series, by their numbers. */
  readonly series: readonly SeriesKey[];
  /** When the file was last written whole, in milliseconds since 1970. */
  readonly compacted: number;
  /** Lines of this version's file that are not understood: another version may. */
  readonly others: readonly string[];
  /** Written by a newer version, and read as far as it is understood. */
  readonly isNewer: boolean;
  /** Some of it is no JSON, or its last line is torn. */
  readonly damage: 'none' | 'torn' | 'broken';
}

/** The content of a file without any. */
export const emptyHistory: HistoryContent = {
  history: [],
  series: [],
  compacted: Number.NEGATIVE_INFINITY,
  others: [],
  isNewer: false,
  damage: 'none',
};

/** Reads the text of a file; undefined when its first line is none of ours. */
export function readHistory(accountId: string, text: string): HistoryContent | undefined {
  const [first = '', ...lines] = text.split('\n');
  const last = lines.pop() ?? '';
  const start = head.safeParse(parseJson(first)).data;
  if (!start) return undefined;
  const series: SeriesKey[] = [];
  const updates: SeriesUpdate[] = [];
  const others: string[] = [];
  let damage: HistoryContent['damage'] = last === '' ? 'none' : 'torn';
  for (const line of lines) {
    const value = parseJson(line);
    const described = Array.isArray(value) ? undefined : seriesLine.safeParse(value).data;
    if (described && described.series === series.length) {
      const { keySetAt, pool, unit } = described;
      series.push({ accountId, keySetAt, pool, unit });
      continue;
    }
    const update = Array.isArray(value) ? updateOf(value, series) : undefined;
    if (update) updates.push(update);
    else if (value === undefined) damage = 'broken';
    else others.push(line);
  }
  const isNewer = start.version > version;
  return { history: applyUpdates([], updates), series, compacted: start.compacted, others, isNewer, damage };
}

/** A whole file with this history. Other versions' lines come last. */
export function wholeHistory(
  history: History,
  others: readonly string[],
  now: number,
): { text: string; content: HistoryContent } {
  const { text, series } = addedLines([], updatesBetween([], history));
  const first = `${JSON.stringify({ version, compacted: now })}\n`;
  const rest = others.map((line) => `${line}\n`).join('');
  return {
    text: first + text + rest,
    content: { ...emptyHistory, history, series, compacted: now, others },
  };
}

/** The lines to append to a file with these series. */
export function addedLines(
  known: readonly SeriesKey[],
  updates: readonly SeriesUpdate[],
): { text: string; series: readonly SeriesKey[] } {
  const series = [...known];
  const lines: unknown[] = [];
  for (const update of updates) {
    let number = series.findIndex((other) => isSameSeries(other, update));
    if (number < 0) {
      number = series.push(update) - 1;
      const { keySetAt, pool, unit } = update;
      lines.push({ series: number, keySetAt, pool, unit });
    }
    const { points, lots, topUps, whole } = update;
    const parts = [
      lots.map(({ index, until, since, lot }) =>
        lot || since !== undefined ? [index, until, since, lot] : [index, until],
      ),
      topUps.map(({ index, since, topUp }) => [index, since, topUp]),
    ];
    lines.push([number, columnsOf(points), ...parts, ...(whole ? [1] : [])]);
  }
  return { text: lines.map((line) => `${JSON.stringify(line)}\n`).join(''), series };
}

type Columns = readonly [
  at: readonly number[],
  lasted: readonly number[],
  amounts: readonly number[],
  tallies: readonly number[],
];

function columnsOf(points: readonly Point[]): Columns {
  return [
    points.map(({ at }, index) => at - (points[index - 1]?.at ?? 0)),
    points.map(({ at, until }) => until - at),
    points.map(({ amount }) => amount),
    // JSON has no infinity, to which huge amounts can sum up: it would be null, and nobody could read it.
    points.flatMap(({ tally }, index) =>
      tally ? [index, ...[tally.used, tally.toppedUp, tally.expired, tally.adjusted].map(finite)] : [],
    ),
  ];
}

function finite(value: number): number {
  return Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE) || 0;
}

/** Undefined when the line isn't of this form. */
function updateOf(line: readonly unknown[], series: readonly SeriesKey[]): SeriesUpdate | undefined {
  const [number, columns, lots, topUps, whole] = line;
  const key = series[Number(number)];
  const points = pointsOf(columns);
  if (!key || !points || !Array.isArray(lots) || !Array.isArray(topUps)) return undefined;
  const lotUpdates = lots.map(lotUpdate);
  const topUpUpdates = topUps.map(topUpUpdate);
  if (!areAll(lotUpdates) || !areAll(topUpUpdates)) return undefined;
  return { ...key, points, lots: lotUpdates, topUps: topUpUpdates, whole: whole === 1 };
}

const areAll = <T>(values: readonly (T | undefined)[]): values is readonly T[] =>
  values.every((value) => value !== undefined);

function lotUpdate(part: unknown): LotUpdate | undefined {
  const [index, until, since, seen] = Array.isArray(part) ? part : [];
  const parsed = lot.safeParse(seen).data;
  if (!isIndex(index) || !isNumber(until) || (seen && !parsed)) return undefined;
  return { index, until, lot: parsed, since: isNumber(since) ? since : undefined };
}

function topUpUpdate(part: unknown): TopUpUpdate | undefined {
  const [index, since, seen] = Array.isArray(part) ? part : [];
  const parsed = topUp.safeParse(seen).data;
  return isIndex(index) && isNumber(since) && parsed ? { index, since, topUp: parsed } : undefined;
}

/** The points of four columns; undefined unless there are as many of everything, in the order of time. */
export function pointsOf(columns: unknown): readonly Point[] | undefined {
  const [at, lasted, amounts, tallies] = Array.isArray(columns) ? columns : [];
  if (!Array.isArray(at) || !Array.isArray(lasted) || !Array.isArray(amounts) || !isNumbers(tallies)) return undefined;
  if (lasted.length !== at.length || amounts.length !== at.length || tallies.length % 5 > 0) return undefined;
  const points: Point[] = [];
  let time = 0;
  let next = 0;
  // A year of readings loads in milliseconds as long as nothing but its points is created here.
  for (let index = 0; index < at.length; index += 1) {
    const step: unknown = at[index];
    const span: unknown = lasted[index];
    const amount: unknown = amounts[index];
    if (!isNumber(step) || !isNumber(span) || !isNumber(amount)) return undefined;
    if (span < 0 || (index > 0 && step <= 0)) return undefined;
    time += step;
    if (tallies[next] === index) {
      points.push({ at: time, until: time + span, amount, tally: tallyAt(tallies, next + 1) });
      next += 5;
    } else points.push({ at: time, until: time + span, amount });
  }
  return next === tallies.length ? points : undefined;
}

function tallyAt(numbers: readonly number[], start: number): Tally {
  return {
    used: numbers[start] ?? 0,
    toppedUp: numbers[start + 1] ?? 0,
    expired: numbers[start + 2] ?? 0,
    adjusted: numbers[start + 3] ?? 0,
  };
}

function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isNumber);
}
