import { credits, type Lot, type TopUp } from '../../../src/core/balance.ts';
import { extended } from '../../../src/core/history/extended.ts';
import type { Series } from '../../../src/core/history/series.ts';

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
      extended(past, {
        accountId: 'account',
        keySetAt,
        checkedAt: at,
        balance: { amount, unit, lots, topUps },
        balanceAt: at,
        failures: 0,
      }),
    [],
  );
  const [series] = history;
  if (series === undefined) throw new Error('No answer says an amount.');
  return series;
}
