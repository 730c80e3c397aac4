import { type AmountSummary, hasAmount, type Summary } from '../summary.ts';

/** The account that runs out first: one that has, else the one with the nearest date. Undefined while no date is known. */
export function firstToRunOut({ accounts }: Summary): AmountSummary | undefined {
  const known = accounts.filter(hasAmount);
  // The most pressing stand first.
  const [first] = known;
  if (first?.standing === 'blocked' || first?.standing === 'empty') return first;
  const ends = known.filter(({ outlook }) => outlook?.forecast?.emptyAt !== undefined);
  return ends.toSorted((a, b) => endOf(a) - endOf(b))[0];
}

function endOf({ outlook }: AmountSummary): number {
  return outlook?.forecast?.emptyAt ?? Number.POSITIVE_INFINITY;
}
