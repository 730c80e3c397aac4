import { Emitter } from '../../../src/core/emitter.ts';
import type { ReadingStore } from '../../../src/core/ports.ts';
import type { Reading } from '../../../src/core/reading.ts';

/** The readings in memory alone. The last one that is put wins. */
export class MemoryReadings implements ReadingStore {
  readonly #readings = new Map<string, Reading>();
  readonly #changed = new Emitter<void>();

  readonly onDidChange = this.#changed.event;

  async load(): Promise<void> {}

  all(): ReadonlyMap<string, Reading> {
    return this.#readings;
  }

  put(reading: Reading): void {
    this.#readings.set(reading.accountId, reading);
    this.#changed.fire();
  }

  async flush(): Promise<void> {}
}
