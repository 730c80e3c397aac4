import * as vscode from 'vscode';
import type { Clock, Disposable } from '../core/ports.ts';
import { minute } from '../core/time.ts';

const longIdle = 15 * minute;
/** How much longer the interval is while nobody looks at any window. */
const idleFactor = 4;

interface SharedUse {
  mark(now: number): Promise<void>;
  read(): Promise<number | undefined>;
}

/** Whether any window is in use: the services are asked less often for nobody. */
export class Activity implements Disposable {
  readonly #shared: SharedUse;
  readonly #clock: Clock;
  readonly #listening: vscode.Disposable;
  #lastUse: number;

  /** `onFocus` is called when the person comes back to this window. */
  constructor(shared: SharedUse, clock: Clock, onFocus: () => void) {
    this.#shared = shared;
    this.#clock = clock;
    this.#lastUse = clock.now();
    this.#listening = vscode.window.onDidChangeWindowState(({ focused }) => {
      void this.look();
      if (focused) onFocus();
    });
  }

  /** By how much the interval is to be multiplied now. */
  get factor(): number {
    // Negative after the clock was set back, which says nothing of the person.
    return this.#clock.now() - this.#lastUse < longIdle ? 1 : idleFactor;
  }

  /** Looks whether this window or another is in use. */
  async look(): Promise<void> {
    const now = this.#clock.now();
    if (vscode.window.state.focused && vscode.window.state.active) {
      this.#lastUse = now;
      await this.#shared.mark(now);
    } else {
      this.#lastUse = Math.max(this.#lastUse, (await this.#shared.read()) ?? 0);
    }
  }

  dispose(): void {
    this.#listening.dispose();
  }
}
