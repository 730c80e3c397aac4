import type { Disposable } from '../../../src/core/ports.ts';
import { systemClock } from '../../../src/vscode/systemClock.ts';
import { replace } from './replace.ts';

/** Counts the timers of the extension's own clock that wait to be called, until disposed. */
export function countTimers(): Disposable & { readonly pending: number } {
  const waiting = new Set<object>();
  const { after } = systemClock;
  const replaced = replace(systemClock, 'after', (milliseconds, call) => {
    const own = {};
    waiting.add(own);
    const timer = after(milliseconds, () => {
      waiting.delete(own);
      call();
    });
    return {
      dispose() {
        waiting.delete(own);
        timer.dispose();
      },
    };
  });
  return {
    get pending() {
      return waiting.size;
    },
    dispose: () => replaced.dispose(),
  };
}
