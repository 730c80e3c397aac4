import { Emitter } from './emitter.ts';
import type { Disposable, Setting } from './ports.ts';

/** Whether amounts are hidden in this window. It is not saved: a new window shows them. */
export class Privacy implements Setting<boolean>, Disposable {
  readonly #changed = new Emitter<boolean>();
  #value = false;

  readonly onDidChange = this.#changed.event;

  /** True while amounts are hidden. */
  get value(): boolean {
    return this.#value;
  }

  toggle(): void {
    this.#value = !this.#value;
    this.#changed.fire(this.#value);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
