import { type Balance, type Pool, poolId } from '../balance.ts';
import { latestTime } from '../time.ts';

/** A larger number is no amount that somebody prepaid, and sums of such numbers would not stay finite. */
const largestAmount = 1e15;
const mostPools = 20;

/**
 * A balance whose numbers can be added up and whose times are on the calendar: others count as not stated. Of pools with
 * the same id the first stays, and no more than twenty stay.
 */
export function plausibleBalance(balance: Balance): Balance {
  const [first, ...others] = balance.pools;
  const ids = new Set([poolId(first)]);
  const distinct = others.filter((pool) => {
    const isNew = !ids.has(poolId(pool));
    ids.add(poolId(pool));
    return isNew;
  });
  const pools: Balance['pools'] = [plausiblePool(first), ...distinct.slice(0, mostPools - 1).map(plausiblePool)];
  return { ...balance, pools, ...(balance.plan && { plan: plausible(balance.plan) }) };
}

function plausiblePool(pool: Pool): Pool {
  const { lots, topUps } = pool;
  return {
    ...plausible(pool),
    ...(lots && { lots: lots.map(plausible) }),
    ...(topUps && { topUps: topUps.map(plausible) }),
  };
}

const times: ReadonlySet<string> = new Set(['renewsAt', 'expiresAt', 'at', 'since']);

/** The same values without the numbers that are no amounts and no times. */
function plausible<T extends object>(value: T): T {
  const isPlausible = ([name, inner]: readonly [string, unknown]) =>
    typeof inner !== 'number' || Math.abs(inner) <= (times.has(name) ? latestTime : largestAmount);
  const copy = { ...value };
  for (const entry of Object.entries(value)) if (!isPlausible(entry)) Reflect.set(copy, entry[0], undefined);
  return copy;
}
