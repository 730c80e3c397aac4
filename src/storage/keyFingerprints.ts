import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Fingerprints } from '../core/ports.ts';

/** Fingerprints of keys: eight random bytes of salt and the first eight of the salted SHA-256, both in hex. */
export const keyFingerprints: Fingerprints = {
  of: (key) => fingerprint(randomBytes(8).toString('hex'), key),
  matches(known, key) {
    const [salt = ''] = known.split(':');
    const [a, b] = [Buffer.from(known), Buffer.from(fingerprint(salt, key))];
    return a.length === b.length && timingSafeEqual(a, b);
  },
};

function fingerprint(salt: string, key: string): string {
  return `${salt}:${createHash('sha256').update(salt).update(key).digest('hex').slice(0, 16)}`;
}
