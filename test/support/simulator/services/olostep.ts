import { day } from '../../../../src/core/time.ts';
import { balanceAt, lotsAt, type OlostepLot, type OlostepPlan, usableCredits } from '../account.ts';
import type { Answer } from '../answer.ts';
import { bearerKey, type Scenario, type Service, statusCode, statusWords } from '../service.ts';

const details: Readonly<Record<string, string>> = {
  invalid_api_key: 'Your API key is invalid',
  credits_exhausted: 'You have consumed all available credits.',
  rate_limit_exceeded: "You've reached your rate limits for this API. Please try again later.",
};

/** An error of Olostep in the form of its general pages on errors; `created` is in Unix seconds. */
function errorAnswer(status: number, code: string, now: number): Answer {
  const title = statusWords(status);
  return {
    status,
    json: {
      object: 'error',
      id: 'error_simulated',
      code,
      type: `https://docs.olostep.com/api-reference/errors/${statusCode(status).toLowerCase()}`,
      status,
      title,
      detail: details[code] ?? title,
      created: Math.floor(now / 1000),
      metadata: {},
    },
  };
}

/** Olostep, `GET /user/credits/info`, after its OpenAPI document: an invalid key is a 402. */
export const olostep: Service = {
  path: '/user/credits/info',

  presentedKey: bearerKey,

  answer({ headers, account, now }) {
    if (!bearerKey(headers)) return errorAnswer(401, 'invalid_api_key', now);
    if (!account) return errorAnswer(402, 'invalid_api_key', now);
    const { reply, plan, allowUsage } = account;
    const lots = { credits: balanceAt(account, now), breakdown: lotsAt(account, now) };
    return reply ?? { status: 200, json: { ...lots, active_subscription: plan, allow_usage: allowUsage } };
  },

  failure(status, now) {
    if (status === 401 || status === 402) return errorAnswer(status, 'invalid_api_key', now);
    if (status === 429) return errorAnswer(status, 'rate_limit_exceeded', now);
    if (status === 500) return { status, json: { error: 'Internal Server Error' } };
    return errorAnswer(status, statusCode(status).toLowerCase(), now);
  },
};

const pro: OlostepPlan = { id: 'SUB_PRO', display_name: 'Pro', credits: 10_000, created_at: 1_704_067_200 };
const none: OlostepPlan = { id: 'SUB_BASE', display_name: 'Base', credits: 0, created_at: 1_704_067_200 };

function lot(kind: string, remaining: number, allocated: number, expiresAt: number): OlostepLot {
  return {
    purchase_kind: kind,
    allocated_units: allocated,
    remaining_units: remaining,
    expiry_date: Math.floor(expiresAt / 1000),
  };
}

/** The first day of a month of the next year (UTC). */
const nextYear = (now: number, month: number) => Date.UTC(new Date(now).getUTCFullYear() + 1, month, 1);
const inDays = (now: number, days: number) => now + days * day;

const row = (suffix: string, status: number, describes: string, state: NonNullable<Scenario['state']>) => ({
  key: `olo-demo-key${suffix}`,
  status,
  describes,
  state: (now: number) => {
    const { lots = [], ...more } = state(now);
    return { balance: usableCredits(lots, now), plan: pro, allowUsage: true, lots, ...more };
  },
});

const replies = (suffix: string, describes: string, reply: Answer) =>
  row(suffix, reply.status, describes, () => ({ reply }));

/** Every documented answer of Olostep. */
export const olostepScenarios = {
  'olostep-demo': row('', 200, '12500 credits in two lots, 1200 an hour, plan Pro', (now) => ({
    usedPerHour: 1200,
    step: 300,
    lots: [lot('Subscription', 8500, 10_000, nextYear(now, 0)), lot('Top-up', 4000, 5000, nextYear(now, 3))],
  })),
  'olostep-document': row('-document', 200, 'the example of the document, whose lots expired in 2025', () => ({
    balance: 12_500,
    lots: [lot('Subscription', 8500, 10_000, Date.UTC(2025, 0)), lot('Top-up', 4000, 5000, Date.UTC(2025, 3))],
  })),
  'olostep-kinds': row('-kinds', 200, 'all five kinds of lots, Pending not counted, and a sixth', (now) => ({
    lots: ['Subscription', 'Top-up', 'Manual', 'Setup', 'Pending', 'Referral'].map((kind, index) =>
      lot(kind, 100 * (index + 1), 1000, inDays(now, 30 * (index + 1))),
    ),
  })),
  'olostep-expiring': row('-expiring', 200, '900 of 1400 credits expire within three days', (now) => ({
    lots: [lot('Top-up', 900, 5000, inDays(now, 3)), lot('Subscription', 500, 10_000, inDays(now, 40))],
  })),
  'olostep-no-plan': row('-no-plan', 200, '300 credits, no plan (SUB_BASE)', (now) => ({
    plan: none,
    lots: [lot('Top-up', 300, 10_000, inDays(now, 90))],
  })),
  'olostep-blocked': row('-blocked', 200, '2500 credits, but allow_usage is false', (now) => ({
    allowUsage: false,
    lots: [lot('Subscription', 2500, 10_000, inDays(now, 20))],
  })),
  'olostep-zero': row('-zero', 200, 'no credits left, and allow_usage is false', (now) => ({
    allowUsage: false,
    lots: [lot('Subscription', 0, 10_000, inDays(now, 20))],
  })),
  'olostep-credits-only': replies('-credits-only', '77 credits and nothing else in the body', {
    status: 200,
    json: { credits: 77 },
  }),
  'olostep-unknown': {
    key: 'olo-demo-key-unknown',
    status: 402,
    describes: 'a key that Olostep does not know: invalid_api_key',
  },
  'olostep-credits-exhausted': row('-credits-exhausted', 402, 'credits_exhausted', (now) => ({
    reply: errorAnswer(402, 'credits_exhausted', now),
  })),
  // The 402 that the official JavaScript client takes to mean that the credits are used up.
  'olostep-usage-limit': replies('-usage-limit', 'usage_limit_reached: true', {
    status: 402,
    json: { usage_limit_reached: true, message: 'Usage limit reached' },
  }),
  'olostep-server-error': row('-server-error', 500, 'Internal Server Error', (now) => ({
    reply: olostep.failure(500, now),
  })),
} as const satisfies Readonly<Record<string, Scenario>>;
