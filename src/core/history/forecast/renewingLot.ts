import { hour } from '../../time.ts';
import type { SeenLot } from '../series.ts';
import type { Renewals } from './renewal.ts';
import { latestRenewal, type Rhythm, rhythmsAt, turnsLater } from './rhythm.ts';

/** How early the next lot may be listed, and how much the dates may be off. */
const earliest = 36 * hour;

type Dated = SeenLot & { readonly at: number; readonly allocated: number };

/**
 * The renewal by lots: one that has followed another of its kind and size at its expiry, and itself expires a month, 30
 * days, a week or a day after that one, will be followed by another.
 */
export function renewingLot(lots: readonly SeenLot[], now: number): Renewals {
  const groups = new Map<string, Map<number, Dated>>();
  for (const seen of lots) {
    const { kind, allocated, expiresAt: at, pending } = seen.lot;
    if (pending || allocated === undefined || !(allocated > 0) || at === undefined) continue;
    const name = JSON.stringify([kind, allocated]);
    const group = groups.get(name) ?? new Map<number, Dated>();
    const known = group.get(at);
    // With another key the same lot is listed again.
    if (!known || known.until < seen.until)
      group.set(at, { ...seen, since: known?.since ?? seen.since, at, allocated });
    groups.set(name, group);
  }
  const found = [...groups.values()].map((group) => renewalIn([...group.values()], now));
  const soonest = found.flatMap(({ expected }) => expected ?? []).toSorted((a, b) => a.at - b.at);
  if (soonest[0]) return { expected: soonest[0] };
  return { missed: found.flatMap(({ missed }) => missed ?? []).toSorted((a, b) => b.at - a.at)[0] };
}

function renewalIn(group: readonly Dated[], now: number): Renewals {
  if (group.length < 2) return {};
  const byDate = group.toSorted((a, b) => b.at - a.at);
  const [last, before] = byDate;
  if (!last || !before || last.since < before.at - earliest) return {};
  const every = rhythmsAt(byDate.slice(0, 3).map(({ at }) => at)).find((rhythm) => follows(before.at, last.at, rhythm));
  if (!every) return {};
  const { at, allocated, lot } = last;
  // The service may add a lot some time after the one before has expired.
  const late = Math.min(Math.max(0, last.since - before.at), earliest);
  if (now >= at + late + latestRenewal) return { missed: { at, source: 'seen', every } };
  return { expected: { at, source: 'seen', every, adds: allocated, lot } };
}

function follows(before: number, at: number, rhythm: Rhythm): boolean {
  return Math.abs(turnsLater(rhythm, before, 1) - at) <= latestRenewal;
}
