import { type FSWatcher, mkdirSync, watch } from 'node:fs';
import type { Disposable } from '../core/ports.ts';

/**
 * Tells that another window may have changed a kept file. Best effort: where the system cannot watch, the ticks and the
 * looks on focus bring the change in.
 */
export function watchFolder(folder: string, onChange: () => void): Disposable {
  let watcher: FSWatcher | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    watcher = watch(folder, { persistent: false }, (_, name) => {
      // The temporary files beside ours are no news.
      if (name === null || name.endsWith('.json')) onChange();
    });
    watcher.on('error', () => watcher?.close());
  } catch {
    // No watcher to be had.
  }
  return { dispose: () => watcher?.close() };
}
