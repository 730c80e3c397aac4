import type { OlostepAccount, OlostepLot, OlostepPlan } from '../account.ts';
import { olostep, olostepError, olostepUsageLimitReached } from '../olostep.ts';
import { sumOfLots } from '../olostepLots.ts';
import type { Opening, Scenario } from '../scenario.ts';

const SECONDS_PER_DAY = 86_400;

const pro: OlostepPlan = { id: 'SUB_PRO', display_name: 'Pro', credits: 10_000, created_at: 1_704_067_200 };
const none: OlostepPlan = { id: 'SUB_BASE', display_name: 'Base', credits: 0, created_at: 1_704_067_200 };

function account({ now, ...named }: Opening, state: Partial<OlostepAccount>): OlostepAccount {
  const lots = state.lots ?? [];
  return {
    balance: sumOfLots(lots, now),
    burnPerHour: 0,
    step: 1,
    plan: pro,
    allowUsage: true,
    ...state,
    ...named,
    lots,
    provider: 'olostep',
    since: now,
  };
}

function row(
  suffix: string,
  status: number,
  describes: string,
  state: (now: number) => Partial<OlostepAccount>,
): Scenario {
  return {
    provider: 'olostep',
    key: `olo-demo-key${suffix}`,
    describes,
    status,
    open: (at) => account(at, state(at.now)),
  };
}

function lot(kind: string, remaining: number, allocated: number, expirySeconds: number): OlostepLot {
  return {
    purchase_kind: kind,
    allocated_units: allocated,
    remaining_units: remaining,
    expiry_date: expirySeconds,
  };
}

/** The first day of a month of the next year (UTC), in Unix seconds. */
function nextYear(now: number, month: number): number {
  return Date.UTC(new Date(now).getUTCFullYear() + 1, month, 1) / 1000;
}

function inDays(now: number, days: number): number {
  return Math.floor(now / 1000) + days * SECONDS_PER_DAY;
}

/** Every documented answer of Olostep, by the key that gets it. */
export const olostepScenarios = {
  'olostep-demo': row('', 200, '12500 credits in two lots, 1200 an hour, plan Pro', (now) => ({
    burnPerHour: 1200,
    step: 300,
    lots: [lot('Subscription', 8500, 10_000, nextYear(now, 0)), lot('Top-up', 4000, 5000, nextYear(now, 3))],
  })),
  'olostep-document': row('-document', 200, 'the example of the document, whose lots expired in 2025', () => ({
    balance: 12_500,
    lots: [lot('Subscription', 8500, 10_000, 1_735_689_600), lot('Top-up', 4000, 5000, 1_743_465_600)],
  })),
  'olostep-kinds': row(
    '-kinds',
    200,
    'all five kinds of lots, Pending not counted, and a kind unknown so far',
    (now) => ({
      lots: ['Subscription', 'Top-up', 'Manual', 'Setup', 'Pending', 'Referral'].map((kind, index) =>
        lot(kind, 100 * (index + 1), 1000, inDays(now, 30 * (index + 1))),
      ),
    }),
  ),
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
  'olostep-credits-only': row('-credits-only', 200, '77 credits and nothing else in the body', () => ({
    reply: { status: 200, json: { credits: 77 } },
  })),
  'olostep-unknown': {
    provider: 'olostep',
    key: 'olo-demo-key-unknown',
    describes: 'a key that Olostep does not know: invalid_api_key',
    status: 402,
  },
  'olostep-credits-exhausted': row('-credits-exhausted', 402, 'credits_exhausted', (now) => ({
    reply: olostepError(402, 'credits_exhausted', now),
  })),
  'olostep-usage-limit': row('-usage-limit', 402, 'usage_limit_reached: true', () => ({
    reply: olostepUsageLimitReached(),
  })),
  'olostep-server-error': row('-server-error', 500, 'Internal Server Error', (now) => ({
    reply: olostep.failure(500, now),
  })),
} as const satisfies Record<string, Scenario>;
