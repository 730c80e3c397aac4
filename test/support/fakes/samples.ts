import type { Account } from '../../../src/core/account.ts';
import type { AttentionLimits } from '../../../src/core/attention.ts';
import type { Balance, Lot, Pool, TopUp } from '../../../src/core/balance.ts';
import { Emitter } from '../../../src/core/emitter.ts';
import type { Forecast } from '../../../src/core/history/forecast/forecast.ts';
import type { Outlook, PoolOutlook } from '../../../src/core/history/forecast/outlook.ts';
import type { UsageForecast, UsagePath } from '../../../src/core/history/forecast/usageForecast.ts';
import type { UsageRate } from '../../../src/core/history/forecast/usageRate.ts';
import { addReading } from '../../../src/core/history/record/addReading.ts';
import type { Point, Series } from '../../../src/core/history/series.ts';
import type { SummarySource } from '../../../src/core/liveSummary.ts';
import type { Reading } from '../../../src/core/reading.ts';
import type { Thresholds } from '../../../src/core/standing.ts';
import { type AccountSummary, type Summary, type SummaryInput, summarize } from '../../../src/core/summary.ts';
import { day } from '../../../src/core/time.ts';
import { credits } from '../../../src/core/unit.ts';

/** A Mimir account whose key was entered at a fixed time, or one that differs from it. */
export function sampleAccount(change: Partial<Account> = {}): Account {
  return {
    id: 'mimir',
    provider: 'mimir',
    label: 'Mimir',
    parameters: {},
    origins: ['https://api.brookmimir.com'],
    fingerprint: 'none',
    keySetAt: Date.UTC(2026, 0, 1),
    ...change,
  };
}

/** What was read of the sample account at a fixed time: 42 credits. Or one that differs from it. */
export function sampleReading(change: Partial<Reading> = {}): Reading {
  const at = Date.UTC(2026, 10, 20, 12);
  return {
    accountId: 'mimir',
    keySetAt: Date.UTC(2026, 0, 1),
    checkedAt: at,
    balance: { pools: [{ unit: credits, amount: 42 }] },
    balanceAt: at,
    failures: 0,
    ...change,
  };
}

/** Attention for what runs out within 3 days or expires within 7, as by default. */
export const sampleLimits: AttentionLimits = { runsOut: 3 * day, expiring: 7 * day };

/** SummaryInput at a fixed time: these accounts, each with its reading if it has one. Or some that differ from them. */
export function summaryInput(
  known: readonly (readonly [account: Account, reading?: Reading | undefined])[],
  change: Partial<SummaryInput> = {},
): SummaryInput {
  return {
    accounts: known.map(([account]) => account),
    loaded: true,
    readings: new Map(known.flatMap(([{ id }, reading]) => (reading ? [[id, reading] as const] : []))),
    refreshing: new Set(),
    thresholds: {},
    attention: sampleLimits,
    storageProblems: [],
    staleAfter: 1_800_000,
    now: Date.UTC(2026, 10, 20, 12),
    ...change,
  };
}

/** How the summary of the sample account differs from one with 42 credits, no history and no thresholds. */
export interface SummaryCase {
  readonly account?: Partial<Account>;
  /** The account's one pool, … */
  readonly pool?: Partial<Pool>;
  /** … or its several. */
  readonly pools?: Balance['pools'];
  readonly usageAllowed?: boolean;
  readonly reading?: Partial<Reading>;
  /** Of each pool; undefined: the history hasn't been read. */
  readonly outlook?: Partial<PoolOutlook>;
  readonly thresholds?: Thresholds;
  readonly attention?: Partial<AttentionLimits>;
  readonly now?: number;
}

/** The summary of the sample account in this case. */
export function summaryOf(change: SummaryCase): AccountSummary {
  const account = sampleAccount(change.account);
  const pools = change.pools ?? [{ unit: credits, amount: 42, ...change.pool }];
  const { usageAllowed } = change;
  const reading = sampleReading({ keySetAt: account.keySetAt, balance: { pools, usageAllowed }, ...change.reading });
  const input: Partial<SummaryInput> = {
    thresholds: { [account.id]: change.thresholds },
    attention: { ...sampleLimits, ...change.attention },
    ...(change.now !== undefined && { now: change.now }),
    ...(change.outlook && { outlooks: new Map([[account.id, outlookOf(pools, change.outlook)]]) }),
  };
  const [summary] = summarize(summaryInput([[account, reading]], input)).accounts;
  if (!summary) throw new Error('no summary');
  return summary;
}

