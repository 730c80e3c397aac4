import type { Account } from '../account.ts';
import type { TopUp } from '../balance.ts';
import type { History, Series } from '../history/series.ts';
import { monthStart, nextMonth } from '../time.ts';
import { type Unit, unitKey } from '../unit.ts';
import { type Movement, noMovement, type StatementPoint, statementPoints, sumOf } from './movements.ts';

/** An account with its history. */
export interface AccountHistory {
  readonly account: Pick<Account, 'id' | 'label' | 'provider'>;
  readonly history: History;
}

/**
 * A month of one amount, in billionths of its unit: opening + toppedUp - used - expired + adjusted = closing, exactly, and
 * the closing of a month is the opening of the next. Times are milliseconds since 1970.
 */
export interface StatementRow extends Movement {
  readonly account: AccountHistory['account'];
  /** The id of the pool; undefined where the account has no other. */
  readonly pool: string | undefined;
  readonly unit: Unit;
  /** The time of the opening: the start of the month, or the first reading if that was later. */
  readonly from: number;
  /** The time of the closing: the end of the month, or the last reading if none came later. */
  readonly until: number;
  /** It covers the month from its start to its end. */
  readonly complete: boolean;
  readonly opening: bigint;
  readonly closing: bigint;
  /** More was used and topped up than was seen, by the same amount: automatic recharges hide usage. */
  readonly atLeast: boolean;
  /** The top-ups of this month as the service lists them, which may differ from `toppedUp`. */
  readonly topUps: readonly TopUp[];
}

/** A month of the user's calendar. */
export interface Statement {
  readonly from: number;
  /** The start of the next. */
  readonly until: number;
  /** One for each pool, key and unit of an account: amounts of different units are never added. */
  readonly rows: readonly StatementRow[];
}

/** The statement of the month that a time is in, for every account that was read in it. */
export function statement(accounts: readonly AccountHistory[], time: number): Statement {
  const from = monthStart(time);
  const until = nextMonth(from);
  return { from, until, rows: accounts.flatMap((account) => rowsOf(account, from, until)) };
}

/** Whether the series of an account are of more than one pool. */
export function hasSeveralPools(history: History): boolean {
  return history.some(({ pool }) => pool !== history[0]?.pool);
}

/** The starts of the months with a reading, the newest first. */
export function monthsOf(histories: readonly History[]): readonly number[] {
  const months = new Set<number>();
  for (const { at, until } of histories.flat().flatMap(({ points }) => points)) {
    for (let month = monthStart(at); month <= until; month = nextMonth(month)) months.add(month);
  }
  return [...months].toSorted((a, b) => b - a);
}

function rowsOf({ account, history }: AccountHistory, start: number, end: number): readonly StatementRow[] {
  const isSplit = hasSeveralPools(history);
  const inMonth = history.flatMap((series) => {
    const points = statementPoints(series);
    const [first, last] = [points[0], points.at(-1)];
    return first && last && first.at < end && last.until >= start ? [{ series, points, first, last }] : [];
  });
  const topUps = topUpsOf(
    inMonth.map(({ series }) => series),
    start,
    end,
  );
  return inMonth.map(({ series, points, first, last }, index) => {
    const from = Math.max(start, first.at);
    const until = Math.min(end, last.until);
    return {
      account,
      pool: isSplit ? series.pool : undefined,
      unit: series.unit,
      from,
      until,
      complete: from === start && until === end,
      opening: amountAt(points, first, from),
      ...movementIn(points, from, end),
      closing: amountAt(points, first, end),
      atLeast: points.some(({ at, atLeast }) => atLeast && at > from && at <= end),
      topUps: topUps[index] ?? [],
    };
  });
}

/** The amount that was stated last by then. A change that is seen at that very moment has happened. */
function amountAt(points: readonly StatementPoint[], first: StatementPoint, time: number): bigint {
  return (points.findLast(({ at }) => at <= time) ?? first).amount;
}

function movementIn(points: readonly StatementPoint[], from: number, until: number): Movement {
  return points
    .filter(({ at }) => at > from && at <= until)
    .reduce((sum, { movement }) => sumOf(sum, movement ?? noMovement), noMovement);
}

/**
 * The top-ups of the month for each series. A purchase that a replaced key had listed and the new one lists again is one:
 * it is listed with the first, as it was listed last.
 */
function topUpsOf(history: History, start: number, end: number): readonly (readonly TopUp[])[] {
  const purchases = new Map<string, { readonly index: number; topUp: TopUp }>();
  for (const [index, series] of history.entries()) {
    const counts = new Map<string, number>();
    for (const { topUp, since } of series.topUps) {
      const at = topUp.at ?? timeFirstSeen(series, since);
      if (at === undefined || at < start || at >= end) continue;
      const name = JSON.stringify([series.pool, unitKey(series.unit), topUp.id ?? [at, topUp.amount]]);
      // Two purchases of one list stay two, though they look alike.
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      const known = purchases.get(`${count} ${name}`);
      if (known) known.topUp = topUp;
      else purchases.set(`${count} ${name}`, { index, topUp });
    }
  }
  const all = [...purchases.values()];
  return history.map((_, index) => all.filter((purchase) => purchase.index === index).map(({ topUp }) => topUp));
}

/** A purchase without a date was made when it was first listed, unless the first reading listed it. */
function timeFirstSeen({ points }: Series, since: number): number | undefined {
  return since > (points[0]?.at ?? since) ? since : undefined;
}
