import type { Balance, Plan } from '../balance.ts';
import type { FailureKind, FailureReason } from '../failure.ts';
import { failed, type Outcome, usualMeaning } from '../provider.ts';
import { holds, meaningOf, saidIn } from './conditions.ts';
import { timeIn } from './dates.ts';
import type { Entry, Meaning } from './entry.ts';
import { emptyPool, given, numberIn, poolsIn } from './readPools.ts';
import { textIn } from './texts.ts';

const failures: Readonly<Record<Exclude<Meaning, 'empty' | 'balance'>, readonly [FailureKind, FailureReason?]>> = {
  unauthorized: ['unauthorized'],
  forbidden: ['forbidden'],
  missingPermission: ['forbidden', 'missingPermission'],
  adminKeyNeeded: ['forbidden', 'adminKeyNeeded'],
  planUpgrade: ['forbidden', 'planUpgrade'],
  banned: ['forbidden', 'banned'],
  workspace: ['notFound', 'workspace'],
  notFound: ['notFound'],
  rateLimited: ['rateLimited'],
  unavailable: ['unavailable'],
  unexpected: ['unexpected'],
};

/** The meaning of an answer to the GET of an entry, at a time in milliseconds since 1970. Never throws. */
export function readEntry(entry: Entry, status: number, body: unknown, now: number): Outcome {
  const usual = status === 200 ? 'balance' : usualMeaning(status);
  const meaning = meaningOf(body, entry.statuses?.[status]) ?? usual;
  if (meaning === 'balance') return balanceIn(entry, body, now);
  if (meaning === 'empty') return emptyBalance(entry);
  const [kind, reason] = failures[meaning as keyof typeof failures] ?? [meaning as FailureKind];
  return failed(kind, reason);
}

function balanceIn(entry: Entry, body: unknown, now: number): Outcome {
  const found = entry.pools.map((rule) => poolsIn(body, rule, now));
  const [first, ...others] = found.flatMap((pools) => pools ?? []);
  // A number that isn't one means that the answer isn't understood; a second pool that is new does no harm.
  if (!first || found[0] === undefined) return failed('unexpected');
  const pools: Balance['pools'] = [first.pool, ...others.map(({ pool }) => pool)];
  const said = entry.usageAllowed === undefined ? undefined : saidIn(body, entry.usageAllowed);
  const isBlocked = [first, ...others].every(({ belowFloor }) => belowFloor);
  return {
    balance: { pools, ...given('usageAllowed', isBlocked ? false : said), ...given('plan', planIn(entry, body, now)) },
  };
}

function emptyBalance({ pools }: Entry): Outcome {
  const [first, ...others] = pools.flatMap((rule) => emptyPool(rule) ?? []);
  return first ? { balance: { pools: [first, ...others] } } : failed('unexpected');
}

function planIn({ plan }: Entry, body: unknown, now: number): Plan | undefined {
  if (!plan) return undefined;
  if (plan.noneIf !== undefined && holds(body, plan.noneIf)) return {};
  const name = textIn(body, plan.name);
  // A plan of no name would read as "no active plan", which the service has not said.
  if (name === undefined) return undefined;
  return {
    name,
    ...given('allowance', numberIn(body, plan.allowance)),
    ...given('since', timeIn(body, plan.since, now)),
  };
}
