import { type AccountSummary, isAlarming, type Summary } from '../summary.ts';
import { type AlertSettings, isOn } from './alertSettings.ts';
import { isKeyRefused } from './judgeCheck.ts';
import { observe } from './observe.ts';

/**
 * How many accounts need attention: they stand badly, their key is refused, or they run out or expiry within the days
 * that the settings name. Snoozes change nothing, and neither does an alert that is turned off, unless its days are.
 */
export function attention(summary: Summary, settings: AlertSettings): number {
  return summary.accounts.filter((account) => needsAttention(account, settings, summary.now)).length;
}

function needsAttention(account: AccountSummary, settings: AlertSettings, now: number): boolean {
  if (isAlarming(account) || (account.reading && isKeyRefused(account.reading))) return true;
  const kinds = (['runway', 'lapsing'] as const).filter((kind) => isOn(settings, kind));
  return observe(account, { settings, thresholds: {}, past: undefined, now }, kinds).crossed.length > 0;
}
