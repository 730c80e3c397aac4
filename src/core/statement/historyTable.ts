import { isoTime } from './isoTime.ts';
import { stepsOf } from './movements.ts';
import type { AccountHistory } from './statement.ts';
import type { Table } from './table.ts';

/** All that was read, one row a point. What happened since the point before is empty where there is none before. */
export function historyTable(accounts: readonly AccountHistory[]): Table {
  return {
    header: 'account,account id,provider,unit,from,until,amount,bought,used,lapsed,corrected'.split(','),
    rows: accounts.flatMap(({ account, history }) =>
      history.flatMap((series) =>
        stepsOf(series).map(({ at, until, amount, movement }) => [
          ...[account.label, account.id, account.provider, series.unit.name],
          ...[isoTime(at), isoTime(until), amount],
          ...[movement?.bought, movement?.used, movement?.lapsed, movement?.corrected],
        ]),
      ),
    ),
  };
}
