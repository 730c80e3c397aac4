import { minute } from '../time.ts';

/** "2026-11-03T14:05:00+01:00": a time by the user's clock with its zone. Empty for a time outside of the calendar. */
export function isoTime(time: number): string {
  // Before 1900 some zones have seconds; a zone is written in minutes.
  const ahead = -Math.round(new Date(time).getTimezoneOffset());
  const shifted = new Date(time + ahead * minute);
  if (Number.isNaN(ahead) || Number.isNaN(shifted.getTime())) return '';
  const size = Math.abs(ahead);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${shifted.toISOString().slice(0, -5)}${ahead < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
