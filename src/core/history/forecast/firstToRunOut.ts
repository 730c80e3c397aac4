import { type AmountSummary, hasKnownAmount, type Summary } from '../../summary.ts';

/** The account that runs out first: one that has, else the one with the nearest date. Undefined while no date is known. */
export function firstToRunOut({ accounts }: Summary): AmountSummary | undefined {
  const known = accounts.filter(hasKnownAmount);
  // The most pressing come first.
  const [first] = known;
  if (first?.standing === 'blocked' || first?.standing === 'empty') return first;
  return known
    .filter((account) => endOf(account) !== undefined)
    .toSorted((a, b) => (endOf(a) ?? 0) - (endOf(b) ?? 0))[0];
}

function endOf({ main }: AmountSummary): number | undefined {
  return main.outlook?.forecast?.emptyAt;
}
