import type { AlertState } from '../../../src/core/alerts/alertState.ts';
import type { AlertStore } from '../../../src/core/alerts/alertStore.ts';

/** The state of alerts, in memory alone, as JSON as it would be on disk. Windows can share it. */
export class MemoryAlerts implements AlertStore {
  #text = '[]';
  #state: AlertState = [];
  /** How often it was taken to be edited. */
  changes = 0;
  /** Another window has it and does not let go. */
  isHeld = false;

  get state(): AlertState {
    return this.#state;
  }

  /** Another window has saved this. */
  savedElsewhere(state: AlertState): void {
    this.#text = JSON.stringify(state);
  }

  async load(): Promise<void> {
    if (JSON.stringify(this.#state) !== this.#text) this.#state = JSON.parse(this.#text);
  }

  async change(edit: (state: AlertState) => AlertState): Promise<boolean> {
    this.changes += 1;
    if (this.isHeld) return false;
    this.#state = edit(JSON.parse(this.#text));
    this.#text = JSON.stringify(this.#state);
    return true;
  }
}
