import { toDecimal } from './decimal.ts';
import { isoTime } from './isoTime.ts';
import type { Statement, StatementRow } from './statement.ts';

/** A cell of a table: a text, a figure in billionths, or nothing, which is not 0. */
export type Cell = string | bigint | undefined;

/** A table as it is written to a file. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const figures = ['opening', 'toppedUp', 'used', 'expired', 'adjusted', 'closing'] as const;

/**
 * A statement as a table: a row of the kind "balance" for each of its rows, and below it one of the kind "top-up" for
 * each that the service lists. What it lists has a column of its own, so that no sum counts a purchase twice.
 */
export function statementTable({ rows }: Statement): Table {
  return {
    header: [
      ...'row,account,account id,provider,unit,from,until,complete'.split(','),
      ...figures,
      ...'listed top-up,top-up status,top-up time,top-up id'.split(','),
    ],
    rows: rows.flatMap((row) => [balanceCells(row), ...topUpCells(row)]),
  };
}

function balanceCells(row: StatementRow): readonly Cell[] {
  return [
    ...['balance', ...accountCells(row), isoTime(row.from), isoTime(row.until), row.complete ? 'yes' : 'no'],
    ...figures.map((figure) => row[figure]),
    ...blank(4),
  ];
}

function topUpCells(row: StatementRow): readonly (readonly Cell[])[] {
  return row.topUps.map(({ id, amount, status, at }) => [
    ...['top-up', ...accountCells(row)],
    ...blank(3 + figures.length),
    amount === undefined ? undefined : toDecimal(amount),
    status,
    at === undefined ? undefined : isoTime(at),
    id,
  ]);
}

function accountCells({ account, unit }: StatementRow): readonly string[] {
  return [account.label, account.id, account.provider, unit.name];
}

function blank(count: number): readonly undefined[] {
  return Array.from({ length: count }, () => undefined);
}
