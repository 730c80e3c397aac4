import { type Balance, namelessLot, type Pool } from './balance.ts';
import { credits } from './unit.ts';

/** This many characters of a key in a row are a trace of it: fewer occur in many words by chance. */
const traceLength = 6;

/**
 * A balance without the texts that show a part of a secret (the key, or a header made of it), in any case of letters, in
 * case the service echoes it. Numbers always stay.
 */
export function redactKey(balance: Balance, secrets: readonly string[]): Balance {
  const shows = (text: string | undefined) => text !== undefined && secrets.some((secret) => showsKey(text, secret));
  const { pools, plan } = balance;
  const [first, ...others] = pools;
  return {
    ...balance,
    pools: [redactPool(first, 0, shows), ...others.map((pool, index) => redactPool(pool, index + 1, shows))],
    // Without its name it would read as "no active plan", which the service has not said.
    ...(shows(plan?.name) && { plan: undefined }),
  };
}

function redactPool(pool: Pool, index: number, shows: (text: string | undefined) => boolean): Pool {
  const { id, name, unit, lots, topUps } = pool;
  const unlessShown = (text: string | undefined) => (shows(text) ? undefined : text);
  return {
    ...pool,
    ...(shows(id) && { id: `pool-${index + 1}` }),
    ...(shows(name) && { name: undefined }),
    ...((shows(unit.name) || shows(unit.singular)) && { unit: credits }),
    ...(lots && { lots: lots.map((lot) => ({ ...lot, kind: unlessShown(lot.kind) ?? namelessLot })) }),
    ...(topUps && {
      topUps: topUps.map(({ id, status, ...rest }) => ({ ...rest, id: unlessShown(id), status: unlessShown(status) })),
    }),
  };
}

/** True if a text holds the whole secret or six of its characters in a row, in any case of letters. */
export function showsKey(text: string, key: string): boolean {
  const [within, whole] = [text.toLowerCase(), key.toLowerCase()];
  const length = Math.min(traceLength, whole.length);
  for (let start = 0; start + length <= within.length; start += 1) {
    if (whole.includes(within.slice(start, start + length))) return true;
  }
  return false;
}
