import type { Account } from '../../../src/core/account.ts';

/** A Mimir account whose key was entered at a fixed time, or one that differs from it. */
export function sampleAccount(change: Partial<Account> = {}): Account {
  return {
    id: 'mimir',
    provider: 'mimir',
    label: 'Mimir',
    parameters: {},
    origins: ['https://api.brookmimir.com'],
    fingerprint: 'none',
    keySetAt: Date.UTC(2026, 0, 1),
    ...change,
  };
}
