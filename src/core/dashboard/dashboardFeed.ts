import type { ProviderRegistry } from '../provider.ts';
import type { AccountSummary, PoolSummary, Summary } from '../summary.ts';
import type { DashboardMessage } from './dashboardMessage.ts';
import { dashboardModel, type Look } from './dashboardModel.ts';

/** A pool of an account, or an account of which no balance is known. */
interface Item {
  readonly id: string;
  readonly summary: AccountSummary;
  readonly pool: PoolSummary | undefined;
}

interface Sent {
  readonly item: Item;
  readonly look: Look;
  readonly json: string;
}

/** The messages that keep a page up to date: each says only what has changed. */
export class DashboardFeed {
  readonly #locale: string;
  readonly #providers: Pick<ProviderRegistry, 'get'>;
  readonly #sent = new Map<string, Sent>();
  #frame = '';

  constructor(locale: string, providers: Pick<ProviderRegistry, 'get'>) {
    this.#locale = locale;
    this.#providers = providers;
  }

  /** Starts over, for a new page that knows nothing. */
  reset(): void {
    this.#sent.clear();
    this.#frame = '';
  }

  /** The next message for the page; undefined when nothing has changed. */
  next({ accounts, condition, now }: Summary, look: Look): DashboardMessage | undefined {
    const items = accounts.flatMap(itemsOf);
    const order = items.map(({ id }) => id);
    for (const id of this.#sent.keys()) if (!order.includes(id)) this.#sent.delete(id);
    const changed = items.flatMap((item) => {
      const sent = this.#sent.get(item.id);
      if (sent?.look === look && isSame(sent.item, item)) return [];
      const provider = this.#providers.get(item.summary.account.provider);
      const model = dashboardModel(item.id, item.summary, item.pool, look, now, provider);
      const json = JSON.stringify(model);
      this.#sent.set(item.id, { item, look, json });
      return json === sent?.json ? [] : [model];
    });
    const frame = JSON.stringify([order, condition, look.range]);
    if (changed.length === 0 && frame === this.#frame) return undefined;
    this.#frame = frame;
    return { kind: 'show', locale: this.#locale, range: look.range, condition, order, pools: changed };
  }
}

/** One item for each pool; one for an account without a balance. The item of a single pool has the account's id. */
function itemsOf(summary: AccountSummary): readonly Item[] {
  const { account, pools, main } = summary;
  if (pools.length < 2) return [{ id: account.id, summary, pool: main }];
  return pools.map((pool) => ({ id: `${account.id}/${pool.id}`, summary, pool }));
}

/** Whether nothing but the time has changed, which the page knows. */
function isSame(a: Item, b: Item): boolean {
  return (
    a.summary.account === b.summary.account &&
    a.summary.reading === b.summary.reading &&
    a.summary.state === b.summary.state &&
    a.summary.refreshing === b.summary.refreshing &&
    a.pool?.standing === b.pool?.standing &&
    a.pool?.outlook === b.pool?.outlook
  );
}
