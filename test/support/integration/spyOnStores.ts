import type { Disposable } from '../../../src/core/ports.ts';
import { HistoryFolder } from '../../../src/storage/historyFolder.ts';
import { ReadingsFile } from '../../../src/storage/readingsFile.ts';
import { replace } from './replace.ts';

interface Store {
  load(): Promise<void>;
  flush(): Promise<void>;
}

/** Sees the stores of readings and of histories that are loaded while the spy is there. */
export function spyOnStores(): Disposable & { flush(): Promise<void> } {
  const seen = new Set<Store>();
  const replaced = [ReadingsFile.prototype, HistoryFolder.prototype].map((prototype: Store) =>
    replace(
      prototype,
      'load',
      new Proxy(prototype.load, {
        apply(target, store: Store, args) {
          seen.add(store);
          return Reflect.apply(target, store, args);
        },
      }),
    ),
  );
  return {
    /** Resolves when nothing is being written any more. */
    async flush() {
      await Promise.all([...seen].map((store) => store.flush()));
    },
    dispose() {
      for (const one of replaced) one.dispose();
    },
  };
}
