import type { Lot, TopUp } from '../../../src/core/balance.ts';
import { addReading } from '../../../src/core/history/record/addReading.ts';
import type { Series } from '../../../src/core/history/record/series.ts';
import { credits } from '../../../src/core/unit.ts';

/** What a service said at a time, in milliseconds since 1970. */
export interface Said {
  readonly at: number;
  readonly amount: number;
  readonly lots?: readonly Lot[] | undefined;
  readonly topUps?: readonly TopUp[] | undefined;
}

/** The series that these answers make, taken in one after the other. */
export function seriesFrom(answers: readonly Said[], keySetAt = 0, unit = credits): Series {
  const history = answers.reduce<readonly Series[]>(
    (past, { at, amount, lots, topUps }) =>
      addReading(past, {
        accountId: 'account',
        keySetAt,
        checkedAt: at,
        balance: { pools: [{ amount, unit, lots, topUps }] },
        balanceAt: at,
        failures: 0,
      }),
    [],
  );
  const [series] = history;
  if (series === undefined) throw new Error('No answer says an amount.');
  return series;
}
