import type { History, Series } from './series.ts';

/** By key, and with one key by the last reading: a service that changes its unit may change it back. */
export function inOrder(history: History): History {
  return history.toSorted((a, b) => a.keySetAt - b.keySetAt || lastSeen(a) - lastSeen(b));
}

/** When the last amount of a series was last read, in milliseconds since 1970. */
export function lastSeen({ points }: Series): number {
  return points.at(-1)?.until ?? Number.NEGATIVE_INFINITY;
}
