import type { Alert } from './alert.ts';
import { type AlertKind, kindOf, ladder } from './alertKind.ts';
import type { AccountMemory, AlertMemory, WatchMemory } from './alertMemory.ts';
import { type AlertSettings, isOn } from './alertSettings.ts';
import { nextWatch } from './nextWatch.ts';
import type { Observation } from './observation.ts';

/** What follows from a moment. */
export interface Step {
  /** The same object as before if nothing is to be remembered. */
  readonly memory: AlertMemory;
  /** What is to be told now, once. */
  readonly alerts: readonly Alert[];
}

/**
 * Goes on by one observation of each account that there is; what is remembered of others is dropped. Pure: whoever has
 * the memory and the observations comes to the same alerts. `now` is in milliseconds since 1970.
 */
export function step(
  memory: AlertMemory,
  observations: readonly Observation[],
  settings: AlertSettings,
  now: number,
): Step {
  const alerts: Alert[] = [];
  const accounts = observations.flatMap((observation) => {
    const kept = memory.find(({ accountId }) => accountId === observation.accountId);
    const next = nextAccount(kept, observation, settings, now);
    alerts.push(...next.alerts);
    return next.memory ?? [];
  });
  const isSame = accounts.length === memory.length && accounts.every((account) => memory.includes(account));
  return { memory: isSame ? memory : accounts, alerts };
}

interface AccountStep {
  readonly memory: AccountMemory | undefined;
  readonly alerts: readonly Alert[];
}

function nextAccount(
  kept: AccountMemory | undefined,
  observation: Observation,
  settings: AlertSettings,
  now: number,
): AccountStep {
  // Of a window that has not heard yet of a newer key or reading. A time to come was remembered before the clock was set back.
  const isLate =
    kept !== undefined &&
    ((observation.keySetAt < kept.keySetAt && kept.keySetAt <= now) ||
      (observation.keySetAt === kept.keySetAt && (observation.checkedAt ?? 0) < kept.at && kept.at <= now));
  if (isLate) return { memory: kept, alerts: [] };
  const mine = kept?.keySetAt === observation.keySetAt ? kept : undefined;
  const known = withoutOff(mine, settings);
  const { checkedAt } = observation;
  if (checkedAt === undefined || observation.kinds.length === 0) return { memory: known, alerts: [] };
  const { accountId, keySetAt } = observation;
  const before: AccountMemory = known ?? { accountId, keySetAt, at: checkedAt, kinds: [], watches: [] };
  const believed = believe(before, observation);
  const { kinds, watches, alerts } = believed.held
    ? { ...before, alerts: [] }
    : judgeWatches(before, observation, checkedAt, now);
  const { positive, doubt } = believed;
  const isSame =
    kinds === before.kinds && watches === before.watches && positive === before.positive && doubt === before.doubt;
  if (isSame) return { memory: known, alerts };
  return { memory: { accountId, keySetAt, at: checkedAt, kinds, positive, doubt, watches }, alerts };
}

/** Nothing is remembered of what is turned off: when it is turned on again, it begins anew. */
function withoutOff(memory: AccountMemory | undefined, settings: AlertSettings): AccountMemory | undefined {
  if (!memory) return undefined;
  const isKept = (kind: AlertKind | undefined) => kind !== undefined && isOn(settings, kind);
  const kinds = memory.kinds.filter(isKept);
  const watches = memory.watches.filter(({ watch }) => isKept(kindOf(watch)));
  const isSame = kinds.length === memory.kinds.length && watches.length === memory.watches.length;
  return isSame ? memory : { ...memory, kinds, watches };
}

/** Services slip, and a sudden 0 would alarm: it is believed when another reading says so too. Until then nothing counts. */
function believe({ positive, doubt }: AccountMemory, { amount }: Observation) {
  if (!amount) return { positive, doubt, held: false };
  if (amount.value > 0) return { positive: true, doubt: undefined, held: false };
  if (positive !== true) return { positive: false, doubt: undefined, held: false };
  const isConfirmed = doubt !== undefined && doubt !== amount.at;
  return isConfirmed ? { positive: false, doubt: undefined, held: false } : { positive, doubt: amount.at, held: true };
}

function judgeWatches(
  { kinds, watches }: AccountMemory,
  observation: Observation,
  checkedAt: number,
  now: number,
): Pick<AccountMemory, 'kinds' | 'watches'> & { readonly alerts: readonly Alert[] } {
  const added = observation.kinds.filter((kind) => !kinds.includes(kind));
  const { crossed } = observation;
  const isOld = (kind: AlertKind) => kinds.includes(kind);
  const worst = ladder.find((rung) => isOld(rung) && crossed.some(({ kind }) => kind === rung));
  const isLesser = (kind: AlertKind) => worst !== undefined && kind !== worst && ladder.some((rung) => rung === kind);
  const alerts: Alert[] = [];
  const next = new Map<string, WatchMemory>(watches.map((known) => [known.watch, known]));
  const settle = (watch: string, found: WatchMemory | undefined) =>
    found ? next.set(watch, found) : next.delete(watch);
  for (const alert of crossed) {
    const { fires, memory } = nextWatch(next.get(alert.watch), alert.watch, 'crossed', checkedAt, now);
    settle(alert.watch, memory);
    if (fires && isOld(alert.kind) && !isLesser(alert.kind)) alerts.push(alert);
  }
  const isCrossed = new Set(crossed.map(({ watch }) => watch));
  for (const { watch } of watches) {
    const kind = kindOf(watch);
    if (kind === undefined || isCrossed.has(watch) || !observation.kinds.includes(kind)) continue;
    const stands = observation.between.includes(watch) ? 'between' : 'recovered';
    settle(watch, nextWatch(next.get(watch), watch, stands, checkedAt, now).memory);
  }
  const isSame = next.size === watches.length && watches.every((known) => next.get(known.watch) === known);
  return {
    kinds: added.length > 0 ? [...kinds, ...added] : kinds,
    watches: isSame ? watches : [...next.values()],
    alerts,
  };
}
