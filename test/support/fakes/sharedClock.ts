import type { Disposable } from '../../../src/core/ports.ts';
import { FakeClock } from './fakeClock.ts';

/** A clock that stands still, for windows that share a folder: only their short waits for each other pass on their own. */
export class SharedClock extends FakeClock {
  override after(milliseconds: number, call: () => void): Disposable {
    if (milliseconds >= 1000) return super.after(milliseconds, call);
    const timer = setTimeout(call, 1);
    return { dispose: () => clearTimeout(timer) };
  }
}
