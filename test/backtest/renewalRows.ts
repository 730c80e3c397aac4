import type { Balance, Pool } from '../../src/core/balance.ts';
import { runsOutAt } from '../../src/core/history/forecast/afterRenewals.ts';
import { outlookOf, type PoolOutlook } from '../../src/core/history/forecast/outlook.ts';
import { turnsLater } from '../../src/core/history/forecast/rhythm.ts';
import { usageOf } from '../../src/core/history/forecast/usage.ts';
import { day, hour } from '../../src/core/time.ts';
import { credits } from '../../src/core/unit.ts';
import { linear } from './methods.ts';
import { Meter, type RecordedUsage } from './recordedUsage.ts';
import { type Check, lastOfDays, replay } from './replay.ts';
import { type Row, Share, Sizes } from './table.ts';

/** Whether the service says when it renews the allowance, or that has to be seen. */
const sources = ['stated', 'seen'] as const;
type Source = (typeof sources)[number];

/** An allowance lasts for so many days of the account's mean usage: some run out before a month is over, some don't. */
const sizes = [30, 45];
/** The first renewal comes so many days after the first midnight, the others in a month each. */
const firstAfter = 6;
const daysAhead = [3, 7, 14] as const;

/** An allowance that is laid over recorded usage and filled up each month; what is used without credits doesn't count. */
class Allowance {
  readonly size: number;
  readonly #meter: Meter;
  readonly #last: number;
  readonly #dates: readonly number[];

  /** `last`: how many renewals come; those after them are due and don't. */
  constructor(meter: Meter, days: number, last = Number.POSITIVE_INFINITY) {
    this.#meter = meter;
    this.#last = last;
    this.size = Math.ceil(days * meter.perDay);
    const first = meter.usage.start + firstAfter * day;
    const rhythm = { kind: 'month', day: new Date(first).getUTCDate() } as const;
    const dates: number[] = [];
    for (let at = first; at < meter.usage.end; at = turnsLater(rhythm, first, dates.length)) dates.push(at);
    this.#dates = dates;
  }

  /** The renewals that are due within the record, by time. */
  get dates(): readonly number[] {
    return this.#dates;
  }

