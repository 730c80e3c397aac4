import * as z from 'zod/mini';
import { type Account, balanceAt, type OlostepAccount } from './account.ts';
import { ControlError } from './controlError.ts';
import { creditsAt, fitLots, lotsAt, sumOfLots } from './olostepLots.ts';
import type { ProviderId } from './providerId.ts';

const credits = z.number().check(z.gte(0));
const wholeCredits = z.int().check(z.gte(0));

const common = {
  /** A scenario name; without it and without a key, the demo account of the provider. */
  account: z.exactOptional(z.string()),
  key: z.exactOptional(z.string()),
  burnPerHour: z.exactOptional(credits),
  step: z.exactOptional(z.number().check(z.gt(0))),
};

/** What `set` and `POST /control/set` take: what an account has from now on. Fields left out stay as they are. */
export const accountChangeSchema = z.discriminatedUnion('provider', [
  z.strictObject({
    ...common,
    provider: z.literal('bloom'),
    balance: z.exactOptional(credits),
    unlimited: z.exactOptional(z.boolean()),
    workspaces: z.exactOptional(z.record(z.string(), credits)),
  }),
  z.strictObject({ ...common, provider: z.literal('mimir'), balance: z.exactOptional(wholeCredits) }),
  z.strictObject({
    ...common,
    provider: z.literal('breeze'),
    balance: z.exactOptional(credits),
    sends: z.exactOptional(z.enum(['everything', 'nullMillicredits', 'balanceOnly'])),
    topups: z.exactOptional(
      z.array(
        z.strictObject({
          topup_id: z.nullable(z.string()),
          amount: z.nullable(z.number()),
          status: z.nullable(z.string()),
          created_at: z.nullable(z.string()),
        }),
      ),
    ),
  }),
  z.strictObject({ ...common, provider: z.literal('fullenrich'), balance: z.exactOptional(credits) }),
  z.strictObject({
    ...common,
    provider: z.literal('olostep'),
    balance: z.exactOptional(wholeCredits),
    allowUsage: z.exactOptional(z.boolean()),
    lots: z.exactOptional(
      z.array(
        z.strictObject({
          purchase_kind: z.string(),
          allocated_units: wholeCredits,
          remaining_units: wholeCredits,
          expiry_date: z.int(),
        }),
      ),
    ),
    plan: z.exactOptional(
      z.strictObject({ id: z.string(), display_name: z.string(), credits: wholeCredits, created_at: z.int() }),
    ),
  }),
]);

/** What an account has from now on. */
export type AccountChange = z.infer<typeof accountChangeSchema>;

/** The finest amount that each service deals in, in credits: the step of a usageRate that was set without one. */
const finest: Readonly<Record<ProviderId, number>> = {
  bloom: 1,
  mimir: 1,
  breeze: 0.001,
  fullenrich: 0.25,
  olostep: 1,
};

/** The same account with its clock restarted: what it has at `now` is what it starts from. */
function settled<A extends Account>(account: A, now: number): A {
  return account.provider === 'olostep'
    ? { ...account, balance: creditsAt(account, now), lots: lotsAt(account, now), since: now }
    : { ...account, balance: balanceAt(account, now), since: now };
}

function settledIfBurning<A extends Account>(account: A, change: AccountChange, now: number): A {
  const touchesBurn =
    change.balance !== undefined ||
    change.burnPerHour !== undefined ||
    change.step !== undefined ||
    (change.provider === 'olostep' && change.lots !== undefined);
  if (!touchesBurn) {
    return account;
  }
  const current = settled(account, now);
  return change.burnPerHour === undefined ? current : { ...current, step: finest[account.provider] };
}

function changedOlostep(account: OlostepAccount, change: Partial<OlostepAccount>, now: number): OlostepAccount {
  const next = { ...account, ...change };
  if (change.lots !== undefined && change.balance === undefined) {
    return { ...next, balance: sumOfLots(change.lots, now) };
  }
  if (change.balance !== undefined && change.lots === undefined) {
    return { ...next, lots: fitLots(account.lots, change.balance, now) };
  }
  return next;
}

/**
 * The account after a change at `now` (milliseconds since the epoch). At Olostep, lots that are set alone give the
 * balance, and a balance that is set alone is fitted into the lots. Throws for an account that never has a balance.
 */
export function changedAccount(account: Account, change: AccountChange, now: number): Account {
  if (account.reply !== undefined) {
    throw new ControlError(`The account ${account.name} always gets the same answer; it has nothing to set.`);
  }
  const { account: _name, key: _key, ...fields } = change;
  const current = settledIfBurning(account, change, now);
  if (fields.provider === 'bloom' && current.provider === 'bloom') {
    return { ...current, ...fields };
  }
  if (fields.provider === 'mimir' && current.provider === 'mimir') {
    return { ...current, ...fields };
  }
  if (fields.provider === 'breeze' && current.provider === 'breeze') {
    return { ...current, ...fields };
  }
  if (fields.provider === 'fullenrich' && current.provider === 'fullenrich') {
    return { ...current, ...fields };
  }
  if (fields.provider === 'olostep' && current.provider === 'olostep') {
    return changedOlostep(current, fields, now);
  }
  throw new ControlError(`The account ${account.name} is not one of ${change.provider}.`);
}
