import type { Clock } from '../../../src/core/ports.ts';

/** The machine's clock, on which a short wait is over at once: for windows that wait for each other's files. */
export const quickClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds < 1000 ? 1 : milliseconds);
    return { dispose: () => clearTimeout(timer) };
  },
};
