import type { ProviderRegistry } from '../provider.ts';
import type { Summary } from '../summary.ts';
import { dashboardAccount, type Row, rowsOf } from './dashboardAccount.ts';
import type { DashboardMessage } from './dashboardMessage.ts';
import { dashboardModel } from './dashboardModel.ts';
import { isOpen, type Look } from './look.ts';

/** The number of accounts whose rows a page begins with: the most urgent ones. */
const firstAccounts = 4;

/** A row as the page has it. */
interface Sent {
  readonly row: Row;
  readonly shown: string;
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

  /** What a new page shows until it asks: all accounts, and the rows of those at the top. */
  first(summary: Summary, look: Look, isPrivate: boolean): DashboardMessage | undefined {
    return new DashboardFeed(this.#locale, this.#providers).#message(summary, look, isPrivate, firstAccounts);
  }

  /** The next message for the page; undefined when nothing has changed. Amounts are hidden on a `private` page. */
  next(summary: Summary, look: Look, isPrivate: boolean): DashboardMessage | undefined {
    return this.#message(summary, look, isPrivate);
  }

  #message(
    { accounts, condition, now }: Summary,
    look: Look,
    isPrivate: boolean,
    most = accounts.length,
  ): DashboardMessage | undefined {
    const ids = new Set(accounts.flatMap(rowsOf).map(({ id }) => id));
    for (const id of this.#sent.keys()) if (!ids.has(id)) this.#sent.delete(id);
    const rows = accounts.slice(0, most).flatMap(rowsOf);
    const pools = rows.flatMap((row) => {
      const sent = this.#sent.get(row.id);
      const { range } = look;
      const shown = { range, open: isOpen(row.id, look, accounts.length), table: look.tables.includes(row.id) };
      const key = JSON.stringify(shown);
      if (sent?.shown === key && isSame(sent.row, row)) return [];
      const provider = this.#providers.get(row.summary.account.provider);
      const model = dashboardModel(row.id, row.summary, row.pool, shown, now, provider);
      const json = JSON.stringify(model);
      this.#sent.set(row.id, { row, shown: key, json });
      return json === sent?.json ? [] : [model];
    });
    const frame = {
      locale: this.#locale,
      range: look.range,
      private: isPrivate,
      condition,
      accounts: accounts.map((summary) => dashboardAccount(summary, this.#providers.get(summary.account.provider))),
    };
    const json = JSON.stringify(frame);
    if (pools.length === 0 && json === this.#frame) return undefined;
    this.#frame = json;
    return { kind: 'show', ...frame, pools };
  }
}

/** True where nothing about a pool but the time has changed, which the page knows. */
function isSame(a: Row, b: Row): boolean {
  return (
    a.summary.account === b.summary.account &&
    a.summary.reading === b.summary.reading &&
    a.pool?.outlook === b.pool?.outlook
  );
}
