import { type Change, findChanges } from '../history/changes/changes.ts';
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
}

export interface ChangeRow {
  readonly kind: Change['kind'];
  readonly amount: number;
  readonly unit: Unit;
  readonly from: number;
  readonly to: number;
  readonly lot?: string | undefined;
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
        rows.set(day, { day, unit: series.unit, lowest: amount, highest: amount, last: amount, ...nothing });
      }
    }
  }
  for (const { kind, amount, to: noticed } of findChanges(series)) {
    const row = rows.get(dayStart(noticed));
    if (row) row[kind] += amount;
  }
  return [...rows.values()];
}

function changeRows(
  history: History,
  from: number,
  to: number,
  wanted: (change: Change) => boolean,
): readonly ChangeRow[] {
  const rows = history.flatMap((series) =>
    findChanges(series)
      .filter((change) => change.to >= from && change.to <= to && wanted(change))
      .map(({ kind, amount, from: since, to: until, lot }) => ({
        kind,
        amount,
        unit: series.unit,
        from: since,
        to: until,
        lot: lot?.kind,
      })),
  );
  return rows.toReversed();
}
