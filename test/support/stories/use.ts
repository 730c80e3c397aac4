import { seededRandom } from '../fakes/seededRandom.ts';

/** Credits used from the beginning of a story up to a time (milliseconds since 1970). It never falls. */
export type Use = (time: number) => number;

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The same at every hour, day and night, from `from` on and no further than `to`. */
export function evenUse({ from, to = Infinity, perDay }: { from: number; to?: number; perDay: number }): Use {
  return (time) => (Math.max(0, Math.min(time, to) - from) / day) * perDay;
}

/**
 * From about nine to about six on the days from Monday to Friday, with an hour at noon: `perDay` credits on a usual
 * working day, more or less by chance. Nights and weekends are idle. Days are those of the process's time zone.
 */
export function workingUse({ from, perDay, seed = 1 }: { from: number; perDay: number; seed?: number }): Use {
  // Grown as far as it is asked for; each day is the same however it came to be asked for.
  const days: WorkingDay[] = [{ start: dayStart(from), before: 0, ...chanceOf(dayStart(from), perDay, seed) }];
  const dayOf = (time: number): WorkingDay => {
    let last = days.at(-1) as WorkingDay;
    for (let next = nextDay(last.start); next <= time; next = nextDay(next)) {
      last = { start: next, before: last.before + last.amount, ...chanceOf(next, perDay, seed) };
      days.push(last);
    }
    let index = Math.min(days.length - 1, Math.max(0, Math.round((time - dayStart(from)) / day)));
    while (index > 0 && (days[index]?.start ?? 0) > time) index -= 1;
    return days[index] ?? last;
  };
  const usedAt: Use = (time) => {
    const { before, amount, spans } = dayOf(time);
    const whole = spans.reduce((sum, [begin, end]) => sum + end - begin, 0);
    const done = spans.reduce((sum, [begin, end]) => sum + Math.min(end, Math.max(begin, time)) - begin, 0);
    return before + (amount * done) / whole;
  };
  const earlier = usedAt(from);
  return (time) => (time <= from ? 0 : usedAt(time) - earlier);
}

/** Several at once. */
export function allUses(...uses: readonly Use[]): Use {
  return (time) => uses.reduce((sum, use) => sum + use(time), 0);
}

interface WorkingDay {
  readonly start: number;
  /** Credits used on all days before it. */
  readonly before: number;
  readonly amount: number;
  /** When work is done, as pairs of times. */
  readonly spans: readonly (readonly [number, number])[];
}

function chanceOf(start: number, perDay: number, seed: number): Pick<WorkingDay, 'amount' | 'spans'> {
  const date = new Date(start);
  const [year, month, dayOfMonth, weekday] = [date.getFullYear(), date.getMonth(), date.getDate(), date.getDay()];
  const random = seededRandom(seed * 1_000_003 + year * 372 + month * 31 + dayOfMonth);
  const [begin, end, share] = [8.75 + random() / 2, 17.5 + random(), 0.6 + 0.8 * random()];
  const at = (hours: number) => new Date(year, month, dayOfMonth, 0, Math.round(hours * 60)).getTime();
  const spans = [
    [at(begin), at(12)],
    [at(13), at(end)],
  ] as const;
  return { amount: weekday === 0 || weekday === 6 ? 0 : perDay * share, spans };
}

function dayStart(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

function nextDay(start: number): number {
  const date = new Date(start);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
}
