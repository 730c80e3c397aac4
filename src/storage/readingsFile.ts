import { join } from 'node:path';
import * as z from 'zod/mini';
import { Emitter } from '../core/emitter.ts';
import { failureKinds, failureReasons } from '../core/failure.ts';
import type { ReadingStore } from '../core/ports.ts';
import type { Reading } from '../core/reading.ts';
import { type FileTrouble, JsonFile } from './jsonFile.ts';

const unit = z.object({ kind: z.enum(['count', 'currency']), name: z.string() });

const time = z.number().check(z.minimum(0), z.maximum(8.64e15));
const optionalTime = z.optional(time);
const optionalNumber = z.optional(z.number());
const optionalText = z.optional(z.string());

const balance = z.object({
  amount: optionalNumber,
  unit,
  unlimited: z.optional(z.boolean()),
  usageAllowed: z.optional(z.boolean()),
  lots: z.optional(
    z.array(
      z.object({
        kind: z.string(),
        allocated: optionalNumber,
        remaining: optionalNumber,
        expiresAt: optionalTime,
        pending: z.optional(z.boolean()),
      }),
    ),
  ),
  topUps: z.optional(
    z.array(z.object({ id: optionalText, amount: optionalNumber, status: optionalText, at: optionalTime })),
  ),
  plan: z.optional(z.object({ name: optionalText, allowance: optionalNumber, since: optionalTime })),
});

const reading = z.object({
  accountId: z.string(),
  keySetAt: z.number(),
  checkedAt: time,
  balance: z.optional(balance),
  balanceAt: optionalTime,
  lastAmount: z.optional(z.object({ amount: z.number(), unit, at: time })),
  failure: z.optional(
    z.object({
      kind: z.enum(failureKinds),
      reason: z.optional(z.enum(failureReasons)),
      notBefore: optionalTime,
    }),
  ),
  failures: z.number(),
  retryAt: optionalTime,
}) satisfies z.ZodMiniType<Reading>;

interface Content {
  readonly version: 1;
  readonly readings: readonly Reading[];
}

const content = z.object({ version: z.literal(1), readings: z.array(reading) }) satisfies z.ZodMiniType<Content>;

/** The last reading of each account, kept as `readings.json` in the extension's global storage. */
export class ReadingsFile implements ReadingStore {
  readonly #file: JsonFile<Content>;
  readonly #isWanted: (reading: Reading) => boolean;
  readonly #now: () => number;
  readonly #changed = new Emitter<void>();
  readonly #readings = new Map<string, Reading>();
  #writing: Promise<void> = Promise.resolve();
  #queued = false;

  readonly onDidChange = this.#changed.event;

  /** `isWanted` says of a reading whether its account still exists; the others are not kept. */
  constructor(
    folder: string,
    report: (trouble: FileTrouble) => void,
    isWanted: (reading: Reading) => boolean,
    now: () => number = Date.now,
  ) {
    this.#file = new JsonFile<Content>(join(folder, 'readings.json'), content, report);
    this.#isWanted = isWanted;
    this.#now = now;
  }

  all(): ReadonlyMap<string, Reading> {
    return this.#readings;
  }

  /** Reads the file, at the start and when another window may have written it. What the disk refuses changes nothing. */
  async load(): Promise<void> {
    const kept = await this.#file.read().catch(() => undefined);
    this.#takeAll(kept?.readings ?? []);
  }

  put(found: Reading): void {
    // The late answer of an account that is gone, or of a key that was replaced.
    if (!this.#isWanted(found) || !this.#take(found)) return;
    this.#changed.fire();
    this.#write();
  }

  /** Drops the readings of accounts that are gone, here and on disk. */
  prune(): void {
    const gone = [...this.#readings.values()].filter((found) => !this.#isWanted(found));
    for (const { accountId } of gone) this.#readings.delete(accountId);
    if (gone.length > 0) this.#write();
  }

  /** Resolves when all that was put is on disk, or could not be written and was reported. */
  flush(): Promise<void> {
    return this.#writing;
  }

  /** One write at a time; what is put while one runs goes with the next. */
  #write(): void {
    if (this.#queued) return;
    this.#queued = true;
    this.#writing = this.#writing.then(async () => {
      this.#queued = false;
      try {
        // Merged with what another window has kept since.
        const kept = (await this.#file.read())?.readings ?? [];
        this.#takeAll(kept.filter(this.#isWanted));
        await this.#file.write({ version: 1, readings: [...this.#readings.values()].filter(this.#isWanted) });
      } catch {
        // Reported by the file. It stays in memory, and the next reading tries again.
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
    const now = this.#now();
    if (found.checkedAt > now !== held.checkedAt > now) return held.checkedAt > now;
    return found.checkedAt > held.checkedAt;
  }
}
