import type { Account } from '../../../src/core/account.ts';
import type { Reading } from '../../../src/core/reading.ts';
import type { Facts } from '../../../src/core/summary.ts';

/** Facts at a fixed time: these accounts, each with its reading if it has one. Or some that differ from them. */
export function sampleFacts(
  known: readonly (readonly [account: Account, reading?: Reading | undefined])[],
  change: Partial<Facts> = {},
): Facts {
  return {
    accounts: known.map(([account]) => account),
    loaded: true,
    readings: new Map(known.flatMap(([{ id }, reading]) => (reading ? [[id, reading] as const] : []))),
    running: new Set(),
    awaited: false,
    thresholds: {},
    troubles: [],
    interval: 900_000,
    now: Date.UTC(2026, 10, 20, 12),
    ...change,
  };
}
