import type { FullenrichAccount } from '../account.ts';
import { fullenrich, fullenrichRefusal } from '../fullenrich.ts';
import type { Opening, Scenario } from '../scenario.ts';

function account({ now, ...named }: Opening, state: Partial<FullenrichAccount>): FullenrichAccount {
  return { balance: 0, burnPerHour: 0, step: 0.25, ...state, ...named, provider: 'fullenrich', since: now };
}

function row(
  suffix: string,
  status: number,
  describes: string,
  state: (now: number) => Partial<FullenrichAccount>,
): Scenario {
  return {
    provider: 'fullenrich',
    key: `fe-demo-key${suffix}`,
    describes,
    status,
    open: (at) => account(at, state(at.now)),
  };
}

/** Every documented answer of FullEnrich, by the key that gets it. */
export const fullenrichScenarios = {
  'fullenrich-demo': row('', 200, '180.25 credits, 1 an hour in quarters', () => ({ balance: 180.25, burnPerHour: 1 })),
  'fullenrich-plenty': row('-plenty', 200, '5000 credits, the example of the document', () => ({ balance: 5000 })),
  'fullenrich-low': row('-low', 200, 'a quarter of a credit', () => ({ balance: 0.25 })),
  'fullenrich-zero': row('-zero', 200, 'no credits left', () => ({ balance: 0 })),
  'fullenrich-missing-balance': row('-missing-balance', 200, 'a body without a balance', () => ({
    reply: { status: 200, json: {} },
  })),
  'fullenrich-not-set': row('-not-set', 401, 'error.authorization.not_set', () => ({
    reply: fullenrichRefusal('notSet'),
  })),
  'fullenrich-not-bearer': row('-not-bearer', 401, 'error.authorization.not_bearer', () => ({
    reply: fullenrichRefusal('notBearer'),
  })),
  'fullenrich-unknown': {
    provider: 'fullenrich',
    key: 'fe-demo-key-unknown',
    describes: 'a key that FullEnrich does not know: error.api.key',
    status: 401,
  },
  'fullenrich-workspace-not-found': row('-workspace-not-found', 404, 'workspace id not found, empty body', () => ({
    reply: { status: 404 },
  })),
  'fullenrich-rate-limited': row('-rate-limited', 429, 'more than 60 requests in a minute', (now) => ({
    reply: fullenrich.failure(429, now),
  })),
} as const satisfies Record<string, Scenario>;
