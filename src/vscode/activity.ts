import type * as vscode from 'vscode';
import type { Clock, Disposable } from '../core/ports.ts';
import { activityInterval, type Schedule } from '../core/refresh/schedule.ts';

interface Ports {
  readonly window: Pick<typeof vscode.window, 'state' | 'onDidChangeWindowState'>;
  /** When any window was last in use, in milliseconds since 1970. */
  readonly lastUse: { mark(now: number): Promise<void>; read(): Promise<number | undefined> };
  readonly clock: Clock;
  readonly schedule: Pick<Schedule, 'noteUse'>;
  /** Called when the person comes back to this window. */
  onFocus(): void;
}

/** Notes for the schedule, and for the other windows, when a window is in use. */
export class Activity implements Disposable {
  readonly #ports: Ports;
  readonly #listening: Disposable;
  #timer: Disposable | undefined;
  #ended = false;

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#listening = ports.window.onDidChangeWindowState(({ focused }) => {
      void this.#look();
      if (focused) ports.onFocus();
    });
    void this.#look();
  }

  dispose(): void {
    this.#ended = true;
    this.#timer?.dispose();
    this.#listening.dispose();
  }

  /** Looks now and once a minute whether this window or another is in use. */
  async #look(): Promise<void> {
    const { window, lastUse, clock, schedule } = this.#ports;
    this.#timer?.dispose();
    this.#timer = clock.after(activityInterval, () => void this.#look());
    if (window.state.focused && window.state.active) {
      const now = clock.now();
      schedule.noteUse(now);
      await lastUse.mark(now);
      return;
    }
    const at = await lastUse.read();
    if (at !== undefined && !this.#ended) schedule.noteUse(at);
  }
}
