import type { Clock } from '../ports.ts';
import { hangingAfter, mostRequestsAtOnce, requestTimeout } from './schedule.ts';

interface Waiting {
  readonly service: string;
  readonly begin: () => void;
}

/**
 * The requests of one window's refreshes: eight at once, so that many accounts are no burst of handshakes, and the others
 * in turn. A turn ends with its answer, or after two seconds without one: waiting for a service that hangs costs nothing.
 */
export class RequestQueue {
  readonly #clock: Clock;
  readonly #waiting = new Set<Waiting>();
  /** By service, the milliseconds that its last request took. */
  readonly #took = new Map<string, number>();
  #atOnce = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Asks a service when it's its turn. Undefined: canceled before. Rejects as `request` does. */
  async run<T>(service: string, signal: AbortSignal, request: () => Promise<T>): Promise<T | undefined> {
    const leave = await this.#turn(service, signal);
    if (!leave) return undefined;
    const startedAt = this.#clock.now();
    try {
      return await request();
    } finally {
      if (!signal.aborted) this.#took.set(service, this.#clock.now() - startedAt);
      leave();
    }
  }

  /** Resolves to what ends the turn; to undefined once the signal aborts. */
  #turn(service: string, signal: AbortSignal): Promise<(() => void) | undefined> {
    return new Promise((resolve) => {
      const cancel = () => {
        this.#waiting.delete(waiting);
        resolve(undefined);
      };
      const begin = () => {
        signal.removeEventListener('abort', cancel);
        resolve(this.#enter());
      };
      const waiting: Waiting = { service, begin };
      if (signal.aborted) return cancel();
      signal.addEventListener('abort', cancel, { once: true });
      this.#waiting.add(waiting);
      this.#beginNext();
    });
  }

  #enter(): () => void {
    this.#atOnce += 1;
    let hasLeft = false;
    const leave = () => {
      if (hasLeft) return;
      hasLeft = true;
      timer.dispose();
      this.#atOnce -= 1;
      this.#beginNext();
    };
    const timer = this.#clock.after(hangingAfter, leave);
    return leave;
  }

  #beginNext(): void {
    while (this.#atOnce < mostRequestsAtOnce) {
      const [next] = [...this.#waiting].sort((a, b) => this.#rank(b) - this.#rank(a));
      if (!next) return;
      this.#waiting.delete(next);
      next.begin();
    }
  }

  /** The slowest begin first, or all would wait for them in the end; what may be slow, too. One that hung goes last. */
  #rank({ service }: Waiting): number {
    const took = this.#took.get(service);
    if (took === undefined) return requestTimeout;
    return took < requestTimeout ? took : -1;
  }
}
