import type { Format } from '../core/format.ts';
import { firstToRunOut } from '../core/history/firstToRunOut.ts';
import type { Summary } from '../core/summary.ts';
import { lastsText } from './lastsText.ts';
import { type StatusItem, statusItem } from './statusItem.ts';

/** The status bar item once the past is known: about the lowest balance, or about what runs out first. */
export function fullStatus(summary: Summary, format: Format, about: 'balance' | 'runway'): StatusItem {
  const first = about === 'runway' ? firstToRunOut(summary) : undefined;
  return first
    ? statusItem({ ...summary, lowest: first }, format, lastsText(first, summary.now))
    : statusItem(summary, format);
}
