import { join } from 'node:path';
import * as z from 'zod/mini';
import { alertKinds } from '../core/alerts/alertKind.ts';
import type { AccountMemory, AlertMemory } from '../core/alerts/alertMemory.ts';
import type { AlertStore } from '../core/alerts/alertStore.ts';
import type { FilePorts } from './filePorts.ts';
import { JsonFile } from './jsonFile.ts';
import { acquirePatiently } from './lock.ts';

const account = z.object({
  accountId: z.string(),
  keySetAt: z.number(),
  at: z.number(),
  kinds: z.array(z.enum(alertKinds)),
  positive: z.optional(z.boolean()),
  doubt: z.optional(z.number()),
  watches: z.array(
    z.object({ watch: z.string(), armed: z.boolean(), at: z.number(), snoozedUntil: z.optional(z.number()) }),
  ),
}) satisfies z.ZodMiniType<AccountMemory>;

interface Content {
  readonly version: 1;
  readonly accounts: AlertMemory;
}

const content = z.object({ version: z.literal(1), accounts: z.array(account) }) satisfies z.ZodMiniType<Content>;

/** What is remembered of alerts, kept as `alerts.json` in the extension's global storage. */
export class AlertsFile implements AlertStore {
  readonly #file: JsonFile<Content>;
  readonly #ports: FilePorts;
  readonly #ended = new AbortController();
  #memory: AlertMemory = [];
  #loaded = false;
  /** Whether there is something in the memory that the disk refused. */
  #isAhead = false;
  /** Steps run one after the other, each on what the one before has left. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(ports: FilePorts) {
    this.#ports = ports;
    this.#file = new JsonFile<Content>(join(ports.folder, 'alerts.json'), content, ports);
  }

  get memory(): AlertMemory {
    return this.#memory;
  }

  load(): Promise<void> {
    return this.#next(async () => {
      if (!this.#loaded || (await this.#file.hasChanged())) await this.#read();
    });
  }

  change(edit: (memory: AlertMemory) => AlertMemory): Promise<boolean> {
    return this.#next(async () => {
      const lock = await acquirePatiently(this.#ports, 'alerts', this.#ended.signal);
      if (!lock) return false;
      try {
        await this.#read();
        const edited = edit(this.#memory);
        if (edited !== this.#memory || this.#isAhead) await this.#keep(edited);
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
    const kept = (await this.#file.read().catch(() => undefined))?.accounts;
    if (!kept) return;
    this.#memory = this.#isAhead ? merged(kept, this.#memory) : kept;
  }

  async #keep(memory: AlertMemory): Promise<void> {
    // First of all: an alert that could not be kept as told must not be told again by this window.
    this.#memory = memory;
    this.#isAhead = await this.#file.write({ version: 1, accounts: memory }).then(
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
function merged(kept: AlertMemory, ours: AlertMemory): AlertMemory {
  const isLater = (a: AccountMemory, b: AccountMemory) =>
    a.keySetAt === b.keySetAt ? a.at > b.at : a.keySetAt > b.keySetAt;
  const others = kept.filter(({ accountId }) => ours.every((own) => own.accountId !== accountId));
  const both = ours.map((own) => kept.find((one) => one.accountId === own.accountId && isLater(one, own)) ?? own);
  return [...others, ...both];
}
