import { hasAmount, type Plan, type Pool, poolId } from '../../balance.ts';
import type { AccountStore, ReadingStore } from '../../ports.ts';
import { type Reading, readingOf } from '../../reading.ts';
import type { HistoryStore } from '../historyStore.ts';
import { amountAfterLastRise, type History, historyOfPool } from '../series.ts';
import { type AtRenewal, atRenewal } from './afterRenewals.ts';
import { type Forecast, forecastOf } from './forecast.ts';
import { type Learning, learningOf, memory } from './learning.ts';
import { type MissedRenewal, type Renewal, renewalOf } from './renewal.ts';
import { usageOf } from './usage.ts';
import { usageDays, withoutExceptions } from './usageDays.ts';
import { type UsageForecast, usageForecastOf } from './usageForecast.ts';
import { type UsageRate, usageRateOf } from './usageRate.ts';

/** The history of an account with what it says about the future of each pool. */
export interface Outlook {
  readonly history: History;
  /** By pool id: of each pool of the last good balance. */
  readonly pools: ReadonlyMap<string, PoolOutlook>;
}

/** The history of a pool and its future. */
export interface PoolOutlook {
  /** The series of this pool alone. */
  readonly history: History;
  /** Undefined until it can be measured: see `learning`. */
  readonly usage?: UsageForecast | undefined;
  /** The usage of the next week for a day; undefined as above. */
  readonly usageRate: UsageRate | undefined;
  /** What is missing for a usage rate; undefined once there is one. */
  readonly learning?: Learning | undefined;
  /** As of the last good balance; undefined without a usage rate. */
  readonly forecast: Forecast | undefined;
  /** How much the pool held after its last top-up; undefined before its first reading. */
  readonly fullAmount: number | undefined;
  /** The next one, stated or seen. */
  readonly renewal?: Renewal | undefined;
  /** What is left at `renewal`; undefined without a usage rate. */
  readonly atRenewal?: AtRenewal | undefined;
  /** One that didn't come, in the last week. */
  readonly missedRenewal?: MissedRenewal | undefined;
  /** When it was last topped up or renewed, in milliseconds since 1970; undefined where that wasn't seen. */
  readonly filledAt?: number | undefined;
}

interface OutlookPorts {
  readonly accounts: Pick<AccountStore, 'all'>;
  readonly readings: Pick<ReadingStore, 'all'>;
  readonly history: HistoryStore;
}

/** The outlook as of an account's last good balance: it stays the same until there is another. */
export function outlookOf(history: History, { balance, balanceAt }: Reading): Outlook {
  const pools = balance && balanceAt !== undefined ? balance.pools : [];
  return {
    history,
    pools: new Map(
      pools.map((pool) => [
        poolId(pool),
        poolOutlookOf(history, pool, pools.length === 1 ? balance?.plan : undefined, balanceAt ?? 0),
      ]),
    ),
  };
}

function poolOutlookOf(whole: History, pool: Pool, plan: Plan | undefined, at: number): PoolOutlook {
  const history = historyOfPool(whole, poolId(pool));
  const keys = usageOf(history, at);
  const learning = learningOf(keys, at);
  const usage = learning ? undefined : usageForecastOf(withoutExceptions(usageDays(keys, at - memory)), at);
  const from = Math.max(at - memory, Math.min(...keys.map((key) => key.from)));
  const { expected: renewal, missed: missedRenewal } = renewalOf(pool, history, plan, at);
  return {
    history,
    usage,
    usageRate: usage && usageRateOf(usage, from, at),
    // Where all is there and the forecast is still unknown, the next readings decide.
    learning: usage ? undefined : (learning ?? { hours: 1, charges: 0 }),
    forecast: usage && hasAmount(pool) ? forecastOf(pool, usage, at) : undefined,
    fullAmount: amountAfterLastRise(history),
    renewal,
    atRenewal: usage && renewal && atRenewal(pool, renewal, usage.expected, at),
    missedRenewal,
    filledAt: keys.at(-1)?.filledAt,
  };
}

/** An outlook with everything that it was computed from. */
interface Computed {
  readonly history: History;
  readonly balance: Reading['balance'];
  readonly balanceAt: number | undefined;
  readonly outlook: Outlook;
}

/** The outlook of each account, computed once for each balance. */
export class Outlooks {
  readonly #ports: OutlookPorts;
  readonly #computed = new Map<string, Computed>();
  readonly onDidChange: HistoryStore['onDidChange'];

  constructor(ports: OutlookPorts) {
    this.#ports = ports;
    this.onDidChange = ports.history.onDidChange;
  }

  /** By account id, for each account with a reading of its present key; empty before the history has been read. */
  all(): ReadonlyMap<string, Outlook> {
    const { accounts, readings, history } = this.#ports;
    if (!history.loaded) return new Map();
    const outlooks = new Map<string, Outlook>();
    for (const account of accounts.all()) {
      const reading = readingOf(account, readings.all());
      if (reading) outlooks.set(account.id, this.#of(account.id, reading));
    }
    for (const id of this.#computed.keys()) if (!outlooks.has(id)) this.#computed.delete(id);
    return outlooks;
  }

  #of(accountId: string, reading: Reading): Outlook {
    const { balance, balanceAt } = reading;
    const history = this.#ports.history.of(accountId);
    const last = this.#computed.get(accountId);
    if (last?.history === history && last.balance === balance && last.balanceAt === balanceAt) return last.outlook;
    const outlook = outlookOf(history, reading);
    this.#computed.set(accountId, { history, balance, balanceAt, outlook });
    return outlook;
  }
}
