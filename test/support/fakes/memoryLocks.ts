import type { Lock, Locks } from '../../../src/core/ports.ts';

/** Locks in memory. Windows that share this object share the locks; who waits has one as soon as it is released. */
export class MemoryLocks implements Locks {
  /** The names of the locks that are held now. */
  readonly held = new Set<string>();
  readonly #waiting = new Set<() => void>();

  async tryAcquire(name: string): Promise<Lock | undefined> {
    if (this.held.has(name)) return undefined;
    this.held.add(name);
    return {
      release: async () => {
        this.held.delete(name);
        for (const tryAgain of [...this.#waiting]) tryAgain();
      },
    };
  }

  async acquire(name: string, signal: AbortSignal): Promise<Lock | undefined> {
    while (!signal.aborted) {
      const lock = await this.tryAcquire(name);
      if (lock) return lock;
      await new Promise<void>((resolve) => {
        const end = () => {
          this.#waiting.delete(end);
          signal.removeEventListener('abort', end);
          resolve();
        };
        this.#waiting.add(end);
        // Released while this one was being asked for.
        if (!this.held.has(name)) end();
        signal.addEventListener('abort', end, { once: true });
      });
    }
    return undefined;
  }
}
