import type { AccountStore, ReadingStore } from '../ports.ts';
import { type Reading, readingOf } from '../reading.ts';
import { type Outlook, outlookOf } from './outlook.ts';
import type { History } from './series.ts';
import type { HistoryStore } from './store.ts';

interface Ports {
  readonly accounts: Pick<AccountStore, 'all'>;
  readonly readings: Pick<ReadingStore, 'all'>;
  readonly history: HistoryStore;
}

interface Reckoned {
  readonly history: History;
  readonly reading: Reading;
  readonly outlook: Outlook;
}

/** The outlook of each account; what is drawn twice a minute is reckoned once for each reading. */
export class Outlooks {
  readonly #ports: Ports;
  readonly #reckoned = new Map<string, Reckoned>();
  readonly onDidChange: HistoryStore['onDidChange'];

  constructor(ports: Ports) {
    this.#ports = ports;
    this.onDidChange = ports.history.onDidChange;
  }

  /** By account id: of each account with a reading of its present key; of none before the history has been read. */
  all(): ReadonlyMap<string, Outlook> {
    const { accounts, readings, history } = this.#ports;
    if (!history.loaded) return new Map();
    const found = new Map<string, Outlook>();
    for (const account of accounts.all()) {
      const reading = readingOf(account, readings.all());
      if (reading) found.set(account.id, this.#of(account.id, reading));
    }
    for (const id of this.#reckoned.keys()) if (!found.has(id)) this.#reckoned.delete(id);
    return found;
  }

  #of(accountId: string, reading: Reading): Outlook {
    const history = this.#ports.history.of(accountId);
    const known = this.#reckoned.get(accountId);
    if (known?.history === history && known.reading === reading) return known.outlook;
    const outlook = outlookOf(history, reading);
    this.#reckoned.set(accountId, { history, reading, outlook });
    return outlook;
  }
}
