import { amountText } from '../core/amountText.ts';
import { failureWords } from '../core/failureWords.ts';
import type { Format } from '../core/format.ts';
import { isPressing } from '../core/standing.ts';
import type { AccountSummary } from '../core/summary.ts';

/** What is said of an account, in parts: "42 credits", "low", "3 min ago", "key not accepted". */
export function accountWords(summary: AccountSummary, format: Format, now: number): readonly string[] {
  const { reading, standing, state } = summary;
  if (state === 'never') return [summary.refreshing ? 'checking' : 'not checked yet'];
  const words: string[] = [];
  if (reading?.balance && reading.balanceAt !== undefined) {
    words.push(amountWords(summary, format, now));
    if (isPressing(standing)) words.push(standing);
    words.push(format.age(reading.balanceAt, now));
  }
  if (reading?.failure) words.push(failureWords(reading.failure, format, now));
  return words;
}

/** "42 credits", "unlimited", or "unknown" with the amount that was known before. */
export function amountWords({ reading }: AccountSummary, format: Format, now: number): string {
  return amountText(reading?.balance, reading?.lastAmount, format, now);
}
