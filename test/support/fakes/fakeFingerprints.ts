import type { Fingerprints } from '../../../src/core/ports.ts';

/** Fingerprints that are the same each time: the length of the key and a sum of its characters. */
export const fakeFingerprints: Fingerprints = {
  of: (key) => `${key.length}-${[...key].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7)}`,
  matches: (fingerprint, key) => fingerprint === fakeFingerprints.of(key),
};
