// Spans and times are in milliseconds, times since 1970. The user's calendar is that of the process's time zone.

export const second = 1000;
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The last time that a Date can hold. */
export const latestTime = 8.64e15;

/** The start of the user's day that a time is in. */
export function dayStart(time: number): number {
  const date = new Date(time);
  const day = date.getDate();
  date.setHours(0, 0, 0, 0);
  // Where the clocks go forward at midnight, the day begins an hour later.
  if (date.getDate() !== day) date.setTime(date.getTime() + hour);
  return date.getTime();
}

/** The start of the user's next day. A day has 23 or 25 hours where the clocks change. */
export function nextDay(time: number): number {
  const date = new Date(time);
  return dayStart(noon(date.getFullYear(), date.getMonth(), date.getDate() + 1));
}

/** The start of the user's hour that a time is in, also in zones of half hours and in each of two equal hours. */
export function hourStart(time: number): number {
  const date = new Date(time);
  // Setting the minutes of the date would lead to the first of two equal hours.
  return time - ((date.getMinutes() * 60 + date.getSeconds()) * 1000 + date.getMilliseconds());
}

/** The start of the user's month that a time is in. */
export function monthStart(time: number): number {
  const date = new Date(time);
  return dayStart(noon(date.getFullYear(), date.getMonth(), 1));
}

/** The start of the user's next month. */
export function nextMonth(time: number): number {
  const date = new Date(time);
  return dayStart(noon(date.getFullYear(), date.getMonth() + 1, 1));
}

/** A time in this day: the clocks don't change at noon. */
function noon(year: number, month: number, day: number): number {
  return new Date(year, month, day, 12).getTime();
}

/** The user's clock at a time as milliseconds that are always 24 hours a day: for arithmetic with days and hours. */
export function wallClock(time: number): number {
  return time - new Date(time).getTimezoneOffset() * minute;
}

/** `wallClock` for many times: where the clocks don't change within a week, it is looked at twice for all of it. */
export function wallClocks(): (time: number) => number {
  const offsets = new Map<number, number | 'changes'>();
  return (time) => {
    const week = Math.floor(time / (7 * day));
    let offset = offsets.get(week);
    if (offset === undefined) {
      const start = week * 7 * day;
      const [first, last] = [wallClock(start) - start, wallClock(start + 7 * day) - start - 7 * day];
      offset = first === last ? first : 'changes';
      offsets.set(week, offset);
    }
    return offset === 'changes' ? wallClock(time) : time + offset;
  };
}

/** The time at which the user's clock shows this; of two the later, and where the clocks skip it, the time after. */
export function fromWallClock(wall: number): number {
  const guess = wall + new Date(wall).getTimezoneOffset() * minute;
  return wall + new Date(guess).getTimezoneOffset() * minute;
}
