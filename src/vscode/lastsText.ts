import { spanText } from '../core/format.ts';
import type { AccountSummary } from '../core/summary.ts';

/** For how long an account lasts at its pace: "2 d", "5 h", "over 10 y". Undefined while the pace is being learnt. */
export function lastsText({ outlook, standing }: AccountSummary, now: number): string | undefined {
  const forecast = outlook?.forecast;
  if (!forecast || standing === 'empty' || standing === 'blocked' || standing === 'unlimited') return undefined;
  if (forecast.emptyAt === undefined) return 'over 10 y';
  return spanText(Math.max(0, forecast.emptyAt - now));
}
