import type { ProviderRegistry } from '../provider.ts';
import type { AccountSummary, Summary } from '../summary.ts';
import type { DashboardMessage } from './dashboardMessage.ts';
import { dashboardModel, type Look } from './dashboardModel.ts';

interface Sent {
  readonly summary: AccountSummary;
  readonly look: Look;
  readonly json: string;
}

/** Tells a page what it does not know yet, and nothing twice. */
export class DashboardFeed {
  readonly #locale: string;
  readonly #providers: Pick<ProviderRegistry, 'get'>;
  readonly #sent = new Map<string, Sent>();
  #frame = '';

  constructor(locale: string, providers: Pick<ProviderRegistry, 'get'>) {
    this.#locale = locale;
    this.#providers = providers;
  }

  /** There is another page, which knows nothing. */
  forget(): void {
    this.#sent.clear();
    this.#frame = '';
  }

  /** What the page has to be told now; undefined when that is nothing. */
  next({ accounts, condition, now }: Summary, look: Look): DashboardMessage | undefined {
    const order = accounts.map(({ account }) => account.id);
    for (const id of this.#sent.keys()) if (!order.includes(id)) this.#sent.delete(id);
    const changed = accounts.flatMap((summary) => {
      const { account } = summary;
      const sent = this.#sent.get(account.id);
      if (sent?.look === look && isSame(sent.summary, summary)) return [];
      const model = dashboardModel(summary, look, now, this.#providers.get(account.provider));
      const json = JSON.stringify(model);
      this.#sent.set(account.id, { summary, look, json });
      return json === sent?.json ? [] : [model];
    });
    const frame = JSON.stringify([order, condition, look.range]);
    if (changed.length === 0 && frame === this.#frame) return undefined;
    this.#frame = frame;
    return { kind: 'show', locale: this.#locale, range: look.range, condition, order, accounts: changed };
  }
}

/** Whether nothing has changed but the time: the page knows how late it is. */
function isSame(a: AccountSummary, b: AccountSummary): boolean {
  return (
    a.account === b.account &&
    a.reading === b.reading &&
    a.outlook === b.outlook &&
    a.state === b.state &&
    a.standing === b.standing &&
    a.refreshing === b.refreshing
  );
}
