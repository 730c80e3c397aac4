import type { DashboardAccount } from '../core/dashboard/dashboardAccount.ts';
import type { DashboardPool } from '../core/dashboard/dashboardPool.ts';
import { unitKey } from '../core/unit.ts';

/** The columns that the overview can be sorted by. */
export const sortColumns = ['account', 'left', 'usage', 'runsOut'] as const;

export type SortColumn = (typeof sortColumns)[number];

/** A column that the accounts are sorted by; without one they stand by urgency. */
export interface Sorting {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** An account with its rows. */
export interface AccountGroup {
  readonly account: DashboardAccount;
  readonly pools: readonly DashboardPool[];
}

/** The sorting after a click on the head of a column: up, then down, then by urgency again. */
export function nextSorting(sorting: Sorting | undefined, column: SortColumn): Sorting | undefined {
  if (sorting?.column !== column) return { column, descending: false };
  return sorting.descending ? undefined : { column, descending: true };
}

/** The sorting in a value that was saved; undefined where there is none. */
export function sortingIn(value: unknown): Sorting | undefined {
  if (typeof value !== 'object' || value === null || !('column' in value) || !('descending' in value)) return undefined;
  const column = sortColumns.find((known) => known === value.column);
  return column && { column, descending: value.descending === true };
}

/** The accounts in this order, their rows too. Unlike units stand apart, and what is unknown stands last. */
export function sorted(
  groups: readonly AccountGroup[],
  sorting: Sorting | undefined,
  locale: string,
): readonly AccountGroup[] {
  if (!sorting) return groups;
  const sign = sorting.descending ? -1 : 1;
  if (sorting.column === 'account') {
    const { compare } = new Intl.Collator(locale, { numeric: true });
    return groups.toSorted((a, b) => sign * compare(a.account.label, b.account.label));
  }
  const value = values[sorting.column];
  const compare = (a: DashboardPool | undefined, b: DashboardPool | undefined) => {
    const [first, second] = [a && value(a), b && value(b)];
    if (!first || !second) return Number(first === undefined) - Number(second === undefined);
    if (first.unit !== second.unit) return first.unit < second.unit ? -1 : 1;
    return first.number === second.number ? 0 : sign * (first.number - second.number);
  };
  return groups
    .map(({ account, pools }) => ({ account, pools: pools.toSorted(compare) }))
    .toSorted((a, b) => compare(a.pools[0], b.pools[0]));
}

/** What is compared; undefined where it isn't known. Numbers are compared within one unit only. */
interface Value {
  readonly unit: string;
  readonly number: number;
}

const values: Readonly<Record<Exclude<SortColumn, 'account'>, (pool: DashboardPool) => Value | undefined>> = {
  left({ balance }) {
    if (balance?.amount === undefined || balance.unlimited) return undefined;
    return { unit: unitKey(balance.unit), number: balance.amount };
  },
  usage({ balance, usageRate }) {
    return balance && usageRate && { unit: unitKey(balance.unit), number: usageRate.perDay };
  },
  runsOut({ forecast, renewal }) {
    // What is renewed before comes after all that runs out.
    if (forecast?.emptyAt !== undefined) return { unit: '', number: forecast.emptyAt };
    return renewal && { unit: 'renewal', number: renewal.at };
  },
};
