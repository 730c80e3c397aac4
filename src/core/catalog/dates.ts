import { parseIsoTime } from '../responseFields.ts';
import { day, latestTime, second } from '../time.ts';
import type { DateRule } from './entry.ts';
import { find } from './jsonPointer.ts';

/** Above this, a Unix time is in milliseconds: in seconds it would be in the year 5138. */
const firstOfMilliseconds = 1e11;

/** A time of an answer, in milliseconds since 1970; undefined where it isn't said or not understood. */
export function timeIn(answer: unknown, rule: DateRule | undefined, now: number): number | undefined {
  if (rule === undefined) return undefined;
  if (typeof rule === 'object' && 'every' in rule) return nextStart(rule.every, now);
  const { path, as, zone } = typeof rule === 'string' ? { path: rule } : rule;
  const [value] = find(answer, path);
  const time = read(value, as, zone, now);
  return time !== undefined && time >= 0 && time <= latestTime ? time : undefined;
}

type Form = Extract<DateRule, { path: string }>['as'];

function read(value: unknown, as: Form, zone: string | undefined, now: number): number | undefined {
  if (as === 'duration') return typeof value === 'string' ? afterDuration(value, now) : undefined;
  const number = numberOf(value);
  if (number === undefined) {
    return (as === undefined || as === 'iso') && typeof value === 'string' ? parseIsoTime(value, zone) : undefined;
  }
  switch (as) {
    case undefined:
      return number < firstOfMilliseconds ? number * second : number;
    case 'unix':
      return number * second;
    case 'unixms':
      return number;
    case 'seconds':
      return now + number * second;
    case 'days':
      return startOfDay(now) + number * day;
    case 'dayOfMonth':
      return nextDayOfMonth(number, now);
    case 'iso':
      return undefined;
  }
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : undefined;
}

/** "08:42:34", or with days "2.08:42:34". */
function afterDuration(text: string, now: number): number | undefined {
  const parts = /^(?:(\d{1,4})[. ])?(\d{1,4}):(\d\d):(\d\d)(?:\.\d+)?$/.exec(text.trim());
  if (!parts) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return now + days * day + ((hours * 60 + minutes) * 60 + seconds) * second;
}

function startOfDay(now: number): number {
  return now - (now % day);
}

function nextStart(span: 'day' | 'month', now: number): number {
  const date = new Date(now);
  return span === 'day' ? startOfDay(now) + day : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/** The next time that a month has this day, or ends before it. */
function nextDayOfMonth(dayOfMonth: number, now: number): number | undefined {
  if (!Number.isInteger(dayOfMonth) || dayOfMonth < 1 || dayOfMonth > 31) return undefined;
  const date = new Date(now);
  const inMonth = (month: number) => {
    const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
    return Date.UTC(date.getUTCFullYear(), month, Math.min(dayOfMonth, last));
  };
  const here = inMonth(date.getUTCMonth());
  return here > now ? here : inMonth(date.getUTCMonth() + 1);
}