  /** How many have come by a time. */
  countBy(time: number): number {
    return Math.min(this.#last, this.#dates.filter((date) => date <= time).length);
  }

  /** The next one, due or over; undefined after the last. */
  nextAt(time: number): number | undefined {
    return this.#dates[this.countBy(time)];
  }

  leftAt(time: number): number {
    const from = this.#dates[this.countBy(time) - 1] ?? this.#meter.usage.start;
    return Math.max(0, Math.round((this.size - this.#meter.between(from, time)) * 100) / 100);
  }

  balanceAt(time: number, source: Source): Balance {
    const renewsAt = this.nextAt(time);
    const isStated = source === 'stated' && renewsAt !== undefined;
    return {
      pools: [
        { unit: credits, amount: this.leftAt(time), ...(isStated ? { allowance: this.size, renewsAt } : {}) } as Pool,
      ],
    };
  }
}

/** What is measured for renewals that are stated, or seen. */
class Figures {
  readonly known = new Share();
  readonly prevented = new Share();
  readonly caught = new Share();
  readonly left = { 3: new Sizes(), 7: new Sizes(), 14: new Sizes() };
  readonly linearLeft = { 3: new Sizes(), 7: new Sizes(), 14: new Sizes() };
  readonly saidMissed = new Share();
  readonly noticed = new Share();
  readonly noticedAfter = new Sizes();
}

/**
 * How good forecasts are where an allowance is renewed each month. The usage is that of the accounts; the renewals are laid
 * over it.
 */
export function renewalRows(accounts: readonly RecordedUsage[]): readonly Row[] {
  const figures = { stated: new Figures(), seen: new Figures() };
  for (const account of accounts) {
    const meter = new Meter(account);
    for (const source of sources) {
      for (const size of sizes) measureRenewals(figures[source], meter, new Allowance(meter, size), source);
      measureMissed(figures[source], meter, source);
    }
  }
  const row = (what: string, cell: (own: Figures) => string): Row => ({
    what,
    cells: sources.map((source) => cell(figures[source])),
  });
  const means = (all: Figures['left']) => daysAhead.map((days) => all[days].mean).join(' / ');
  return [
    row('the next renewal is known, of the days with a forecast', ({ known }) => known.percent),
    row('a run-out is named, though the renewal comes first', ({ prevented }) => prevented.percent),
    row('a run-out is named, where it comes before the renewal', ({ caught }) => caught.percent),
    row('unused credits 3 / 7 / 14 days ahead, mean error in allowances', ({ left }) => means(left)),
    row('… of a linear mean of 7 days that knows the renewal', ({ linearLeft }) => means(linearLeft)),
    row('renewals that came, but were said to be missing', ({ saidMissed }) => saidMissed.percent),
    row('renewals that stop are noticed within two days', ({ noticed }) => `${noticed.percent} of ${noticed.of}`),
    row('… after, median of hours', ({ noticedAfter }) => noticedAfter.median),
  ];
}

/** A renewal can be seen to recur once it came twice. */
function isCounted(allowance: Allowance, source: Source, at: number): boolean {
  return source === 'stated' || allowance.countBy(at) >= 2;
}

function measureRenewals(figures: Figures, meter: Meter, allowance: Allowance, source: Source): void {
  const missing = new Set<number>();
  for (const check of lastOfDays(replay(meter.usage, (time) => allowance.balanceAt(time, source)))) {
    const outlook = poolOutlookOf(check);
    if (outlook?.missedRenewal) missing.add(allowance.countBy(check.at));
    const next = allowance.nextAt(check.at);
    const amount = allowance.leftAt(check.at);
    if (!outlook?.usage || next === undefined || amount <= 0 || !isCounted(allowance, source, check.at)) continue;
    const isKnown = outlook.renewal !== undefined && Math.abs(outlook.renewal.at - next) <= day;
    figures.known.add(isKnown);
    const left = Math.max(0, amount - meter.between(check.at, next));
    (left > 0 ? figures.prevented : figures.caught).add(runsOutAt(outlook) !== undefined);
    const days = daysAhead.find((ahead) => ahead === Math.ceil((next - check.at) / day));
    if (days === undefined || !isKnown || !outlook.atRenewal) continue;
    figures.left[days].add(Math.abs(outlook.atRenewal.left - left) / allowance.size);
    const steady = linear({ at: check.at, usage: outlook.usage, keys: usageOf(outlook.history, check.at) }, 7);
    figures.linearLeft[days].add(Math.abs(Math.max(0, amount - steady.expected.by(next)) - left) / allowance.size);
  }
  const from = source === 'stated' ? 0 : 2;
  for (const index of allowance.dates.keys()) if (index >= from) figures.saidMissed.add(missing.has(index + 1));
}

/** A stated renewal that doesn't come after one that did, or a seen one after two. */
function measureMissed(figures: Figures, meter: Meter, source: Source): void {
  const allowance = new Allowance(meter, sizes[0] ?? 30, source === 'stated' ? 1 : 2);
  const due = allowance.dates[source === 'stated' ? 1 : 2];
  if (due === undefined || due + 3 * day > meter.usage.end) return;
  let isExpected = false;
  let last: Check | undefined;
  for (const check of replay(meter.usage, (time) => allowance.balanceAt(time, source))) {
    if (check.at < due) {
      last = check;
      continue;
    }
    // Where it wasn't expected, nothing can be missed.
    isExpected ||= last !== undefined && poolOutlookOf(last)?.renewal !== undefined;
    if (!isExpected) return;
    if (!poolOutlookOf(check)?.missedRenewal && check.at < due + 7 * day) continue;
    figures.noticed.add(check.at <= due + 2 * day);
    figures.noticedAfter.add((check.at - due) / hour);
    return;
  }
}

function poolOutlookOf({ history, reading }: Check): PoolOutlook | undefined {
  return outlookOf(history, reading).pools.get('main');
}
