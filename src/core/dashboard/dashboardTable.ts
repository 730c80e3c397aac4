import { type Change, findChanges } from '../history/changes/changes.ts';
import { changesHidingUsage } from '../history/changes/hiddenUsage.ts';
import type { History, Point, Series, Tally } from '../history/series.ts';
import { dayStart, nextDay } from '../time.ts';
import type { Unit } from '../unit.ts';

/** The past of an account in rows, the newest first: each amount of a short range, each day of a longer one. */
export type DashboardTable =
  | { readonly by: 'amount'; readonly rows: readonly AmountRow[]; readonly changes: readonly ChangeRow[] }
  | { readonly by: 'day'; readonly rows: readonly DayRow[]; readonly changes: readonly ChangeRow[] };

export interface AmountRow {
  readonly at: number;
  readonly until: number;
  readonly amount: number;
  readonly unit: Unit;
}

/** What the readings of a day said, and what was noticed on it. */
export interface DayRow extends Tally {
  /** When it begins for the user. */
  readonly day: number;
  readonly unit: Unit;
  readonly lowest: number;
  readonly highest: number;
  /** What its last reading said. */
  readonly last: number;
  /** More was used and topped up than was seen: an automatic recharge hides usage. */
  readonly atLeast: boolean;
}

export interface ChangeRow {
  readonly kind: Change['kind'];
  readonly amount: number;
  readonly unit: Unit;
  readonly from: number;
  readonly to: number;
  readonly lot?: string | undefined;
  /** A top-up that hides usage: it was more. */
  readonly atLeast: boolean;
}

/** The rows of each amount from one time to another, with every change between. */
export function tableByAmount(history: History, from: number, to: number): DashboardTable {
  const rows = history.flatMap(({ points, unit }) =>
    points.filter((point) => overlaps(point, from, to)).map(({ at, until, amount }) => ({ at, until, amount, unit })),
  );
  return { by: 'amount', rows: rows.toReversed(), changes: changeRows(history, from, to, () => true) };
}

/** The rows of each day from one time to another; use is in the days, so the changes are all the others. */
export function tableByDay(history: History, from: number, to: number): DashboardTable {
  const rows = history.flatMap((series) => dayRows(series, dayStart(from), to));
  return { by: 'day', rows: rows.toReversed(), changes: changeRows(history, from, to, ({ kind }) => kind !== 'used') };
}

function overlaps({ at, until }: Pick<Point, 'at' | 'until'>, from: number, to: number): boolean {
  return until >= from && at <= to;
}

function dayRows(series: Series, from: number, to: number): readonly DayRow[] {
  const rows = new Map<number, { -readonly [Key in keyof DayRow]: DayRow[Key] }>();
  for (const point of series.points.filter((one) => overlaps(one, from, to))) {
    const end = Math.min(point.until, to);
    for (let day = dayStart(Math.max(point.at, from)); day <= end; day = nextDay(day)) {
      const row = rows.get(day);
      if (row) {
        row.lowest = Math.min(row.lowest, point.amount);
        row.highest = Math.max(row.highest, point.amount);
        row.last = point.amount;
      } else {
        const { amount } = point;
        const nothing = { used: 0, toppedUp: 0, expired: 0, adjusted: 0 };
        const amounts = { lowest: amount, highest: amount, last: amount, atLeast: false };
        rows.set(day, { day, unit: series.unit, ...amounts, ...nothing });
      }
    }
  }
  const changes = findChanges(series);
  const hiding = changesHidingUsage(changes);
  for (const change of changes) {
    const row = rows.get(dayStart(change.to));
    if (!row) continue;
    row[change.kind] += change.amount;
    row.atLeast ||= hiding.has(change);
  }
  return [...rows.values()];
}

function changeRows(
  history: History,
  from: number,
  to: number,
  wanted: (change: Change) => boolean,
): readonly ChangeRow[] {
  const rows = history.flatMap((series) => {
    const changes = findChanges(series);
    const hiding = changesHidingUsage(changes);
    return changes
      .filter((change) => change.to >= from && change.to <= to && wanted(change))
      .map((change) => ({
        kind: change.kind,
        amount: change.amount,
        unit: series.unit,
        from: change.from,
        to: change.to,
        lot: change.lot?.kind,
        atLeast: hiding.has(change),
      }));
  });
  return rows.toReversed();
}
