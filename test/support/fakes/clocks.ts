import type { Clock, Disposable } from '../../../src/core/ports.ts';

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #now: number;
  #elapsed = 0;
  readonly #timers = new Set<{ readonly at: number; readonly call: () => void }>();

  /** `now` is in milliseconds since 1970. */
  constructor(now: number = Date.UTC(2026, 10, 20, 12)) {
    this.#now = now;
  }

  /** How many timers wait to be called. */
  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, call: () => void): Disposable {
    const timer = { at: this.#elapsed + milliseconds, call };
    this.#timers.add(timer);
    return { dispose: () => this.#timers.delete(timer) };
  }

  /** Lets time pass, and calls in their order the timers that fall due. */
  advance(milliseconds: number): void {
    const end = this.#elapsed + milliseconds;
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers.delete(next);
      this.#pass(next.at - this.#elapsed);
      next.call();
    }
    this.#pass(end - this.#elapsed);
  }

  /** Sets the machine's clock, as a person or NTP does: timers take no notice. */
  set(now: number): void {
    this.#now = now;
  }

  #pass(milliseconds: number): void {
    this.#elapsed += milliseconds;
    this.#now += milliseconds;
  }
}

/** A clock that stands still, for windows that share a folder: only their short waits for each other pass on their own. */
export class SharedClock extends FakeClock {
  override after(milliseconds: number, call: () => void): Disposable {
    if (milliseconds >= 1000) return super.after(milliseconds, call);
    const timer = setTimeout(call, 1);
    return { dispose: () => clearTimeout(timer) };
  }
}

/** The machine's clock, on which a short wait is over at once: for windows that wait for each other's files. */
export const quickClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds < 1000 ? 1 : milliseconds);
    return { dispose: () => clearTimeout(timer) };
  },
};
