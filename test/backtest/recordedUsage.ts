import { readFileSync } from 'node:fs';
import { hour, minute } from '../../src/core/time.ts';

/** What one account used, hour by hour, and when its editor was open. */
export interface RecordedUsage {
  readonly name: string;
  /** The first midnight, in milliseconds since 1970. */
  readonly start: number;
  /** The last midnight. */
  readonly end: number;
  /** How much was used in each hour since the start. */
  readonly hours: readonly number[];
  /** When the editor was open: from and until, in milliseconds since 1970, by time. */
  readonly awake: readonly (readonly [from: number, until: number])[];
}

interface FileEntry {
  readonly account: number;
  readonly start: string;
  readonly days: number;
  readonly uses: readonly (readonly [hour: number, used: number])[];
  readonly awake: readonly (readonly [from: number, until: number])[];
}

/** The accounts in a file: a list with `account`, `start`, `days`, `uses` by hour and `awake` by minute. Its times are UTC. */
export function readAccounts(file: string): readonly RecordedUsage[] {
  const entries = JSON.parse(readFileSync(file, 'utf8')) as readonly FileEntry[];
  return entries.map(({ account, start, days, uses, awake }) => {
    const from = Date.parse(`${start}T00:00:00Z`);
    const length = days * 24;
    const hours = new Array<number>(length).fill(0);
    for (const [at, used] of uses) if (at >= 0 && at < length) hours[at] = (hours[at] ?? 0) + used;
    const open = awake.flatMap(([since, until]) => {
      const [first, last] = [Math.max(0, since), Math.min(length * 60, until)];
      return last > first ? [[from + first * minute, from + last * minute] as const] : [];
    });
    return { name: `${account}`, start: from, end: from + length * hour, hours, awake: open };
  });
}

/** The usage of an account as a sum that can be asked for any time. */
export class Meter {
  readonly usage: RecordedUsage;
  /** The mean of a day that isn't in a weekend, in the unit of the account. */
  readonly perWorkday: number;
  /** Whether a day of the weekend uses less than a quarter of another day. */
  readonly restsAtWeekends: boolean;
  readonly #sums: Float64Array;

  constructor(usage: RecordedUsage) {
    this.usage = usage;
    this.#sums = new Float64Array(usage.hours.length + 1);
    for (const [index, used] of usage.hours.entries()) this.#sums[index + 1] = (this.#sums[index] ?? 0) + used;
    this.perWorkday = this.#perDayWhere((weekday) => weekday % 6 !== 0);
    this.restsAtWeekends = this.#perDayWhere((weekday) => weekday % 6 === 0) < this.perWorkday / 4;
  }

  /** Everything that is used. */
  get total(): number {
    return this.#sums.at(-1) ?? 0;
  }

  /** The mean of a day, in the unit of the account. */
  get perDay(): number {
    return (24 * this.total) / this.usage.hours.length;
  }

  #perDayWhere(isMeant: (weekday: number) => boolean): number {
    let [used, hours] = [0, 0];
    for (const [index, amount] of this.usage.hours.entries()) {
      if (!isMeant(new Date(this.usage.start + index * hour).getDay())) continue;
      used += amount;
      hours += 1;
    }
    return (24 * used) / hours;
  }

  /** How much was used by a time. */
  by(time: number): number {
    const hours = Math.max(0, Math.min(this.usage.hours.length, (time - this.usage.start) / hour));
    const whole = Math.floor(hours);
    return (this.#sums[whole] ?? 0) + (hours - whole) * (this.usage.hours[whole] ?? 0);
  }

  between(from: number, to: number): number {
    return this.by(to) - this.by(from);
  }

  /** When so much more was used after a time; undefined where the record ends before. */
  usedUpAt(from: number, amount: number): number | undefined {
    const goal = this.by(from) + amount * (1 - 1e-9);
    if (goal > this.total) return undefined;
    let [low, high] = [0, this.usage.hours.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#sums[middle] ?? 0) < goal) low = middle;
      else high = middle;
    }
    const [before, used] = [this.#sums[low] ?? 0, this.usage.hours[low] ?? 0];
    const share = used > 0 ? Math.max(0, (goal - before) / used) : 0;
    return Math.max(from, this.usage.start + (low + share) * hour);
  }
}
