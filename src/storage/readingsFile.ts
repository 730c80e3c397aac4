import { join } from 'node:path';
import * as z from 'zod/mini';
import { Emitter } from '../core/emitter.ts';
import { failureKinds, failureReasons } from '../core/failure.ts';
import type { Put, ReadingStore } from '../core/ports.ts';
import type { Reading } from '../core/reading.ts';
import { lot, optionalNumber, optionalText, topUp, unit } from './balanceSchema.ts';
import type { FilePorts } from './filePorts.ts';
import { JsonFile } from './jsonFile.ts';

const pool = z.object({
  id: optionalText,
  name: optionalText,
  unit,
  amount: optionalNumber,
  unlimited: z.optional(z.boolean()),
  allowance: optionalNumber,
  renewsAt: optionalNumber,
  lots: z.optional(z.array(lot)),
  topUps: z.optional(z.array(topUp)),
});

const balance = z.object({
  pools: z.tuple([pool], pool),
  usageAllowed: z.optional(z.boolean()),
  plan: z.optional(z.object({ name: optionalText, allowance: optionalNumber, since: optionalNumber })),
});

const reading = z.object({
  accountId: z.string(),
  keySetAt: z.number(),
  checkedAt: z.number(),
  balance: z.optional(balance),
  balanceAt: optionalNumber,
  lastAmounts: z.optional(z.array(z.object({ pool: z.string(), amount: z.number(), unit, at: z.number() }))),
  failure: z.optional(
    z.object({
      kind: z.enum(failureKinds),
      reason: z.optional(z.enum(failureReasons)),
      notBefore: optionalNumber,
    }),
  ),
  failures: z.number(),
  retryAt: optionalNumber,
}) satisfies z.ZodMiniType<Reading>;

interface Content {
  readonly version: 1;
  readonly readings: readonly Reading[];
}

const content = z.object({ version: z.literal(1), readings: z.array(reading) }) satisfies z.ZodMiniType<Content>;

interface ReadingsPorts extends FilePorts {
  /** What is read of accounts that are gone, or of their earlier keys, is not kept. */
  readonly accounts: { load(): Promise<void>; has(id: string, keySetAt: number): boolean };
}

/** The last reading of each account, kept as `readings.json` in the extension's global storage. */
export class ReadingsFile implements ReadingStore {
  readonly #file: JsonFile<Content>;
  readonly #ports: ReadingsPorts;
  readonly #ended = new AbortController();
  readonly #changed = new Emitter<void>();
  readonly #didPut = new Emitter<Put>();
  readonly #readings = new Map<string, Reading>();
  #writing: Promise<void> = Promise.resolve();
  #queued = false;
  #loading: Promise<void> = Promise.resolve();
  #look: Promise<void> | undefined;

  readonly onDidChange = this.#changed.event;
  readonly onDidPut = this.#didPut.event;

  constructor(ports: ReadingsPorts) {
    this.#ports = ports;
    this.#file = new JsonFile<Content>(join(ports.folder, 'readings.json'), content, ports);
  }

  all(): ReadonlyMap<string, Reading> {
    return this.#readings;
  }

  /** Reads the file, at the start and when another window may have written it. What the disk refuses changes nothing. */
  load(): Promise<void> {
    // After the one that runs, which may have looked before the change that this one is about; shared until it begins.
    this.#look ??= this.#loading.then(async () => {
      this.#look = undefined;
      if (await this.#file.hasChanged()) await this.#read();
    });
    this.#loading = this.#look;
    return this.#look;
  }

  put(found: Reading): void {
    const previous = this.#readings.get(found.accountId);
    // The late answer of an account that is gone, or of a key that was replaced.
    if (!this.#isWanted(found) || !this.#take(found)) return;
    this.#didPut.fire({ reading: found, previous });
    this.#changed.fire();
    this.#write();
  }

  /** Drops the readings of accounts that are gone, here and on disk, and looks for those of accounts that are new. */
  prune(): void {
    const gone = [...this.#readings.values()].filter((found) => !this.#isWanted(found));
    for (const { accountId } of gone) this.#readings.delete(accountId);
    if (gone.length > 0) this.#write();
    else void this.#read();
  }

  /** Resolves when all that was put is on disk, or could not be written and was reported. */
  flush(): Promise<void> {
    return this.#writing;
  }

  dispose(): void {
    this.#ended.abort();
  }

  async #read(): Promise<void> {
    const kept = await this.#file.read().catch(() => undefined);
    this.#takeAll(kept?.readings ?? []);
  }

  readonly #isWanted = ({ accountId, keySetAt }: Reading): boolean => this.#ports.accounts.has(accountId, keySetAt);

  /** One write at a time; what is put while one runs goes with the next. */
  #write(): void {
    if (this.#queued) return;
    this.#queued = true;
    this.#writing = this.#writing.then(async () => {
      // Alone among the windows: what another writes between our reading and writing would be lost.
      const lock = await this.#ports.locks.acquire('readings', this.#ended.signal);
      this.#queued = false;
      if (!lock) return;
      try {
        // Merged with what another window has kept since.
        const kept = (await this.#file.read())?.readings ?? [];
        // After that: whatever account is read of is in the list by then, and must not be dropped as unknown.
        await this.#ports.accounts.load();
        this.#takeAll(kept.filter(this.#isWanted));
        await this.#file.write({ version: 1, readings: [...this.#readings.values()].filter(this.#isWanted) });
      } catch {
        // Reported by the file. It stays in memory, and the next reading tries again.
      } finally {
        await lock.release();
      }
    });
  }

  #takeAll(found: readonly Reading[]): void {
    if (found.map((one) => this.#take(one)).some(Boolean)) this.#changed.fire();
  }

  #take(found: Reading): boolean {
    const held = this.#readings.get(found.accountId);
    const wins = held === undefined || this.#beats(found, held);
    if (wins) this.#readings.set(found.accountId, found);
    return wins;
  }

  /** The reading of the newer key wins, and of one key the newer reading. */
  #beats(found: Reading, held: Reading): boolean {
    // One whose account is gone may have an id that was given again, at whatever time the clock then showed.
    if (this.#isWanted(found) !== this.#isWanted(held)) return this.#isWanted(found);
    if (found.keySetAt !== held.keySetAt) return found.keySetAt > held.keySetAt;
    // A reading of a time to come was written before the clock was set back: until then nothing would be newer.
    const now = this.#ports.clock.now();
    if (found.checkedAt > now !== held.checkedAt > now) return held.checkedAt > now;
    return found.checkedAt > held.checkedAt;
  }
}
