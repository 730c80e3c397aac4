import { join } from 'node:path';
import * as z from 'zod/mini';
import { presentKey } from '../core/alerts/alert.ts';
import type { AccountAlerts, AlertState } from '../core/alerts/alertState.ts';
import type { AlertStore } from '../core/alerts/alertStore.ts';
import type { FilePorts } from './filePorts.ts';
import { JsonFile } from './jsonFile.ts';
import { acquirePatiently } from './lock.ts';

const name = z.string();
const account = z.object({
  accountId: z.string(),
  keySetAt: z.number(),
  at: z.number(),
  /** Of 0.1.0: what `known` is now, for the one pool that an account had. */
  kinds: z.array(name),
  known: z.optional(z.array(name)),
  watches: z.array(z.object({ watch: name, armed: z.boolean(), at: z.number(), snoozedUntil: z.optional(z.number()) })),
});
type SavedAccount = z.infer<typeof account>;

const content = z.object({ version: z.literal(1), accounts: z.array(account) });
type Content = z.infer<typeof content>;

function alertsOf({ accountId, keySetAt, at, kinds, known, watches }: SavedAccount): AccountAlerts {
  const alerts = watches.map(({ watch, ...status }) => ({ ...status, key: presentKey(watch) }));
  return { accountId, keySetAt, at, known: known ?? kinds.map(presentKey), alerts };
}

/** In the form of 0.1.0, which a window of that version can read. */
function savedOf({ accountId, keySetAt, at, known, alerts }: AccountAlerts): SavedAccount {
  const watches = alerts.map(({ key, ...status }) => ({ watch: key, ...status }));
  return { accountId, keySetAt, at, kinds: [], known: [...known], watches };
}

/** What is remembered of alerts, kept as `alerts.json` in the extension's global storage. */
export class AlertsFile implements AlertStore {
  readonly #file: JsonFile<Content>;
  readonly #ports: FilePorts;
  readonly #ended = new AbortController();
  #state: AlertState = [];
  #loaded = false;
  /** Whether there is something in the memory that the disk refused. */
  #isAhead = false;
  /** Steps run one after the other, each on what the one before has left. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(ports: FilePorts) {
    this.#ports = ports;
    this.#file = new JsonFile<Content>(join(ports.folder, 'alerts.json'), content, ports);
  }

  get state(): AlertState {
    return this.#state;
  }

  load(): Promise<void> {
    return this.#next(async () => {
      if (!this.#loaded || (await this.#file.hasChanged())) await this.#read();
    });
  }

  change(edit: (state: AlertState) => AlertState): Promise<boolean> {
    return this.#next(async () => {
      const lock = await acquirePatiently(this.#ports, 'alerts', this.#ended.signal);
      if (!lock) return false;
      try {
        await this.#read();
        const edited = edit(this.#state);
        if (edited !== this.#state || this.#isAhead) await this.#keep(edited);
        return true;
      } finally {
        await lock.release();
      }
    });
  }

  dispose(): void {
    this.#ended.abort();
  }

  /** What the disk refuses, or has lost, is known here as it was. */
  async #read(): Promise<void> {
    this.#loaded = true;
    const kept = (await this.#file.read().catch(() => undefined))?.accounts.map(alertsOf);
    if (!kept) return;
    this.#state = this.#isAhead ? merged(kept, this.#state) : kept;
  }

  async #keep(state: AlertState): Promise<void> {
    // First of all: an alert that could not be kept as told must not be told again by this window.
    this.#state = state;
    this.#isAhead = await this.#file.write({ version: 1, accounts: state.map(savedOf) }).then(
      () => false,
      () => true,
    );
  }

  #next<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#last.then(run);
    this.#last = result.catch(() => {});
    return result;
  }
}

/** Of each account what a later reading has changed; of one reading, ours, which was not kept. */
function merged(kept: AlertState, ours: AlertState): AlertState {
  const isLater = (a: AccountAlerts, b: AccountAlerts) =>
    a.keySetAt === b.keySetAt ? a.at > b.at : a.keySetAt > b.keySetAt;
  const others = kept.filter(({ accountId }) => ours.every((own) => own.accountId !== accountId));
  const both = ours.map((own) => kept.find((one) => one.accountId === own.accountId && isLater(one, own)) ?? own);
  return [...others, ...both];
}
