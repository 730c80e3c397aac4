import type { Lot } from '../balance.ts';
import { day } from '../time.ts';
import { between, crossed, type FreshFacts, type Judgement, recovered } from './judgement.ts';

/** A expiry counts from this part of the balance on, and no more below the lesser part. */
const lapseParts = { crossed: 0.1, recovered: 0.05 } as const;
/** A burst is so many times the usual, and over below the lesser number. */
const burstTimes = { crossed: 10, recovered: 5 } as const;
/** The part of the amount that a burst takes at least; where nothing is usual, everything is a burst, so it is more. */
const burstParts = { beyondUsual: 0.01, fromNothing: 0.1 } as const;

/** Whether the amount runs out within so many days at its pace. */
export function judgeRunway({ pool, now }: FreshFacts, days: number): Judgement | undefined {
  if (pool.pool.unlimited) return recovered;
  const { amount, unit } = pool.pool;
  const { outlook } = pool;
  if (amount === undefined || !outlook) return undefined;
  const { forecast } = outlook;
  // An empty account is told as such; and while the pace is being learnt, nothing is over and nothing is new.
  if (amount <= 0 || !forecast) return between('runway');
  const { emptyAt } = forecast;
  if (emptyAt === undefined) return recovered;
  if (emptyAt - now <= days * day) return crossed({ kind: 'runway', amount, unit, emptyAt });
  return emptyAt - now >= 1.25 * days * day ? recovered : between('runway');
}

/** Whether lots that expire within so many days take a good part of the balance with them. */
export function judgeLapsing({ pool, now }: FreshFacts, days: number): Judgement | undefined {
  if (pool.pool.unlimited) return recovered;
  const { amount, unit, lots } = pool.pool;
  const { outlook } = pool;
  if (amount === undefined || !outlook) return undefined;
  if (amount <= 0) return recovered;
  const paced = outlook.forecast !== undefined;
  const expiries = (outlook.forecast?.expiries ?? lots?.flatMap(lapseOf) ?? []).filter(
    ({ at, lot }) => at > now && at - now <= days * day && !lot.pending,
  );
  const byDay = new Map<number, (typeof expiries)[number][]>();
  for (const expiry of expiries) byDay.set(dayOf(expiry.at), [...(byDay.get(dayOf(expiry.at)) ?? []), expiry]);
  const judged = [...byDay].map(([date, group]) => {
    const lost = Math.min(sum(group.map((expiry) => expiry.amount)), amount);
    const allocated = group.map(({ lot }) => lot.allocated);
    return {
      watch: `lapsing@${date}`,
      part: lost / amount,
      matter: {
        kind: 'lapsing' as const,
        amount: lost,
        allocated: allocated.every((one) => one !== undefined) ? sum(allocated) : undefined,
        unit,
        at: Math.min(...group.map(({ at }) => at)),
        paced,
      },
    };
  });
  return {
    crossed: judged.filter(({ part }) => part > lapseParts.crossed),
    between: judged
      .filter(({ part }) => part <= lapseParts.crossed && part >= lapseParts.recovered)
      .map(({ watch }) => watch),
  };
}

/** Whether the last hour has used many times the usual, and so much that it matters. */
export function judgeBurst({ pool, past }: FreshFacts): Judgement | undefined {
  if (pool.pool.unlimited) return recovered;
  const { amount, unit } = pool.pool;
  if (amount === undefined || !past) return undefined;
  if (!past.hour) return between('burst');
  const { used, usual } = past.hour;
  const before = Math.max(0, amount) + used;
  const least = before * (usual > 0 ? burstParts.beyondUsual : burstParts.fromNothing);
  if (used > 0 && used >= burstTimes.crossed * usual && used >= least) {
    return crossed({ kind: 'burst', used, usual, unit });
  }
  const isOver = usual > 0 ? used < burstTimes.recovered * usual : used < least / 2;
  return isOver || used === 0 ? recovered : between('burst');
}

/**
 * Days since 1970 in UTC: a name that stays the same wherever the person is. What expires on one day is told together,
 * and an answer that differs by seconds from the one before is about the same lots.
 */
function dayOf(time: number): number {
  return Math.floor(time / day);
}

/** What remains in a lot, if the service says so: without a pace all of it may expiry. */
function lapseOf(lot: Lot) {
  const { remaining, expiresAt } = lot;
  return remaining === undefined || remaining <= 0 || expiresAt === undefined
    ? []
    : [{ lot, amount: remaining, at: expiresAt }];
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((whole, one) => whole + one, 0);
}
