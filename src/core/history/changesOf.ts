import type { Change } from './change.ts';
import type { Series } from './series.ts';
import type { Step } from './step.ts';
import { stepsOf } from './stepsOf.ts';
import { withCorrections } from './withCorrections.ts';

/**
 * What happened between the points of a series, by time. Pure. What was used and what lapsed and the last amount are
 * together the first amount, what was topped up and what was corrected.
 */
export function changesOf(series: Series): readonly Change[] {
  return withCorrections(stepsOf(series)).flatMap(changesIn);
}

function changesIn({ from, to, gains, lapses, used, corrected }: Step): readonly Change[] {
  const changes: Change[] = [];
  for (const { amount, topUp, lot } of gains) changes.push({ kind: 'toppedUp', amount, from, to, topUp, lot });
  for (const { amount, lot } of lapses) changes.push({ kind: 'lapsed', amount, from, to, lot });
  if (corrected !== 0) changes.push({ kind: 'corrected', amount: corrected, from, to });
  if (used > 0) changes.push({ kind: 'used', amount: used, from, to });
  return changes;
}
