import { runsOutAt } from './history/forecast/afterRenewals.ts';
import { type AmountSummary, hasKnownAmount, type Summary } from './summary.ts';

/** The account that runs out first: one that already has, else the one with the nearest date. Undefined without any. */
export function firstToRunOut({ accounts }: Summary): AmountSummary | undefined {
  const known = accounts.filter(hasKnownAmount);
  // The most pressing come first.
  const [first] = known;
  if (first?.standing === 'blocked' || first?.standing === 'empty') return first;
  const dated = known.flatMap((account) => {
    const at = runsOutAt(account.main.outlook);
    return at === undefined ? [] : { account, at };
  });
  return dated.toSorted((a, b) => a.at - b.at)[0]?.account;
}
