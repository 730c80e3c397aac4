import type { Account } from '../account.ts';
import type { Clock, Disposable } from '../ports.ts';
import type { Summary } from '../summary.ts';
import type { AlertMemory } from './alertMemory.ts';

/** How long after a sudden 0 it is read again, in milliseconds: by the window that saw it first, … */
const soon = 10_000;
/** … or, if that window is gone, by another. */
const later = 15_000;

interface Ports {
  readonly clock: Clock;
  checkAgain(account: Account): void;
}

/** Has each sudden 0 read once more. */
export class SecondReadings implements Disposable {
  readonly #ports: Ports;
  readonly #wanted = new Map<string, { readonly doubt: number; readonly timer: Disposable }>();

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Wants a second reading of each account that is in doubt, once; `mine` are those that this window has doubted first. */
  want(memory: AlertMemory, mine: ReadonlySet<string>, latest: () => Summary | undefined): void {
    const { clock, checkAgain } = this.#ports;
    const doubts = new Map(memory.map(({ accountId, doubt }) => [accountId, doubt]));
    for (const [accountId, { doubt, timer }] of this.#wanted) {
      if (doubts.get(accountId) === doubt) continue;
      timer.dispose();
      this.#wanted.delete(accountId);
    }
    for (const [accountId, doubt] of doubts) {
      if (doubt === undefined || this.#wanted.has(accountId)) continue;
      const timer = clock.after(mine.has(accountId) ? soon : later, () => {
        const found = latest()?.accounts.find(({ account }) => account.id === accountId);
        // Read again meanwhile, or asked in vain: then it is asked again in its turn.
        if (found?.reading?.checkedAt === doubt) checkAgain(found.account);
      });
      this.#wanted.set(accountId, { doubt, timer });
    }
  }

  dispose(): void {
    for (const { timer } of this.#wanted.values()) timer.dispose();
    this.#wanted.clear();
  }
}
