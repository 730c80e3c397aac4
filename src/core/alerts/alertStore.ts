import type { AlertMemory } from './alertMemory.ts';

/** What is remembered of alerts, shared by all windows. */
export interface AlertStore {
  /** As far as this window knows. */
  readonly memory: AlertMemory;
  /** Reads what another window may have kept. Never rejects. */
  load(): Promise<void>;
  /**
   * Reads, edits and keeps in one step, while no other window does; the same memory stands for no change. What cannot be
   * kept counts in this window all the same. False: another window was at it for too long, and nothing was edited.
   * Never rejects.
   */
  change(edit: (memory: AlertMemory) => AlertMemory): Promise<boolean>;
}
