import type { Disposable } from '../../../src/core/ports.ts';
import { ReadingsFile } from '../../../src/storage/readingsFile.ts';
import { replace } from './replace.ts';

/** Sees the stores of readings that are loaded while the spy is there. */
export function spyOnReadings(): Disposable & { flush(): Promise<void> } {
  const seen = new Set<ReadingsFile>();
  const load = new Proxy(ReadingsFile.prototype.load, {
    apply(target, store: ReadingsFile, args) {
      seen.add(store);
      return Reflect.apply(target, store, args);
    },
  });
  const replaced = replace(ReadingsFile.prototype, 'load', load);
  return {
    /** Resolves when nothing is being written any more. */
    async flush() {
      await Promise.all([...seen].map((store) => store.flush()));
    },
    dispose: () => replaced.dispose(),
  };
}
