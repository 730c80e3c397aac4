import { isoTime } from './isoTime.ts';
import { statementPoints } from './movements.ts';
import { type AccountHistory, hasSeveralPools } from './statement.ts';
import type { Cell, Table } from './statementTable.ts';

/**
 * The whole history as a table, one row a point. The changes since the point before are empty where there is none. It has
 * a column for the pool where an account has several.
 */
export function historyTable(accounts: readonly AccountHistory[]): Table {
  const all = accounts.flatMap(({ account, history }) => {
    const isSplit = hasSeveralPools(history);
    return history.map((series) => ({ account, series, pool: isSplit ? series.pool : undefined }));
  });
  const hasPools = all.some(({ pool }) => pool !== undefined);
  return {
    header: [
      ...['account', 'account id', 'provider', ...(hasPools ? ['pool'] : []), 'unit'],
      ...['from', 'until', 'amount', 'topped up', 'used', 'expired', 'adjusted'],
    ],
    rows: all.flatMap(({ account, series, pool }) =>
      statementPoints(series).map(({ at, until, amount, movement }): readonly Cell[] => [
        ...[account.label, account.id, account.provider, ...(hasPools ? [pool] : []), series.unit.name],
        ...[isoTime(at), isoTime(until), amount],
        ...[movement?.toppedUp, movement?.used, movement?.expired, movement?.adjusted],
      ]),
    ),
  };
}
