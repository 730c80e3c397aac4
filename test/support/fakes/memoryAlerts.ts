import type { AlertMemory } from '../../../src/core/alerts/alertMemory.ts';
import type { AlertStore } from '../../../src/core/alerts/alertStore.ts';

/** What is remembered of alerts, in memory alone, as JSON as it would be on disk. Windows can share it. */
export class MemoryAlerts implements AlertStore {
  #text = '[]';
  #memory: AlertMemory = [];
  /** How often it was taken to be edited. */
  changes = 0;
  /** Another window has it and does not let go. */
  isHeld = false;

  get memory(): AlertMemory {
    return this.#memory;
  }

  /** Another window has kept this. */
  keptElsewhere(memory: AlertMemory): void {
    this.#text = JSON.stringify(memory);
  }

  async load(): Promise<void> {
    if (JSON.stringify(this.#memory) !== this.#text) this.#memory = JSON.parse(this.#text);
  }

  async change(edit: (memory: AlertMemory) => AlertMemory): Promise<boolean> {
    this.changes += 1;
    if (this.isHeld) return false;
    this.#memory = edit(JSON.parse(this.#text));
    this.#text = JSON.stringify(this.#memory);
    return true;
  }
}
