import { isoTime } from './isoTime.ts';
import { statementPoints } from './movements.ts';
import type { AccountHistory } from './statement.ts';
import type { Table } from './statementTable.ts';

/** All that was read, one row a point. What happened since the point before is empty where there is none before. */
export function historyTable(accounts: readonly AccountHistory[]): Table {
  return {
    header: 'account,account id,provider,unit,from,until,amount,toppedUp,used,expired,adjusted'.split(','),
    rows: accounts.flatMap(({ account, history }) =>
      history.flatMap((series) =>
        statementPoints(series).map(({ at, until, amount, movement }) => [
          ...[account.label, account.id, account.provider, series.unit.name],
          ...[isoTime(at), isoTime(until), amount],
          ...[movement?.toppedUp, movement?.used, movement?.expired, movement?.adjusted],
        ]),
      ),
    ),
  };
}
