import { day } from '../../time.ts';
import type { Move } from './adjustments.ts';
import { sameAmount } from './rounding.ts';

/** A fall takes a rise back if no more than this many ordinary falls would look like it by chance. */
const mostByChance = 0.1;

/**
 * The fall within a day that takes a rise back, if it can be told from usage: one of exactly its size, else one that is a
 * little larger, up to `most`. Where no fall of the week is of at least half the size, it is the only one that can be; else
 * as many falls of the size would be there by chance as there are of about the size, in proportion. Where that is more than
 * a few, the rise was a gift that was used: nothing is taken back.
 */
export function takenBack(moves: readonly Move[], index: number, most: (move: Move) => number): number | undefined {
  const { rise = 0, to: start = 0 } = moves[index] ?? {};
  const later: number[] = [];
  for (let after = index + 1; after < moves.length; after++) {
    const move = moves[after];
    if (move === undefined || move.to - start > day) break;
    if (move.fall > 0) later.push(after);
  }
  const exact = later.find((at) => sameAmount(moves[at]?.fall ?? 0, rise));
  if (exact !== undefined && isTold(moves, index, exact, later, 0)) return exact;
  const larger = later.find((at) => {
    const move = moves[at];
    return move && move.fall >= rise * (1 - 1e-9) && move.fall <= most(move);
  });
  const move = moves[larger ?? -1];
  if (larger === undefined || !move) return undefined;
  return isTold(moves, index, larger, later, most(move) - rise) ? larger : undefined;
}

/** Whether a fall of the size of a rise, or larger by up to `more`, is no ordinary one. `later` are the falls of the day. */
function isTold(moves: readonly Move[], index: number, fall: number, later: readonly number[], more: number): boolean {
  const { rise = 0 } = moves[index] ?? {};
  const others = fallsAround(moves, index, fall);
  if (!others.some((size) => size >= rise / 2)) return true;
  const similar = others.filter((size) => size >= rise / 1.5 && size <= 1.5 * rise);
  const equal = others.filter((size) => size >= rise * (1 - 1e-9) && size <= (rise + more) * (1 + 1e-9)).length;
  const width = rise * (1.5 - 1 / 1.5);
  const share = Math.max(
    equal / others.length,
    ((similar.length + 1) / (others.length + 1)) * Math.min(1, (more + grainOf(others)) / width),
  );
  const tries = later.filter((at) => at <= fall).length;
  return tries * share <= mostByChance;
}

/** The other falls in the week before and the day after. */
function fallsAround(moves: readonly Move[], rise: number, fall: number): readonly number[] {
  const [start, end] = [(moves[rise]?.to ?? 0) - 7 * day, (moves[fall]?.to ?? 0) + day];
  const sizes: number[] = [];
  const add = (at: number) => {
    const size = moves[at]?.fall ?? 0;
    if (size > 0 && at !== fall) sizes.push(size);
  };
  for (let at = rise - 1; at >= 0 && (moves[at]?.to ?? 0) >= start; at--) add(at);
  for (let at = rise + 1; at < moves.length && (moves[at]?.to ?? 0) <= end; at++) add(at);
  return sizes;
}

/** The step in which a service counts, as far as it can be seen: the smallest fall, or difference between two. */
function grainOf(falls: readonly number[]): number {
  const sorted = falls.toSorted((a, b) => a - b);
  const noise = 1e-6 * (sorted.at(-1) ?? 0);
  return sorted.reduce((least, size, index) => {
    const step = size - (sorted[index - 1] ?? 0);
    return step > noise && step < least ? step : least;
  }, sorted[0] ?? 0);
}
