import { createHash } from 'node:crypto';

/** The key of an account in a test of several processes, each of which can tell it for itself. */
export function keyOf(accountId: string): string {
  return createHash('sha256').update(accountId).digest('hex');
}
