import { join } from 'node:path';
import * as z from 'zod/mini';
import { Emitter } from '../core/emitter.ts';
import { failureKinds, failureReasons } from '../core/failure.ts';
import type { ReadingStore } from '../core/ports.ts';
import type { Reading } from '../core/reading.ts';
import { type FileTrouble, JsonFile } from './jsonFile.ts';

const unit = z.union([
  z.object({ kind: z.literal('count'), name: z.string() }),
  z.object({ kind: z.literal('currency'), code: z.string() }),
]);

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
        expiresAt: optionalNumber,
        pending: z.optional(z.boolean()),
      }),
    ),
  ),
  topUps: z.optional(
    z.array(z.object({ id: optionalText, amount: optionalNumber, status: optionalText, at: optionalNumber })),
  ),
  plan: z.optional(z.object({ name: optionalText, allowance: optionalNumber, since: optionalNumber })),
});

const reading = z.object({
  accountId: z.string(),
  keySetAt: z.number(),
  checkedAt: z.number(),
  balance: z.optional(balance),
  balanceAt: optionalNumber,
  lastAmount: z.optional(z.object({ amount: z.number(), unit, at: z.number() })),
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

/** The last reading of each account, kept as `readings.json` in the extension's global storage. */
export class ReadingsFile implements ReadingStore {
  readonly #file: JsonFile<Content>;
  readonly #isWanted: (reading: Reading) => boolean;
  readonly #changed = new Emitter<void>();
  readonly #readings = new Map<string, Reading>();
  #writing: Promise<void> = Promise.resolve();
  #queued = false;

  readonly onDidChange = this.#changed.event;

  /** `isWanted` says of a reading whether its account still exists; the others are not kept. */
  constructor(folder: string, report: (trouble: FileTrouble) => void, isWanted: (reading: Reading) => boolean) {
    this.#file = new JsonFile<Content>(join(folder, 'readings.json'), content, report);
    this.#isWanted = isWanted;
  }

  all(): ReadonlyMap<string, Reading> {
    return this.#readings;
  }

  /** Reads the file, at the start and when another window may have written it. */
  async load(): Promise<void> {
    const kept = (await this.#file.read())?.readings ?? [];
    if (kept.map((found) => this.#take(found)).some(Boolean)) this.#changed.fire();
  }

  put(found: Reading): void {
    if (!this.#take(found)) return;
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
      // Merged with what another window has kept since.
      for (const kept of (await this.#file.read())?.readings ?? []) this.#take(kept);
      await this.#file
        .write({ version: 1, readings: [...this.#readings.values()].filter(this.#isWanted) })
        .catch(() => {});
    });
  }

  /** The reading of the newer key wins, and of one key the newer reading. */
  #take(found: Reading): boolean {
    const held = this.#readings.get(found.accountId);
    const newer =
      held === undefined ||
      found.keySetAt > held.keySetAt ||
      (found.keySetAt === held.keySetAt && found.checkedAt > held.checkedAt);
    if (newer) this.#readings.set(found.accountId, found);
    return newer;
  }
}
