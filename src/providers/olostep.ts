import * as z from 'zod/mini';
import { namelessLot } from '../core/balance.ts';
import { defineProvider, failed, type Outcome } from '../core/provider.ts';
import { flag, list, number, optionalField, text, unixSeconds } from '../core/responseFields.ts';
import { credits } from '../core/unit.ts';

const lot = z.object({
  purchase_kind: text,
  allocated_units: number,
  remaining_units: number,
  expiry_date: unixSeconds,
});

const subscription = z.object({ id: text, display_name: text, credits: number, created_at: unixSeconds });

/** The body of a 402 in its three forms: flag or code at the top, an error that is a code, an error that has them. */
const errorBody = z.object({ usage_limit_reached: flag, code: text });
const errorWithCode = z.object({ error: z.string() });
const nestedError = z.object({ error: errorBody });

/** 402 is an invalid key, unless the body says that the credits are used up: then it is a balance of 0. */
function paymentRequired(body: unknown): Outcome {
  const top = errorBody.safeParse(body).data;
  const nested = nestedError.safeParse(body).data?.error;
  const codes = [top?.code, nested?.code, errorWithCode.safeParse(body).data?.error];
  const usedUp =
    top?.usage_limit_reached === true ||
    nested?.usage_limit_reached === true ||
    codes.some((code) => code === 'credits_exhausted' || code === 'usage_limit_reached');
  return usedUp ? { balance: { pools: [{ unit: credits, amount: 0 }] } } : failed('unauthorized');
}

/**
 * Olostep, web data. GET /user/credits/info of its Balance & Billing API 1.0.0. `credits` counts and is never
 * recomputed from the lots. The same key can buy: nothing but this GET is ever sent.
 */
export const olostep = defineProvider({
  id: 'olostep',
  name: 'Olostep',
  field: 'scraping',
  variables: ['OLOSTEP_API_KEY'],
  confidence: 'documented',
  baseUrl: 'https://api.olostep.com',
  pages: { keys: 'https://www.olostep.com/dashboard/', billing: 'https://www.olostep.com/dashboard/' },
  key: { pattern: /^.{8,}$/, hint: 'Olostep keys are longer. Press Enter to try it anyway.' },
  request: (key) => ({ path: '/user/credits/info', headers: { authorization: `Bearer ${key}` } }),
  schema: z.object({
    credits: z.nullish(z.number()),
    breakdown: list(lot),
    active_subscription: optionalField(subscription),
    allow_usage: flag,
  }),
  balance: (answer) => ({
    balance: {
      pools: [
        {
          unit: credits,
          amount: answer.credits ?? undefined,
          lots: answer.breakdown?.map((item) => ({
            kind: item.purchase_kind ?? namelessLot,
            allocated: item.allocated_units,
            remaining: item.remaining_units,
            expiresAt: item.expiry_date,
            pending: item.purchase_kind === 'Pending',
          })),
        },
      ],
      usageAllowed: answer.allow_usage,
      plan: answer.active_subscription && planOf(answer.active_subscription),
    },
  }),
  statuses: { 402: paymentRequired, 500: 'unavailable' },
});

function planOf(plan: z.output<typeof subscription>) {
  // The document: "Falls back to SUB_BASE when no active subscription exists."
  if (plan.id === 'SUB_BASE') return {};
  const name = plan.display_name ?? plan.id;
  // A plan of no name would read as "no active plan", which the service has not said.
  return name === undefined ? undefined : { name, allowance: plan.credits, since: plan.created_at };
}
