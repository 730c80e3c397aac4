import type { BreezeAccount, BreezeTopup } from '../account.ts';
import { breezeError, breezeRefusal } from '../breeze.ts';
import type { Opening, Scenario } from '../scenario.ts';

const MS_PER_DAY = 86_400_000;

function account({ now, ...named }: Opening, state: Partial<BreezeAccount>): BreezeAccount {
  return {
    balance: 0,
    burnPerHour: 0,
    step: 0.001,
    topups: [],
    sends: 'everything',
    ...state,
    ...named,
    provider: 'breeze',
    since: now,
  };
}

function row(
  suffix: string,
  status: number,
  describes: string,
  state: (now: number) => Partial<BreezeAccount>,
): Scenario {
  return {
    provider: 'breeze',
    key: `brz_demo${suffix}`,
    describes,
    status,
    open: (at) => account(at, state(at.now)),
  };
}

function demoTopups(now: number): BreezeTopup[] {
  return [
    {
      topup_id: 'topup_demo_2',
      amount: 500,
      status: 'pending',
      created_at: new Date(now - MS_PER_DAY / 24).toISOString(),
    },
    {
      topup_id: 'topup_demo_1',
      amount: 1000,
      status: 'completed',
      created_at: new Date(now - 12 * MS_PER_DAY).toISOString(),
    },
    { topup_id: null, amount: 250, status: null, created_at: null },
  ];
}

/** Every documented answer of Breeze, by the key that gets it. */
export const breezeScenarios = {
  'breeze-demo': row('', 200, '1234.567 credits, 49.38 an hour, and three top-ups', (now) => ({
    balance: 1234.567,
    burnPerHour: 49.38,
    step: 12.345,
    topups: demoTopups(now),
  })),
  'breeze-low': row('_low', 200, '3.21 credits, no top-ups', () => ({ balance: 3.21 })),
  'breeze-zero': row('_zero', 200, 'no credits left', () => ({ balance: 0 })),
  'breeze-null-millicredits': row('_null_millicredits', 200, '87.5 credits, balance_millicredits null', () => ({
    balance: 87.5,
    sends: 'nullMillicredits',
  })),
  'breeze-balance-only': row('_balance_only', 200, '640 credits and nothing else in the body', () => ({
    balance: 640,
    sends: 'balanceOnly',
  })),
  'breeze-null-topups': row('_null_topups', 200, '75 credits and a top-up whose fields are all null', () => ({
    balance: 75,
    topups: [{ topup_id: null, amount: null, status: null, created_at: null }],
  })),
  'breeze-unknown': {
    provider: 'breeze',
    key: 'brz_demo_unknown',
    describes: 'a key that Breeze does not know: AUTH_REQUIRED',
    status: 401,
  },
  'breeze-disabled': row('_disabled', 401, 'a disabled key: AUTH_REQUIRED', () => ({ reply: breezeRefusal() })),
  'breeze-unavailable': row('_unavailable', 503, 'the service is unavailable, meta null', () => ({
    reply: breezeError(503, 'SERVICE_UNAVAILABLE', 'Service temporarily unavailable.'),
  })),
  'breeze-unavailable-meta': row('_unavailable_meta', 503, 'the service is unavailable, meta an object', () => ({
    reply: breezeError(503, 'SERVICE_UNAVAILABLE', 'Service temporarily unavailable.', { region: 'simulated' }),
  })),
} as const satisfies Record<string, Scenario>;
