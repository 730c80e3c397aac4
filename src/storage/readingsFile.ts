import * as z from 'zod/mini';
import { poolId } from '../core/balance.ts';
import { Emitter } from '../core/emitter.ts';
import { failureKinds, failureReasons } from '../core/failure.ts';
import type { Put, ReadingStore } from '../core/ports.ts';
import type { Reading } from '../core/reading.ts';
import { optionalField } from '../core/responseFields.ts';
import { lot, optionalNumber, optionalText, topUp, unit } from './balanceSchema.ts';
import { type FileFormat, type FilePorts, SharedFile } from './sharedFile.ts';

const amounts = {
  unit,
  amount: optionalNumber,
  unlimited: z.optional(z.boolean()),
  lots: z.optional(z.array(lot)),
  topUps: z.optional(z.array(topUp)),
};

const pool = z.object({
  ...amounts,
  id: optionalText,
  name: optionalText,
  allowance: optionalNumber,
  renewsAt: optionalNumber,
});

const account = {
  usageAllowed: z.optional(z.boolean()),
  plan: z.optional(z.object({ name: optionalText, allowance: optionalNumber, since: optionalNumber })),
};

const failure = z.object({
  // A newer version may know more kinds and reasons: of those, this one knows that the check failed.
  kind: z.pipe(
    z.string(),
    z.transform((kind) => failureKinds.find((known) => known === kind) ?? 'unexpected'),
  ),
  reason: optionalField(z.enum(failureReasons)),
  notBefore: optionalNumber,
});

const check = {
  accountId: z.string(),
  keySetAt: z.number(),
  checkedAt: z.number(),
  balanceAt: optionalNumber,
  failure: z.optional(failure),
  failures: z.number(),
  retryAt: optionalNumber,
};

const lastAmount = { amount: z.number(), unit, at: z.number() };

const entry = z.object({
  ...check,
  balance: z.optional(z.object({ ...account, pools: z.tuple([pool], pool) })),
  lastAmounts: z.optional(z.array(z.object({ ...lastAmount, pool: z.string() }))),
}) satisfies z.ZodMiniType<Reading>;

/** A balance of 0.1.0 was what the only pool of an account is now. */
const released = z.pipe(
  z.object({
    ...check,
    balance: z.optional(z.object({ ...account, ...amounts })),
    lastAmount: z.optional(z.object(lastAmount)),
  }),
  z.transform(({ balance, lastAmount: last, ...rest }): Reading => {
    const { usageAllowed, plan, ...only } = balance ?? {};
    return {
      ...rest,
      balance: balance && { pools: [{ ...only, unit: balance.unit }], usageAllowed, plan },
      lastAmounts: last && [{ ...last, pool: poolId({}) }],
    };
  }),
);

/** Fields that are written where they are known: a value of an earlier reading never stays. */
const noFields = {
  balance: undefined,
  balanceAt: undefined,
  lastAmounts: undefined,
  failure: undefined,
  retryAt: undefined,
};

const format: FileFormat<Reading> = {
  file: 'readings.2.json',
  version: 2,
  list: 'readings',
  entry,
  idOf: ({ accountId }) => accountId,
  fieldsOf: (reading) => ({ ...noFields, ...reading }),
  released: { file: 'readings.json', entry: released },
};

interface ReadingsPorts extends FilePorts {
  /** Readings of accounts that are gone, or of their earlier keys, are not saved. */
  readonly accounts: { load(): Promise<void>; has(id: string, keySetAt: number): boolean };
}

/**
 * The last reading of each account, saved as `readings.2.json` in the extension's global storage. Version 0.1.0 goes on
 * with its `readings.json`: it would set aside a file with balances that have pools.
 */
export class ReadingsFile implements ReadingStore {
  readonly #file: SharedFile<Reading>;
  readonly #ports: ReadingsPorts;
  readonly #changed = new Emitter<void>();
  readonly #didPut = new Emitter<Put>();
  readonly #readings = new Map<string, Reading>();
  #writing: Promise<void> = Promise.resolve();
  #isQueued = false;
  /** Whether something could not be saved. */
  #isAhead = false;

  readonly onDidChange = this.#changed.event;
  readonly onDidPut = this.#didPut.event;

  constructor(ports: ReadingsPorts) {
    this.#ports = ports;
    this.#file = new SharedFile<Reading>(format, ports, (saved) => this.#takeAll(saved));
  }

  all(): ReadonlyMap<string, Reading> {
    return this.#readings;
  }

  /** Reads the file, at the start and when another window may have written it. What the disk refuses changes nothing. */
  async load(): Promise<void> {
    await this.#file.load();
    if (this.#isAhead) this.#write();
  }

  put(reading: Reading): void {
    const previous = this.#readings.get(reading.accountId);
    // The late answer of an account that is gone, or of a key that was replaced.
    if (!this.#isWanted(reading) || !this.#take(reading)) return;
    this.#didPut.fire({ reading, previous });
    this.#changed.fire();
    this.#write();
  }

  /** Drops the readings of accounts that are gone, here and on disk, and looks for those of accounts that are new. */
  prune(): void {
    const gone = [...this.#readings.values()].filter((reading) => !this.#isWanted(reading));
    for (const { accountId } of gone) this.#readings.delete(accountId);
    if (gone.length > 0) this.#write();
    else void this.#file.reload();
  }

  /** Resolves when all that was put is on disk, or could not be written and was reported. */
  flush(): Promise<void> {
    return this.#writing;
  }

  dispose(): void {
    this.#file.dispose();
  }

  readonly #isWanted = ({ accountId, keySetAt }: Reading): boolean => this.#ports.accounts.has(accountId, keySetAt);

  /** One write at a time; what is put while one runs goes with the next. */
  #write(): void {
    if (this.#isQueued) return;
    this.#isQueued = true;
    this.#writing = this.#writing.then(async () => {
      const isWritten = await this.#file
        .edit(async (saved) => {
          this.#isQueued = false;
          // Only now: an account that another window has read is in the list by now, and must not be dropped as unknown.
          await this.#ports.accounts.load();
          this.#takeAll(saved.filter(this.#isWanted));
          return [...this.#readings.values()].filter(this.#isWanted);
        })
        .catch(() => false);
      this.#isQueued = false;
      // Reported by the file. It stays in memory, and the next look or reading tries again.
      this.#isAhead = !isWritten;
    });
  }

  #takeAll(readings: readonly Reading[]): void {
    if (readings.map((reading) => this.#take(reading)).some(Boolean)) this.#changed.fire();
  }

  #take(reading: Reading): boolean {
    const known = this.#readings.get(reading.accountId);
    const wins = known === undefined || this.#beats(reading, known);
    if (wins) this.#readings.set(reading.accountId, reading);
    return wins;
  }

  /** The reading of the newer key wins, and of one key the newer reading. */
  #beats(reading: Reading, known: Reading): boolean {
    // One whose account is gone may have an id that was given again, at whatever time the clock then showed.
    if (this.#isWanted(reading) !== this.#isWanted(known)) return this.#isWanted(reading);
    if (reading.keySetAt !== known.keySetAt) return reading.keySetAt > known.keySetAt;
    // A reading of a time to come was written before the clock was set back: until then nothing would be newer.
    const now = this.#ports.clock.now();
    if (reading.checkedAt > now !== known.checkedAt > now) return known.checkedAt > now;
    return reading.checkedAt > known.checkedAt;
  }
}
