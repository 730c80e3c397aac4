import { runsOutAt } from './history/forecast/afterRenewals.ts';
import { type AmountSummary, hasKnownAmount, mayBeInStatusBar, type Summary } from './summary.ts';

/** The account that runs out first, of those that may be in the status bar: one that already has, else the one with the nearest date. */
export function firstToRunOut({ accounts }: Summary): AmountSummary | undefined {
  const known = accounts.filter(mayBeInStatusBar).filter(hasKnownAmount);
  // The most pressing come first.
  const [first] = known;
  if (first?.standing === 'blocked' || first?.standing === 'empty') return first;
  const dated = known.flatMap((account) => {
    const at = runsOutAt(account.main.outlook);
    return at === undefined ? [] : { account, at };
  });
  return dated.toSorted((a, b) => a.at - b.at)[0]?.account;
}
