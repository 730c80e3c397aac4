import { hour } from '../time.ts';

/** The stretches of time that the dashboard can show, the shortest first. */
export const ranges = ['day', 'week', 'month', 'year'] as const;

export type Range = (typeof ranges)[number];

/** How far back each range goes, in milliseconds. */
export const spans: Readonly<Record<Range, number>> = {
  day: 24 * hour,
  week: 7 * 24 * hour,
  month: 30 * 24 * hour,
  year: 365 * 24 * hour,
};

/** What is shown first. */
export const firstRange: Range = 'month';

/** What a chart shows at a time: the range back from it, and half as much ahead for the forecast. */
export function windowOf(range: Range, now: number): { readonly from: number; readonly to: number } {
  return { from: now - spans[range], to: now + spans[range] / 2 };
}
