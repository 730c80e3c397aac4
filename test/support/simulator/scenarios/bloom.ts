import type { BloomAccount } from '../account.ts';
import { type BloomErrorCode, bloomError, bloomUndefinedError } from '../bloom.ts';
import type { Opening, Scenario } from '../scenario.ts';

function account({ now, ...named }: Opening, state: Partial<BloomAccount>): BloomAccount {
  return {
    balance: 0,
    burnPerHour: 0,
    step: 1,
    unlimited: false,
    workspaces: {},
    ...state,
    ...named,
    provider: 'bloom',
    since: now,
  };
}

function row(suffix: string, status: number, describes: string, state: () => Partial<BloomAccount>): Scenario {
  return {
    provider: 'bloom',
    key: `bloom_sk_demo${suffix}`,
    describes,
    status,
    open: (at) => account(at, state()),
  };
}

function refused(suffix: string, status: number, code: BloomErrorCode): Scenario {
  return row(suffix, status, `${code}, error at the top level`, () => ({ reply: bloomError(code) }));
}

function refusedNested(suffix: string, status: number, code: BloomErrorCode): Scenario {
  return row(suffix, status, `${code}, error under "error"`, () => ({ reply: bloomError(code, 'nested') }));
}

/** Every documented answer of Bloom, by the key that gets it. */
export const bloomScenarios = {
  'bloom-demo': row('', 200, '310 credits, 4 an hour; workspaces ws_design (75) and ws_research (1200)', () => ({
    balance: 310,
    burnPerHour: 4,
    workspaces: { ws_design: 75, ws_research: 1200 },
  })),
  'bloom-low': row('_low', 200, '8 credits', () => ({ balance: 8 })),
  'bloom-zero': row('_zero', 200, 'no credits left', () => ({ balance: 0 })),
  'bloom-fraction': row('_fraction', 200, 'a fractional balance, 12.5', () => ({ balance: 12.5 })),
  'bloom-unlimited': row('_unlimited', 200, 'unlimited, with a balance of 0', () => ({ unlimited: true })),
  'bloom-unknown': {
    provider: 'bloom',
    key: 'bloom_sk_demo_unknown',
    describes: 'a key that Bloom does not know: UNAUTHORIZED',
    status: 401,
  },
  'bloom-unauthorized-nested': refusedNested('_unauthorized_nested', 401, 'UNAUTHORIZED'),
  'bloom-forbidden': refused('_forbidden', 403, 'FORBIDDEN'),
  'bloom-forbidden-nested': refusedNested('_forbidden_nested', 403, 'FORBIDDEN'),
  'bloom-banned': refused('_banned', 403, 'ACCOUNT_BANNED'),
  'bloom-banned-nested': refusedNested('_banned_nested', 403, 'ACCOUNT_BANNED'),
  'bloom-workspace-not-found': refused('_workspace_not_found', 404, 'WORKSPACE_NOT_FOUND'),
  'bloom-workspace-not-found-nested': refusedNested('_workspace_not_found_nested', 404, 'WORKSPACE_NOT_FOUND'),
  'bloom-rate-limited': refused('_rate_limited', 429, 'TOO_MANY_REQUESTS'),
  'bloom-rate-limited-nested': refusedNested('_rate_limited_nested', 429, 'TOO_MANY_REQUESTS'),
  'bloom-server-error': refused('_server_error', 500, 'INTERNAL_SERVER_ERROR'),
  'bloom-server-error-nested': refusedNested('_server_error_nested', 500, 'INTERNAL_SERVER_ERROR'),
  'bloom-undefined-error': row('_undefined_error', 403, 'an error with defined: false and a code of its own', () => ({
    reply: bloomUndefinedError(403, 'REGION_BLOCKED', 'Not available in your region'),
  })),
} as const satisfies Record<string, Scenario>;
