import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { delay } from '../core/delay.ts';
import type { Clock, Lock, Locks } from '../core/ports.ts';
import { errorCode } from './errorCode.ts';
import { retryWhileBusy } from './retryBusyFile.ts';

/** How long a lock is good for, in milliseconds: longer than a check can take. */
export const leaseTime = 30_000;
/** A holder lets go this long before the end, and is taken over this long after it, so that clocks need not agree. */
const margin = 5_000;
/** How often a lock that is held is tried again, in milliseconds. */
const pollInterval = 50;

const content = z.object({ token: z.string(), pid: z.number(), host: z.string(), until: z.number() });
type Content = z.output<typeof content>;

/** Who holds a lock: what its file says, or what can be told of one that was not written whole. */
interface Holder {
  readonly token: string;
  readonly gone: boolean;
}

/**
 * Locks between windows: files made with `wx`, which only one process can make. A holder that is dead, or whose time is
 * over, is taken over. To take over a lock is itself guarded by a lock, named after the holder that is replaced: its
 * owner alone may replace that file, so that no two can ever follow the same holder.
 */
export class FileLocks implements Locks {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #report: (code: string) => void;

  /** Keeps them in `leases` in this folder. `report` is told the code of an error that keeps locks from being kept; work then goes on without them. */
  constructor(folder: string, report: (code: string) => void, clock: Clock) {
    this.#folder = join(folder, 'leases');
    this.#report = report;
    this.#clock = clock;
  }

  async tryAcquire(name: string): Promise<Lock | undefined> {
    try {
      return await retryWhileBusy(this.#clock, () => this.#take(name));
    } catch (error) {
      // A folder that cannot be written must not keep balances from being shown.
      this.#report(errorCode(error) ?? 'unknown');
      return { release: async () => {} };
    }
  }

  async acquire(name: string, signal: AbortSignal): Promise<Lock | undefined> {
    while (!signal.aborted) {
      const lock = await this.tryAcquire(name);
      if (lock) return lock;
      await delay(this.#clock, pollInterval, signal);
    }
    return undefined;
  }

  async #take(name: string): Promise<Lock | undefined> {
    const path = join(this.#folder, `${encodeURIComponent(name)}.lease`);
    const mine = this.#content();
    if (await this.#create(path, mine)) return this.#lock(path, mine);
    const holder = await this.#holder(path);
    // Let go in between: whoever asks again may have it.
    if (!holder?.gone) return undefined;
    const guard = await this.#take(`${name}.${holder.token}`);
    if (!guard) return undefined;
    try {
      // Another may have followed the holder before the guard was ours.
      if ((await this.#holder(path))?.token !== holder.token) return undefined;
      await this.#replace(path, mine);
      return this.#lock(path, mine);
    } finally {
      await guard.release();
    }
  }

  async #replace(path: string, mine: Content): Promise<void> {
    const temporary = `${path}.${mine.token}`;
    await this.#create(temporary, mine);
    try {
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      throw error;
    }
  }

  #content(): Content {
    return { token: randomUUID(), pid: process.pid, host: hostname(), until: this.#clock.now() + leaseTime };
  }

  #lock(path: string, { until }: Content): Lock {
    return {
      release: async () => {
        // Past its time it may be another's by now; it is left to be taken over.
        const left = until - this.#clock.now();
        if (left > margin && left <= leaseTime) await retryWhileBusy(this.#clock, () => unlink(path)).catch(() => {});
      },
    };
  }

  async #create(path: string, mine: Content): Promise<boolean> {
    let file: FileHandle;
    try {
      file = await open(path, 'wx', 0o600).catch(async (error) => {
        if (errorCode(error) !== 'ENOENT') throw error;
        await mkdir(this.#folder, { recursive: true }).catch(() => {});
        return open(path, 'wx', 0o600);
      });
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false;
      throw error;
    }
    try {
      await file.writeFile(JSON.stringify(mine));
    } catch (error) {
      // A disk that is full takes the name and not the content.
      await rm(path, { force: true }).catch(() => {});
      throw error;
    } finally {
      await file.close();
    }
    return true;
  }

  async #holder(path: string): Promise<Holder | undefined> {
    try {
      const [text, { mtimeMs, ino }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
      const parsed = content.safeParse(parse(text)).data;
      // Made and not written yet, or its maker died before that.
      if (!parsed || !/^[\w-]{1,64}$/.test(parsed.token))
        return { token: `${ino}-${Math.round(mtimeMs)}`, gone: this.#isOver(mtimeMs + leaseTime) };
      const dead = parsed.host === hostname() && !isAlive(parsed.pid);
      return { token: parsed.token, gone: dead || this.#isOver(parsed.until) };
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Over, or of a time that cannot be: the clock was set back since. */
  #isOver(until: number): boolean {
    const left = until - this.#clock.now();
    return left < -margin || left > leaseTime + margin;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: alive, and another user's.
    return errorCode(error) !== 'ESRCH';
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Longer than the lock of a dead window lasts, in milliseconds. */
const patience = 40_000;

/** Waits for a lock for as long as it can be had at all. Undefined after that, or once `ended` aborts. */
export async function acquirePatiently(
  { locks, clock }: { readonly locks: Locks; readonly clock: Clock },
  name: string,
  ended?: AbortSignal,
): Promise<Lock | undefined> {
  const abort = new AbortController();
  const late = clock.after(patience, () => abort.abort());
  const signal = ended ? AbortSignal.any([abort.signal, ended]) : abort.signal;
  return locks.acquire(name, signal).finally(() => late.dispose());
}
