import { seededRandom } from '../support/fakes/environment.ts';
import { Share } from './table.ts';

const draws = 400;
const left = 0.05;

/**
 * How far a share depends on the accounts that happened to be recorded: nine of ten random halves of them are within this,
 * "74–85 %"; "–" without any case.
 */
export function halvesOf(accounts: readonly Share[]): string {
  const random = seededRandom(7);
  const values = Array.from({ length: draws }, () => {
    const drawn = accounts.map((share) => ({ share, order: random() })).toSorted((a, b) => a.order - b.order);
    return Share.joined(drawn.slice(0, accounts.length >> 1).map(({ share }) => share)).value;
  })
    .filter((value) => !Number.isNaN(value))
    .toSorted((a, b) => a - b);
  const [low, high] = [left, 1 - left].map((share) => values[Math.floor(share * values.length)]);
  return low === undefined || high === undefined ? '–' : `${Math.round(100 * low)}–${Math.round(100 * high)} %`;
}
