import type { Reading } from '../reading.ts';
import { hour } from '../time.ts';
import { between, crossed, type Judgement, recovered } from './judgement.ts';

/** So many failures in a row are no slip: the first check after a sleep often has no network yet. */
const persistent = 3;

/** Whether the key that the reading is of is refused, or gone. */
export function isKeyRefused({ failure, failures }: Reading): boolean {
  // A key can be missing for a moment while another window replaces it, and one window may have what another lacks.
  if (failure?.reason === 'keyLost') return failures > 1;
  return failure?.kind === 'unauthorized' || failure?.kind === 'forbidden';
}

/** Whether the last check was refused for its key. A failure of another kind says nothing of the key. */
export function judgeKeyRefused(reading: Reading): Judgement {
  const { failure } = reading;
  if (!failure) return recovered;
  return isKeyRefused(reading) ? crossed({ kind: 'keyRefused', failure }) : between('keyRefused');
}

/** Whether checks have failed for so many hours, for another reason than the key. */
export function judgeNoAnswer(reading: Reading, hours: number, now: number): Judgement {
  const { failure, failures, balanceAt, keySetAt } = reading;
  if (!failure) return recovered;
  const isLong = now - (balanceAt ?? keySetAt) > hours * hour && failures >= persistent;
  const isOfKey = failure.kind === 'unauthorized' || failure.kind === 'forbidden';
  return isLong && !isOfKey ? crossed({ kind: 'noAnswer', failure, balanceAt }) : between('noAnswer');
}
