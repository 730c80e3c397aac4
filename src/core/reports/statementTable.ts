import { toDecimal } from './decimal.ts';
import { isoTime } from './isoTime.ts';
import type { Statement, StatementRow } from './statement.ts';

/** A cell of a table: text, a figure in billionths, or nothing, which is not 0. */
export type Cell = string | bigint | undefined;

/** A table as it is written to a file. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The columns of the figures, by their fields. */
const figures = {
  opening: 'opening',
  toppedUp: 'topped up',
  used: 'used',
  expired: 'expired',
  adjusted: 'adjusted',
  closing: 'closing',
} as const satisfies Partial<Record<keyof StatementRow, string>>;
type Figure = keyof typeof figures;
const figureNames = Object.keys(figures) as readonly Figure[];

/**
 * A statement as a table: a row of the kind "balance" for each of its rows, followed by one of the kind "top-up" for each
 * that the service lists, with a column of its own for its amount, so that no sum counts a purchase twice. It has a column
 * for the pool where an account has several, and says where more was used and topped up than was seen.
 */
export function statementTable({ rows }: Statement): Table {
  const hasPools = rows.some(({ pool }) => pool !== undefined);
  return {
    header: [
      ...['row', 'account', 'account id', 'provider', ...(hasPools ? ['pool'] : []), 'unit'],
      ...['from', 'until', 'complete', ...Object.values(figures), 'at least'],
      ...['listed top-up', 'top-up status', 'top-up time', 'top-up id'],
    ],
    rows: rows.flatMap((row) => [balanceCells(row, hasPools), ...topUpCells(row, hasPools)]),
  };
}

function balanceCells(row: StatementRow, hasPools: boolean): readonly Cell[] {
  return [
    ...['balance', ...accountCells(row, hasPools), isoTime(row.from), isoTime(row.until), row.complete ? 'yes' : 'no'],
    ...[...figureNames.map((figure) => row[figure]), row.atLeast ? 'yes' : 'no'],
    ...blank(4),
  ];
}

function topUpCells(row: StatementRow, hasPools: boolean): readonly (readonly Cell[])[] {
  return row.topUps.map(({ id, amount, status, at }) => [
    ...['top-up', ...accountCells(row, hasPools)],
    ...blank(4 + figureNames.length),
    amount === undefined ? undefined : toDecimal(amount),
    status,
    at === undefined ? undefined : isoTime(at),
    id,
  ]);
}

function accountCells({ account, pool, unit }: StatementRow, hasPools: boolean): readonly Cell[] {
  return [account.label, account.id, account.provider, ...(hasPools ? [pool] : []), unit.name];
}

function blank(count: number): readonly undefined[] {
  return Array.from({ length: count }, () => undefined);
}
