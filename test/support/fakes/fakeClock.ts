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
