import { Emitter } from '../../../src/core/emitter.ts';
import type { Put, ReadingStore } from '../../../src/core/ports.ts';
import type { Reading } from '../../../src/core/reading.ts';

/** The readings in memory alone. The last one that is put wins. */
export class MemoryReadings implements ReadingStore {
  readonly #readings = new Map<string, Reading>();
  readonly #changed = new Emitter<void>();
  readonly #didPut = new Emitter<Put>();

  readonly onDidChange = this.#changed.event;
  readonly onDidPut = this.#didPut.event;

  async load(): Promise<void> {}

  all(): ReadonlyMap<string, Reading> {
    return this.#readings;
  }

  put(reading: Reading): void {
    const previous = this.#readings.get(reading.accountId);
    this.#readings.set(reading.accountId, reading);
    this.#didPut.fire({ reading, previous });
    this.#changed.fire();
  }

  async flush(): Promise<void> {}
}
