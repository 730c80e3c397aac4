import type { Lease, Leases } from '../../../src/core/ports.ts';

/** Leases in memory. Windows that share this object share the leases. */
export class MemoryLeases implements Leases {
  /** The names of the leases that are held now. */
  readonly held = new Set<string>();

  async take(name: string): Promise<Lease | undefined> {
    if (this.held.has(name)) return undefined;
    this.held.add(name);
    return {
      release: async () => {
        this.held.delete(name);
      },
    };
  }
}
