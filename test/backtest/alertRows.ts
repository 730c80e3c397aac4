import type { AlertState } from '../../src/core/alerts/alertState.ts';
import { hasAmount } from '../../src/core/balance.ts';
import { type Outlook, outlookOf } from '../../src/core/history/forecast/outlook.ts';
import { historyOfPool } from '../../src/core/history/series.ts';
import { day, minute } from '../../src/core/time.ts';
import { credits } from '../../src/core/unit.ts';
import { seededRandom } from '../support/fakes/environment.ts';
import { Meter, type RecordedUsage } from './recordedUsage.ts';
import { type Check, interval, replay } from './replay.ts';
import { type Row, Share } from './table.ts';
import { Watch } from './watch.ts';

/** Packs that are bought half a day after the last one ran out; what is used without credits doesn't count. */
class Packs {
  readonly #meter: Meter;
  readonly #size: number;
  readonly #packs: { readonly from: number; readonly emptyAt: number }[] = [];

  constructor(meter: Meter, days: number) {
    this.#meter = meter;
    this.#size = days * meter.perDay;
    for (let from = meter.usage.start; ; ) {
      const emptyAt = meter.usedUpAt(from, this.#size) ?? Number.POSITIVE_INFINITY;
      this.#packs.push({ from, emptyAt });
      if (emptyAt + day / 2 >= meter.usage.end) break;
      from = emptyAt + day / 2;
    }
  }

  /** Those that ran out. */
  get ended(): readonly { readonly from: number; readonly emptyAt: number }[] {
    return this.#packs.filter(({ emptyAt }) => Number.isFinite(emptyAt));
  }

  left(time: number): number {
    const pack = this.#packs.findLast(({ from }) => from <= time);
    return pack && time < pack.emptyAt ? rounded(this.#size - this.#meter.between(pack.from, time)) : 0;
  }
}

function rounded(amount: number): number {
  return Math.max(0, Math.round(amount * 100) / 100);
}

function balanceOf(amount: number) {
  return { pools: [{ unit: credits, amount }] } as const;
}

/** The checks that say another amount than the one before, and the first of each time that the editor is open. */
function* news(checks: Iterable<Check>): Generator<Check> {
  let last: Check | undefined;
  for (const check of checks) {
    const isNews = !last || amountOf(check) !== amountOf(last) || check.at - last.at > interval;
    if (isNews) yield check;
    last = check;
  }
}

function amountOf({ reading }: Check): number {
  const pool = reading.balance?.pools[0];
  return pool && hasAmount(pool) ? pool.amount : 0;
}

/** An outlook without a future: a burst is found in the past alone, and a forecast at every check takes most of the time. */
function pastOf({ history }: Check): Outlook {
  const past = { history: historyOfPool(history, 'main'), usageRate: undefined, forecast: undefined };
  return { history, pools: new Map([['main', { ...past, fullAmount: undefined }]]) };
}

/** How many run-outs of packs of so many days came without a run-out alert before, by the days that are set. */
function unannounced(accounts: readonly RecordedUsage[], days: number, runways: readonly number[]) {
  const figures = runways.map((runway) => ({ runway, share: new Share(), alerts: 0 }));
  let years = 0;
  for (const account of accounts) {
    const packs = new Packs(new Meter(account), days);
    const watches = figures.map((own) => ({
      own,
      watch: new Watch(account, 'runway', { runway: own.runway }),
      told: [] as number[],
    }));
    for (const check of news(replay(account, (time) => balanceOf(packs.left(time))))) {
      const outlook = outlookOf(check.history, check.reading);
      for (const { watch, told } of watches) if (watch.alertsAt(check, outlook).length > 0) told.push(check.at);
    }
    years += (account.end - account.start) / (365 * day);
    for (const { own, told } of watches) {
      own.alerts += told.length;
      // In the first week there is hardly a forecast.
      for (const { from, emptyAt } of packs.ended)
        if (emptyAt > account.start + 7 * day) own.share.add(!told.some((at) => at >= from && at < emptyAt));
    }
  }
  return figures.map(({ runway, share, alerts }) => ({ runway, share, perYear: alerts / years }));
}

/** What burst alerts say: of accounts where nothing was wrong, and of keys that are drained so many times faster. */
function bursts(accounts: readonly RecordedUsage[], leaksPerAccount: number) {
  const leaks = { 100: new Share(), 30: new Share() };
  let [alarms, years, most] = [0, 0, 0];
  for (const account of accounts) {
    const meter = new Meter(account);
    const random = seededRandom(Number(account.name) + 1);
    const packs = new Packs(meter, 30);
    const watch = new Watch(account, 'burst');
    const starts = Array.from(
      { length: leaksPerAccount },
      () => account.start + 7 * day + random() * (account.end - account.start - 7 * day),
    ).toSorted((a, b) => a - b);
    let own = 0;
    for (const check of news(replay(account, (time) => balanceOf(packs.left(time))))) {
      own += watch.alertsAt(check, pastOf(check)).length;
      while (starts[0] !== undefined && starts[0] <= check.at) {
        starts.shift();
        if (amountOf(check) < 3 * meter.perDay) continue;
        for (const times of [100, 30] as const) leaks[times].add(isTold(account, meter, check, watch.state, times));
      }
    }
    const length = (account.end - account.start) / (365 * day);
    alarms += own;
    years += length;
    most = Math.max(most, own / length);
  }
  return { leaks, perYear: alarms / years, most };
}

/** Whether a leak from a check on is told before the pool is empty, with the editor open. */
function isTold(account: RecordedUsage, meter: Meter, from: Check, state: AlertState, times: number): boolean {
  const watch = new Watch(account, 'burst', {}, state);
  const speed = (times * meter.perDay) / day;
  const leftAt = (time: number) =>
    rounded(amountOf(from) - meter.between(from.at, time) - speed * Math.max(0, time - from.at));
  const end = from.at + 14 * day;
  const open = { ...account, awake: [[from.at + 5 * minute, end]] as const };
  const checks = replay(open, (time) => balanceOf(leftAt(time)), {
    history: from.history,
    after: from.at,
    previous: from.reading,
  });
  for (const check of checks) {
    if (amountOf(check) <= 0) return false;
    if (watch.alertsAt(check, pastOf(check)).length > 0) return true;
  }
  return false;
}

/** The rows about alerts, which only the extension has. */
export function alertRows(accounts: readonly RecordedUsage[], isFast: boolean): readonly Row[] {
  const runOuts = [
    [14, [3, 5]],
    [6, [3]],
  ] as const;
  const rows = runOuts.slice(0, isFast ? 1 : runOuts.length).flatMap(([days, runways]) =>
    unannounced(accounts, days, runways).map(
      ({ runway, share, perYear }): Row => ({
        what: `run-outs without a warning: packs of ${days} days, alert at ${runway}`,
        cells: [`${share.percent} of ${share.of} (${perYear.toFixed(0)} alerts a year)`],
      }),
    ),
  );
  const { leaks, perYear, most } = bursts(accounts, isFast ? 1 : 2);
  return [
    ...rows,
    {
      what: 'burst alerts where nothing was wrong, a year (the most of one account)',
      cells: [`${perYear.toFixed(1)} (${most.toFixed(0)})`],
    },
    { what: 'leaks of 100× with an alert before empty', cells: [leaks[100].percent] },
    { what: 'leaks of 30× with an alert before empty', cells: [leaks[30].percent] },
  ];
}
