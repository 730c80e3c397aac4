import { hasAmount, type Pool, poolId } from '../../balance.ts';
import type { AccountStore, ReadingStore } from '../../ports.ts';
import { type Reading, readingOf } from '../../reading.ts';
import type { HistoryStore } from '../historyStore.ts';
import { amountAfterLastRise, type History, historyOfPool } from '../record/series.ts';
import { type Forecast, forecastOf } from './forecast.ts';
import { type Learning, learningOf } from './learning.ts';
import { type UsageRate, usageRateOf } from './usageRate.ts';

/** What the history of an account says about its pools. */
export interface Outlook {
  readonly history: History;
  /** By pool id: of each pool of the last good balance. */
  readonly pools: ReadonlyMap<string, PoolOutlook>;
}

/** What the history of a pool says about its future. */
export interface PoolOutlook {
  /** The series of this pool alone. */
  readonly history: History;
  /** Undefined until enough was used to measure it. */
  readonly usageRate: UsageRate | undefined;
  /** How much of what a usage rate needs is there; undefined once there is one. */
  readonly learning?: Learning | undefined;
  /** As of the last good balance; undefined without a usage rate. */
  readonly forecast: Forecast | undefined;
  /** How much the pool held after its last top-up; undefined while nothing was read of it. */
  readonly fullAmount: number | undefined;
}

interface Ports {
  readonly accounts: Pick<AccountStore, 'all'>;
  readonly readings: Pick<ReadingStore, 'all'>;
  readonly history: HistoryStore;
}

interface Computed {
  readonly history: History;
  readonly reading: Reading;
  readonly outlook: Outlook;
}

/** The outlook as of an account's last good reading: it stays the same until there is another. */
export function outlookOf(history: History, { balance, balanceAt }: Reading): Outlook {
  const pools = balance && balanceAt !== undefined ? balance.pools : [];
  return {
    history,
    pools: new Map(pools.map((pool) => [poolId(pool), poolOutlookOf(history, pool, balanceAt ?? 0)])),
  };
}

function poolOutlookOf(whole: History, pool: Pool, at: number): PoolOutlook {
  const history = historyOfPool(whole, poolId(pool));
  const usageRate = usageRateOf(history, at);
  return {
    history,
    usageRate,
    learning: usageRate ? undefined : learningOf(history),
    forecast: usageRate && hasAmount(pool) ? forecastOf(pool, usageRate, at) : undefined,
    fullAmount: amountAfterLastRise(history),
  };
}

/** The outlook of each account, computed once for each reading. */
export class Outlooks {
  readonly #ports: Ports;
  readonly #computed = new Map<string, Computed>();
  readonly onDidChange: HistoryStore['onDidChange'];

  constructor(ports: Ports) {
    this.#ports = ports;
    this.onDidChange = ports.history.onDidChange;
  }

  /** By account id: of each account with a reading of its present key; of none before the history has been read. */
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
    const history = this.#ports.history.of(accountId);
    const known = this.#computed.get(accountId);
    if (known?.history === history && known.reading === reading) return known.outlook;
    const outlook = outlookOf(history, reading);
    this.#computed.set(accountId, { history, reading, outlook });
    return outlook;
  }
}
