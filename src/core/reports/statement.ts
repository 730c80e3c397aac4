import type { Account } from '../account.ts';
import type { TopUp } from '../balance.ts';
import type { History, Series } from '../history/record/series.ts';
import { monthStart, nextMonth } from '../time.ts';
import { type Unit, unitKey } from '../unit.ts';
import { type Movement, noMovement, type StatementPoint, statementPoints, sumOf } from './movements.ts';

/** An account with all that was read of it. */
export interface AccountHistory {
  readonly account: Pick<Account, 'id' | 'label' | 'provider'>;
  readonly history: History;
}

/**
 * What a month did to one amount, in billionths of its unit: opening + toppedUp - used - expired + adjusted = closing,
 * exactly, and the closing of a month is the opening of the next. Times are milliseconds since 1970.
 */
export interface StatementRow extends Movement {
  readonly account: AccountHistory['account'];
  readonly unit: Unit;
  /** When the opening was the amount: the start of the month, or the first reading if that came later. */
  readonly from: number;
  /** When the closing was the amount: the end of the month, or the last reading if none has come since. */
  readonly until: number;
  /** It covers the month from its start to its end. */
  readonly complete: boolean;
  readonly opening: bigint;
  readonly closing: bigint;
  /** Of this month, as the service lists them: what it lists need not be what was seen. */
  readonly topUps: readonly TopUp[];
}

/** A month of the user's calendar. */
export interface Statement {
  readonly from: number;
  /** The start of the next. */
  readonly until: number;
  /** An account whose key or unit changed has one for each: amounts of different units are never added. */
  readonly rows: readonly StatementRow[];
}

/** What the month of `time` did to every account that was read in it. */
export function statement(accounts: readonly AccountHistory[], time: number): Statement {
  const from = monthStart(time);
  const until = nextMonth(from);
  return { from, until, rows: accounts.flatMap((each) => rowsOf(each, from, until)) };
}

function rowsOf({ account, history }: AccountHistory, start: number, end: number): readonly StatementRow[] {
  const shown = history.flatMap((series) => {
    const points = statementPoints(series);
    const [first, last] = [points[0], points.at(-1)];
    return first && last && first.at < end && last.until >= start ? [{ series, points, first, last }] : [];
  });
  const topUps = topUpsOf(
    shown.map(({ series }) => series),
    start,
    end,
  );
  return shown.map(({ series, points, first, last }, index) => {
    const from = Math.max(start, first.at);
    const until = Math.min(end, last.until);
    return {
      account,
      unit: series.unit,
      from,
      until,
      complete: from === start && until === end,
      opening: amountAt(points, first, from),
      ...movementIn(points, from, end),
      closing: amountAt(points, first, end),
      topUps: topUps[index] ?? [],
    };
  });
}

/** What the last reading until then had said. At a change that is seen at that very moment, it has happened. */
function amountAt(points: readonly StatementPoint[], first: StatementPoint, time: number): bigint {
  return (points.findLast(({ at }) => at <= time) ?? first).amount;
}

function movementIn(points: readonly StatementPoint[], from: number, until: number): Movement {
  return points
    .filter(({ at }) => at > from && at <= until)
    .reduce((sum, { movement }) => sumOf(sum, movement ?? noMovement), noMovement);
}

/**
 * The top-ups of the month for each series. What a replaced key had listed and the new one lists again is one purchase:
 * it stands with the first, as it was listed last.
 */
function topUpsOf(history: History, start: number, end: number): readonly (readonly TopUp[])[] {
  const found = new Map<string, { readonly index: number; topUp: TopUp }>();
  for (const [index, series] of history.entries()) {
    const alike = new Map<string, number>();
    for (const { topUp, since } of series.topUps) {
      const at = topUp.at ?? timeFirstSeen(series, since);
      if (at === undefined || at < start || at >= end) continue;
      const name = unitKey(series.unit) + (topUp.id ?? ` ${at} ${topUp.amount}`);
      // Two purchases of one list stay two, though they look alike.
      const nth = (alike.get(name) ?? 0) + 1;
      alike.set(name, nth);
      const before = found.get(`${nth} ${name}`);
      if (before) before.topUp = topUp;
      else found.set(`${nth} ${name}`, { index, topUp });
    }
  }
  return history.map((_, index) => [...found.values()].filter((one) => one.index === index).map(({ topUp }) => topUp));
}

/** A purchase without a date came when it was first listed, but for those that stood there at the first reading. */
function timeFirstSeen({ points }: Series, since: number): number | undefined {
  return since > (points[0]?.at ?? since) ? since : undefined;
}

/** The starts of the months in which something was read, the newest first. */
export function monthsOf(histories: readonly History[]): readonly number[] {
  const months = new Set<number>();
  for (const { at, until } of histories.flat().flatMap(({ points }) => points)) {
    for (let month = monthStart(at); month <= until; month = nextMonth(month)) months.add(month);
  }
  return [...months].toSorted((a, b) => b - a);
}
