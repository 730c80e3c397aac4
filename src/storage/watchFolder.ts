import { type FSWatcher, mkdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { Disposable } from '../core/ports.ts';
import { historyFolder } from './historyFile.ts';

/**
 * Calls when another window may have changed a file of ours. Best effort: where the system can't watch, the checks and the
 * looks on focus bring the change in.
 */
export function watchFolder(folder: string, onChange: () => void): Disposable {
  const watchers = [folder, join(folder, historyFolder)].map((place) => watchFiles(place, onChange));
  return {
    dispose: () => {
      for (const watcher of watchers) watcher?.close();
    },
  };
}

function watchFiles(folder: string, onChange: () => void): FSWatcher | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    const watcher = watch(folder, { persistent: false }, (_, name) => {
      // The temporary files beside ours are no news.
      if (name === null || /\.jsonl?$/.test(name)) onChange();
    });
    return watcher.on('error', () => watcher.close());
  } catch {
    // No watcher to be had.
    return undefined;
  }
}
