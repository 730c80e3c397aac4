import { Emitter } from '../../../src/core/emitter.ts';
import type { HistoryStore } from '../../../src/core/history/historyStore.ts';
import { addReading } from '../../../src/core/history/record/addReading.ts';
import type { History } from '../../../src/core/history/series.ts';
import type { Reading } from '../../../src/core/reading.ts';

/** The histories in memory alone, on a disk that can be made to refuse to forget them. */
export class MemoryHistory implements HistoryStore {
  readonly #histories: Map<string, History>;
  readonly #changed = new Emitter<void>();
  #refuses = false;

  readonly onDidChange = this.#changed.event;
  readonly loaded = true;

  constructor(histories: Readonly<Record<string, History>> = {}) {
    this.#histories = new Map(Object.entries(histories));
  }

  /** From now on nothing is forgotten. */
  refuse(): void {
    this.#refuses = true;
  }

  async load(): Promise<void> {}

  of(accountId: string): History {
    return this.#histories.get(accountId) ?? [];
  }

  add(reading: Reading, previous: Reading | undefined): void {
    const { accountId, checkedAt } = reading;
    this.#histories.set(accountId, addReading(this.of(accountId), reading, previous, checkedAt));
    this.#changed.fire();
  }

  async flush(): Promise<void> {}

  async delete(accountIds: readonly string[]): Promise<void> {
    if (this.#refuses) throw new Error('The disk does not forget.');
    for (const id of accountIds) this.#histories.delete(id);
    this.#changed.fire();
  }
}
