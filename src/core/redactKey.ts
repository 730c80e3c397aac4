import { type Balance, namelessLot, type Pool } from './balance.ts';

/** So many characters of a key in a row are a trace of it: fewer stand in many words by chance. */
const traceLength = 6;

/**
 * A balance without the texts that show a part of the key, in any case of letters, in case the service echoes it.
 * Only what is verbatim from the service is looked at: the numbers count, and the unit is ours.
 */
export function redactKey(balance: Balance, key: string): Balance {
  const { pools, plan } = balance;
  const [first, ...others] = pools;
  return {
    ...balance,
    pools: [poolWithoutKey(first, key), ...others.map((pool) => poolWithoutKey(pool, key))],
    // Without its name it would read as "no active plan", which the service has not said.
    ...(plan?.name !== undefined && showsKey(plan.name, key) && { plan: undefined }),
  };
}

function poolWithoutKey(pool: Pool, key: string): Pool {
  const { lots, topUps } = pool;
  const unlessTrace = (text: string | undefined) => (text !== undefined && showsKey(text, key) ? undefined : text);
  return {
    ...pool,
    ...(lots && { lots: lots.map((lot) => ({ ...lot, kind: unlessTrace(lot.kind) ?? namelessLot })) }),
    ...(topUps && {
      topUps: topUps.map(({ id, status, ...rest }) => ({ ...rest, id: unlessTrace(id), status: unlessTrace(status) })),
    }),
  };
}

function showsKey(text: string, key: string): boolean {
  const [within, whole] = [text.toLowerCase(), key.toLowerCase()];
  const length = Math.min(traceLength, whole.length);
  for (let start = 0; start + length <= within.length; start += 1) {
    if (whole.includes(within.slice(start, start + length))) return true;
  }
  return false;
}
