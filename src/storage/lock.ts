import { randomUUID } from 'node:crypto';
import { constants, link, mkdir, open, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { delay } from '../core/delay.ts';
import type { Clock, Lock, Locks } from '../core/ports.ts';
import { errorCode, isMissing, parseJson, readText, retryWhileBusy } from './diskFile.ts';

/** How long a lock is good for, in milliseconds: longer than a check can take. */
export const lockTime = 30_000;
/** A holder releases this long before the end, and is followed this long after it, so that clocks need not agree. */
const margin = 5_000;
/** How long a window of 0.1.0 may take from making a file to writing who it is, in milliseconds. */
const writingTime = 2_000;
/** How often a lock that is held is tried again, in milliseconds. */
const pollInterval = 50;

const content = z.object({
  token: z.string(),
  pid: z.number(),
  host: z.string(),
  until: z.number(),
  /** `startOf` the process; left out by 0.1.0. */
  started: z.optional(z.string()),
});
type Content = z.output<typeof content>;

/** Who holds a lock: what its file says, or what is known about one that was not written whole. */
interface Holder {
  readonly token: string;
  readonly isGone: boolean;
}

/**
 * Locks between windows: files in `leases`, where 0.1.0 has them. A file appears under its name with all its content in
 * it, by a link, which one process alone can make. A holder that is dead, or whose time is over, is followed. To follow it
 * is itself guarded by a lock, named after the holder that is replaced: its owner alone may replace that file, so that no
 * two can ever follow the same holder.
 */
export class FileLocks implements Locks {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #report: (code: string) => void;
  #started: Promise<string | undefined> | undefined;

  /** `report` takes the code of an error that keeps locks from being written; work then goes on without them. */
  constructor(folder: string, report: (code: string) => void, clock: Clock) {
    this.#folder = join(folder, 'leases');
    this.#report = report;
    this.#clock = clock;
  }

  async tryAcquire(name: string): Promise<Lock | undefined> {
    try {
      return await retryWhileBusy(this.#clock, () => this.#take(name));
    } catch (error) {
      // A folder that can't be written must not keep balances from being shown.
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
    const mine = await this.#content();
    if (await this.#create(path, mine)) return this.#lock(path, mine);
    const holder = await this.#holder(path);
    // Released in between: whoever asks again may have it.
    if (!holder?.isGone) return undefined;
    const guard = await this.#take(`${name}.${holder.token}`);
    if (!guard) return undefined;
    try {
      // Another may have followed the holder before the guard was ours.
      if ((await this.#holder(path))?.token !== holder.token) return undefined;
      await this.#withTemporary(path, mine, (temporary) => rename(temporary, path));
      return this.#lock(path, mine);
    } finally {
      await guard.release();
    }
  }

  async #content(): Promise<Content> {
    const until = this.#clock.now() + lockTime;
    this.#started ??= startOf(process.pid);
    return { token: randomUUID(), pid: process.pid, host: hostname(), until, started: await this.#started };
  }

  #lock(path: string, { until }: Content): Lock {
    return {
      release: async () => {
        // Past its time it may be another's by now; it is left to be followed.
        const left = until - this.#clock.now();
        if (left > margin && left <= lockTime) await retryWhileBusy(this.#clock, () => unlink(path)).catch(() => {});
      },
    };
  }

  /** False when there is such a file. */
  async #create(path: string, mine: Content): Promise<boolean> {
    // Most that are held are seen by this alone.
    if (
      await stat(path).then(
        () => true,
        () => false,
      )
    )
      return false;
    try {
      await this.#withTemporary(path, mine, async (temporary) => {
        try {
          await link(temporary, path);
        } catch (error) {
          if (!/^E(PERM|NOSYS|NOTSUP|OPNOTSUPP|MLINK|XDEV)$/.test(errorCode(error) ?? '')) throw error;
          // A file system without links: made in two steps, as 0.1.0 does.
          await (await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600)).close();
          await rename(temporary, path);
        }
      });
      return true;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false;
      throw error;
    }
  }

  async #withTemporary(path: string, mine: Content, use: (temporary: string) => Promise<void>): Promise<void> {
    const temporary = `${path}.${mine.token}`;
    try {
      const file = await open(temporary, 'wx', 0o600).catch(async (error) => {
        if (!isMissing(error)) throw error;
        await mkdir(this.#folder, { recursive: true }).catch(() => {});
        return open(temporary, 'wx', 0o600);
      });
      await file.writeFile(JSON.stringify(mine)).finally(() => file.close());
      await use(temporary);
    } finally {
      await rm(temporary, { force: true }).catch(() => {});
    }
  }

  async #holder(path: string): Promise<Holder | undefined> {
    const [file, stats] = await Promise.all([readText(path, this.#clock), stat(path).catch(() => undefined)]);
    if (!file || !stats) return undefined;
    const parsed = content.safeParse(parseJson(file.text)).data;
    // Made by a window of 0.1.0 and not written yet, or its maker died before that.
    if (!parsed || !/^[\w-]{1,64}$/.test(parsed.token)) {
      const age = this.#clock.now() - stats.mtimeMs;
      return { token: `${stats.ino}-${Math.round(stats.mtimeMs)}`, isGone: Math.abs(age) > writingTime };
    }
    const isDead = parsed.host === hostname() && (await isOver(parsed));
    return { token: parsed.token, isGone: isDead || this.#isPast(parsed.until) };
  }

  /** Over, or of a time that can't be: the clock was set back since. */
  #isPast(until: number): boolean {
    const left = until - this.#clock.now();
    return left < -margin || left > lockTime + margin;
  }
}

/** Whether the process has ended, even if another has its id by now. */
async function isOver({ pid, started }: Content): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: alive, and another user's.
    if (errorCode(error) === 'ESRCH') return true;
  }
  const now = started && (await startOf(pid));
  return now !== undefined && now !== started;
}

/**
 * When a process of this machine was started, in a form that no other process with the same id has; undefined where that
 * can't be known. Linux says it of every process, by the boot and the ticks since; elsewhere a process knows its own.
 */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const [boot, status] = await Promise.all(
      ['/proc/sys/kernel/random/boot_id', `/proc/${pid}/stat`].map((path) => readFile(path, 'utf8')),
    );
    // The second field is a name in parentheses, which may hold spaces; the start is the 22nd.
    const fields = status?.slice(status.lastIndexOf(')') + 2).split(' ');
    // One that has ended and that nobody has waited for is still listed.
    if (fields?.[0] === 'Z') return 'ended';
    if (boot && fields?.[19]) return `${boot.trim()} ${fields[19]}`;
  } catch {
    // No Linux, or it hides its processes.
  }
  return pid === process.pid ? `${performance.timeOrigin}` : undefined;
}
