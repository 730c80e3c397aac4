/** Runs steps one after the other, each on what the one before has left, whether that went well or not. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Resolves or rejects as the step does, once its turn has come. */
  run<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#last.then(step);
    this.#last = result.catch(() => {});
    return result;
  }

  /** A step that is shared by all who ask for it until it begins: fifty who look at once look once. Never rejects. */
  shared(step: () => Promise<void>): () => Promise<void> {
    let waiting: Promise<void> | undefined;
    return () => {
      waiting ??= this.run(() => {
        waiting = undefined;
        return step();
      }).catch(() => {});
      return waiting;
    };
  }
}
