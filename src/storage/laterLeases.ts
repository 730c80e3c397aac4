import type { Lease, Leases } from '../core/ports.ts';

/** Leases that are not there yet: whoever asks for one waits until they are. What is shown first is only read. */
export class LaterLeases implements Leases {
  readonly #leases: Promise<Leases>;
  #arrive: (leases: Leases) => void = () => {};

  constructor() {
    this.#leases = new Promise((resolve) => {
      this.#arrive = resolve;
    });
  }

  /** Here they are. */
  arrive(leases: Leases): void {
    this.#arrive(leases);
  }

  async take(name: string): Promise<Lease | undefined> {
    return (await this.#leases).take(name);
  }
}
