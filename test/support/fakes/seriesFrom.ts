import type { Lot, TopUp } from '../../../src/core/balance.ts';
import { addReading } from '../../../src/core/history/record/addReading.ts';
import type { Series } from '../../../src/core/history/series.ts';
import { credits } from '../../../src/core/unit.ts';

/** The amount that a service states at a time, in milliseconds since 1970, with its lists. */
export interface StatedAmount {
  readonly at: number;
  readonly amount: number;
  readonly lots?: readonly Lot[] | undefined;
  readonly topUps?: readonly TopUp[] | undefined;
}

/** The series of these answers, added one after the other. */
export function seriesFrom(answers: readonly StatedAmount[], keySetAt = 0, unit = credits): Series {
  const history = answers.reduce<readonly Series[]>(
    (added, { at, amount, lots, topUps }) =>
      addReading(added, {
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
  if (series === undefined) throw new Error('No answer states an amount.');
  return series;
}
