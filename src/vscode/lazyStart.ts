import type { Disposable } from '../core/ports.ts';

/** Takes what has to be disposed in the end. Once it has ended, it disposes at once. */
export interface Subscriptions {
  push(...disposables: readonly Disposable[]): void;
}

/** Something that starts in the next turn of the event loop, or before that when it is asked for. */
export class LazyStart<T> implements Disposable {
  readonly #start: (subscriptions: Subscriptions) => Promise<T>;
  readonly #soon = setImmediate(() => void this.started());
  readonly #owned: Disposable[] = [];
  #started: Promise<T> | undefined;
  #ended = false;

  constructor(start: (subscriptions: Subscriptions) => Promise<T>) {
    this.#start = start;
  }

  /** Resolves once it has started. */
  started(): Promise<T> {
    this.#started ??= this.#start({
      push: (...disposables) => {
        if (this.#ended) for (const disposable of disposables) disposable.dispose();
        else this.#owned.push(...disposables);
      },
    });
    return this.#started;
  }

  dispose(): void {
    this.#ended = true;
    clearImmediate(this.#soon);
    for (const disposable of this.#owned.splice(0).reverse()) disposable.dispose();
  }
}
