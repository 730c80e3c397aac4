import type { Lot, Pool } from '../../src/core/balance.ts';
import { forecastOf } from '../../src/core/history/forecast/forecast.ts';
import { outlookOf } from '../../src/core/history/forecast/outlook.ts';
import { usageOf } from '../../src/core/history/forecast/usage.ts';
import { day, hour } from '../../src/core/time.ts';
import { credits } from '../../src/core/unit.ts';
import { linear } from './methods.ts';
import { Meter, type RecordedUsage } from './recordedUsage.ts';
import { lastOfDays, replay } from './replay.ts';
import { type Row, Share, Sizes } from './table.ts';
import { Watch } from './watch.ts';

/** A lot lasts for 30 days of the account's mean usage; one is bought every 25 days and expires after 35. */
const lots = { days: 30, every: 25 * day, lasts: 35 * day };
const daysAhead = [3, 7, 14] as const;
/** The share of a lot from which on it counts as not used up. */
const noticeable = 0.05;

/** A lot at the start of an hour, and what it held when it expired. */
interface Bought {
  readonly from: number;
  readonly expiresAt: number;
  readonly remaining: Float64Array;
}

/** Lots that are laid over recorded usage, by the hour: those that expire first are used first. */
class Lots {
  readonly size: number;
  readonly #start: number;
  readonly #bought: readonly Bought[];

  constructor({ usage, perDay }: Meter) {
    this.size = Math.ceil(lots.days * perDay);
    this.#start = usage.start;
    const count = Math.ceil((usage.end - usage.start) / lots.every);
    this.#bought = Array.from({ length: count }, (_, index) => {
      const from = usage.start + index * lots.every;
      return { from, expiresAt: from + lots.lasts, remaining: new Float64Array(usage.hours.length + 1) };
    });
    for (const [index, used] of usage.hours.entries()) {
      const at = usage.start + index * hour;
      let need = used;
      for (const { from, expiresAt, remaining } of this.#bought) {
        const held = at === from ? this.size : at > from && at <= expiresAt ? (remaining[index] ?? 0) : 0;
        remaining[index] = held;
        const taken = at < expiresAt ? Math.min(held, need) : 0;
        remaining[index + 1] = held - taken;
        need -= taken;
      }
    }
  }

  /** What a lot that expires at a time holds then. */
  lostAt(expiresAt: number): number {
    const bought = this.#bought.find((one) => one.expiresAt === expiresAt);
    return bought?.remaining[(expiresAt - this.#start) / hour] ?? 0;
  }

  /** The lots that expire by a time. */
  expiringBy(time: number): readonly number[] {
    return this.#bought.map(({ expiresAt }) => expiresAt).filter((at) => at <= time);
  }

  poolAt(time: number): Pool & { readonly amount: number; readonly lots: readonly Lot[] } {
    const index = Math.floor((time - this.#start) / hour);
    const held = this.#bought.flatMap(({ from, expiresAt, remaining }) => {
      const left = Math.round((remaining[index] ?? 0) * 100) / 100;
      return from <= time && time < expiresAt && left > 0
        ? { kind: 'Pack', allocated: this.size, remaining: left, expiresAt }
        : [];
    });
    return { unit: credits, amount: held.reduce((sum, { remaining }) => sum + remaining, 0), lots: held };
  }
}

/** What is measured for one method. */
class Figures {
  readonly unused = { 3: new Sizes(), 7: new Sizes(), 14: new Sizes() };
  readonly isRight = { 3: new Share(), 7: new Share(), 14: new Share() };
}

/** How good forecasts are of what expires unused. The usage is that of the accounts; the lots are laid over it. */
export function lotRows(accounts: readonly RecordedUsage[]): readonly Row[] {
  const figures = { own: new Figures(), linear: new Figures() };
  const alerts = { before: new Share(), inVain: new Share() };
  for (const account of accounts) measureLots(figures, alerts, account);
  const all = [figures.own, figures.linear];
  const row = (what: string, cell: (own: Figures, days: 3 | 7 | 14) => string): Row => ({
    what,
    cells: all.map((own) => daysAhead.map((days) => cell(own, days)).join(' / ')),
  });
  return [
    row('"will expire unused" 3 / 7 / 14 days ahead, mean error in lots', ({ unused }, days) => unused[days].mean),
    row('right about whether 5 % of the lot or more expires', ({ isRight }, days) => isRight[days].percent),
    {
      what: 'lots that took 10 % of the balance with them, alert a day before',
      cells: [`${alerts.before.percent} of ${alerts.before.of}`, '–'],
    },
    {
      what: 'alerts about lots of which less than 5 % expired',
      cells: [`${alerts.inVain.percent} of ${alerts.inVain.of}`, '–'],
    },
  ];
}

function measureLots(
  figures: { readonly own: Figures; readonly linear: Figures },
  alerts: { readonly before: Share; readonly inVain: Share },
  account: RecordedUsage,
): void {
  const meter = new Meter(account);
  const held = new Lots(meter);
  const watch = new Watch(account, 'expiring');
  const told = new Map<number, number>();
  let first: number | undefined;
  for (const check of lastOfDays(replay(account, (time) => ({ pools: [held.poolAt(time)] })))) {
    const outlook = outlookOf(check.history, check.reading);
    const alerted = watch.alertsAt(check, outlook);
    const { usage, history } = outlook.pools.get('main') ?? {};
    if (!usage || !history) continue;
    first ??= check.at;
    for (const alert of alerted) if (alert.kind === 'expiring') told.set(alert.at, told.get(alert.at) ?? check.at);
    const pool = held.poolAt(check.at);
    const steady = linear({ at: check.at, usage, keys: usageOf(history, check.at) }, 7).expected;
    const forecasts = [
      [figures.own, forecastOf(pool, usage, check.at)],
      [figures.linear, forecastOf(pool, { expected: steady, low: steady, risky: steady, high: steady }, check.at)],
    ] as const;
    for (const expiresAt of pool.lots.map((lot) => lot.expiresAt ?? 0)) {
      const days = daysAhead.find((ahead) => ahead === Math.ceil((expiresAt - check.at) / day));
      if (days === undefined || expiresAt > account.end) continue;
      const truth = held.lostAt(expiresAt) / held.size;
      for (const [own, { expiries }] of forecasts) {
        const said = (expiries.find(({ at }) => at === expiresAt)?.amount ?? 0) / held.size;
        own.unused[days].add(Math.abs(said - truth));
        own.isRight[days].add(said >= noticeable === truth >= noticeable);
      }
    }
  }
  for (const expiresAt of held.expiringBy(account.end)) {
    if (first === undefined || expiresAt < first + 7 * day) continue;
    const lost = held.lostAt(expiresAt);
    const isLarge = lost >= 0.1 * held.poolAt(expiresAt - hour).amount && lost >= noticeable * held.size;
    const at = told.get(expiresAt);
    if (isLarge) alerts.before.add(at !== undefined && at <= expiresAt - day);
    if (at !== undefined) alerts.inVain.add(lost < noticeable * held.size);
  }
}
