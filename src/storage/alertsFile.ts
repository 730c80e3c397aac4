import * as z from 'zod/mini';
import { presentKey } from '../core/alerts/alert.ts';
import type { AccountAlerts, AlertState } from '../core/alerts/alertState.ts';
import type { AlertStore } from '../core/alerts/alertStore.ts';
import { type FileFormat, type FilePorts, SharedFile } from './sharedFile.ts';

const key = z.pipe(z.string(), z.transform(presentKey));
const account = { accountId: z.string(), keySetAt: z.number(), at: z.number() };
const status = { armed: z.boolean(), at: z.number(), snoozedUntil: z.optional(z.number()) };

const released = z.object({
  ...account,
  kinds: z.array(key),
  watches: z.array(z.object({ watch: key, ...status })),
});

const format: FileFormat<AccountAlerts> = {
  file: 'alerts.2.json',
  version: 2,
  list: 'accounts',
  entry: z.object({ ...account, known: z.array(key), alerts: z.array(z.object({ key, ...status })) }),
  idOf: ({ accountId }) => accountId,
  fieldsOf: (alerts) => ({ ...alerts }),
  released: {
    file: 'alerts.json',
    entry: z.pipe(
      released,
      z.transform(
        ({ kinds, watches, ...rest }): AccountAlerts => ({
          ...rest,
          known: kinds,
          alerts: watches.map(({ watch, ...state }) => ({ key: watch, ...state })),
        }),
      ),
    ),
  },
};

/**
 * The alerts that were shown or snoozed, saved as `alerts.2.json` in the extension's global storage. Version 0.1.0 goes
 * on with its `alerts.json`: it would drop from this one what it doesn't know, and show it again.
 */
export class AlertsFile implements AlertStore {
  readonly #file: SharedFile<AccountAlerts>;
  #state: AlertState = [];
  /** Whether something in the state could not be saved. */
  #isAhead = false;

  constructor(ports: FilePorts) {
    this.#file = new SharedFile<AccountAlerts>(format, ports, (saved) => {
      this.#state = this.#withOurs(saved);
    });
  }

  get state(): AlertState {
    return this.#state;
  }

  async load(): Promise<void> {
    await this.#file.load();
    if (this.#isAhead) await this.change((state) => state);
  }

  async change(edit: (state: AlertState) => AlertState): Promise<boolean> {
    let edited: AlertState | undefined;
    try {
      const isDone = await this.#file.edit((saved) => {
        edited = edit(this.#withOurs(saved));
        return edited;
      });
      if (isDone) {
        this.#isAhead = false;
        // As edited: an empty list is no lost file here.
        this.#state = edited ?? this.#state;
      }
      return isDone;
    } catch {
      // An alert that could not be saved as shown must not be shown again by this window.
      this.#state = edited ?? edit(this.#state);
      this.#isAhead = true;
      return true;
    }
  }

  dispose(): void {
    this.#file.dispose();
  }

  #withOurs(saved: AlertState): AlertState {
    if (this.#isAhead) return merged(saved, this.#state);
    // A file that was lost: what was shown is known here.
    return saved.length === 0 && this.#state.length > 0 ? this.#state : saved;
  }
}

/** Of each account the later one; of one reading, ours, which was not saved. */
function merged(saved: AlertState, ours: AlertState): AlertState {
  const isLater = (a: AccountAlerts, b: AccountAlerts) =>
    a.keySetAt === b.keySetAt ? a.at > b.at : a.keySetAt > b.keySetAt;
  const others = saved.filter(({ accountId }) => ours.every((own) => own.accountId !== accountId));
  const both = ours.map(
    (own) => saved.find((other) => other.accountId === own.accountId && isLater(other, own)) ?? own,
  );
  return [...others, ...both];
}
