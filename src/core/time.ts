/** In milliseconds. */
export const second = 1000;
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The last time that a Date can hold, in milliseconds since 1970. */
export const latestTime = 8.64e15;

/** When the user's day began that this time is in. All of it by the time zone of the process, in milliseconds since 1970. */
export function dayStart(time: number): number {
  const date = new Date(time);
  const day = date.getDate();
  date.setHours(0, 0, 0, 0);
  // Where the clocks go forward at midnight there is none: the day begins an hour later.
  if (date.getDate() !== day) date.setTime(date.getTime() + hour);
  return date.getTime();
}

/** When the user's next day begins. A day is 23 or 25 hours where the clocks change. */
export function nextDay(time: number): number {
  const date = new Date(time);
  return dayStart(noon(date.getFullYear(), date.getMonth(), date.getDate() + 1));
}

/** When the user's hour began that this time is in: in zones of half hours too, and in both of an hour that comes twice. */
export function hourStart(time: number): number {
  const date = new Date(time);
  // Setting the minutes by the clock on the wall would land in the first of two equal hours.
  return time - ((date.getMinutes() * 60 + date.getSeconds()) * 1000 + date.getMilliseconds());
}

/** When the user's month began. */
export function monthStart(time: number): number {
  const date = new Date(time);
  return dayStart(noon(date.getFullYear(), date.getMonth(), 1));
}

/** When the user's next month begins. */
export function nextMonth(time: number): number {
  const date = new Date(time);
  return dayStart(noon(date.getFullYear(), date.getMonth() + 1, 1));
}

/** No clock changes at noon, so that this is in the day that it says. */
function noon(year: number, month: number, day: number): number {
  return new Date(year, month, day, 12).getTime();
}