function outlookOf(pools: readonly Pool[], change: Partial<PoolOutlook>): Outlook {
  const outlook = { history: [], usageRate: undefined, forecast: undefined, fullAmount: undefined, ...change };
  return { history: outlook.history, pools: new Map(pools.map(({ id = 'main' }) => [id, outlook])) };
}

/** A summary that changes when it is told to. */
export class FakeSummary implements SummarySource {
  readonly #changed = new Emitter<Summary>();
  readonly onDidChange = this.#changed.event;
  current: Summary;

  constructor(current: Summary) {
    this.current = current;
  }

  update(summary: Summary): void {
    this.current = summary;
    this.#changed.fire(summary);
  }
}

const now = Date.UTC(2026, 10, 20, 12);

/** A series of credits of the account "mimir" with these points, or one that differs from it. */
export function sampleSeries(points: readonly Point[], change: Partial<Series> = {}): Series {
  return { accountId: 'mimir', keySetAt: 0, pool: 'main', unit: credits, points, lots: [], topUps: [], ...change };
}

/** 12 credits a day, between 9 and 15, reckoned from the last seven days. */
export const sampleUsageRate: UsageRate = {
  perDay: 12,
  low: 9,
  high: 15,
  from: now - 7 * day,
  to: now,
};

/** Usage that is the same every day from a time on: as expected, at its low and at its high end, in credits. */
export function evenUsage(perDay: number, low = perDay, high = perDay, at: number = now): UsageForecast {
  const path = (amount: number): UsagePath => ({
    by: (time) => (amount * Math.max(0, time - at)) / day,
    reaches: (goal) => {
      const time = at + (goal / amount) * day;
      return time <= at + 3653 * day ? time : undefined;
    },
  });
  return { expected: path(perDay), low: path(low), risky: path((perDay + high) / 2), high: path(high) };
}

/** An outlook on which 42 credits run out in three and a half days. */
export function sampleOutlook(forecast: Partial<Forecast> = {}, history: readonly Series[] = []): Outlook {
  const days = (count: number) => now + count * day;
  const pool: PoolOutlook = {
    history,
    usage: evenUsage(12, 9, 15),
    usageRate: sampleUsageRate,
    forecast: {
      emptyAt: days(3.5),
      earliest: days(2.8),
      latest: days(4.7),
      riskyFrom: days(3.1),
      expiries: [],
      ...forecast,
    },
    fullAmount: 100,
  };
  return { history, pools: new Map([['main', pool]]) };
}

/** A series of the sample account from amounts by time; each holds for a minute. Or one that differs from it. */
export function seriesByDate(
  amounts: readonly (readonly [at: string, amount: number, until?: string])[],
  change: Partial<Series> = {},
): Series {
  return {
    accountId: 'mimir',
    keySetAt: Date.UTC(2026, 0, 1),
    pool: 'main',
    unit: credits,
    points: amounts.map(([at, amount, until]) => ({
      at: Date.parse(at),
      until: until === undefined ? Date.parse(at) + 60_000 : Date.parse(until),
      amount,
    })),
    lots: [],
    topUps: [],
    ...change,
  };
}

/** The amount that a service states at a time, in milliseconds since 1970, with its lists. */
export interface StatedAmount {
  readonly at: number;
  readonly amount: number;
  readonly lots?: readonly Lot[] | undefined;
  readonly topUps?: readonly TopUp[] | undefined;
}

/** The series of these answers, added one after the other. */
export function seriesFrom(answers: readonly StatedAmount[], keySetAt = 0, unit = credits): Series {
  const history = answers.reduce<readonly Series[]>(
    (added, { at, amount, lots, topUps }) =>
      addReading(added, {
        accountId: 'account',
        keySetAt,
        checkedAt: at,
        balance: { pools: [{ amount, unit, lots, topUps }] },
        balanceAt: at,
        failures: 0,
      }),
    [],
  );
  const [series] = history;
  if (series === undefined) throw new Error('No answer states an amount.');
  return series;
}
