import type { AlertState } from './alertState.ts';

/** The saved state of alerts, shared by all windows. */
export interface AlertStore {
  /** As far as this window knows. */
  readonly state: AlertState;
  /** Reads what another window may have saved. Never rejects. */
  load(): Promise<void>;
  /**
   * Reads, edits and saves in one step, while no other window does; returning the same state changes nothing. What can't
   * be saved counts in this window all the same. False: another window held the file for too long, and nothing was
   * edited. Never rejects.
   */
  change(edit: (state: AlertState) => AlertState): Promise<boolean>;
}
