import { balanceAt } from '../account.ts';
import type { Answer } from '../answer.ts';
import { bearerKey, headerKey, type Scenario, type Service, statusCode, statusWords } from '../service.ts';

/** The errors that Bloom's OpenAPI defines for `GET /credits`. */
const defined = {
  UNAUTHORIZED: { status: 401, message: 'Invalid or missing API credentials' },
  FORBIDDEN: { status: 403, message: 'Plan upgrade required' },
  ACCOUNT_BANNED: { status: 403, message: 'This account has been suspended.' },
  WORKSPACE_NOT_FOUND: { status: 404, message: 'Workspace not found or not accessible' },
  TOO_MANY_REQUESTS: { status: 429, message: 'Rate limit exceeded' },
  INTERNAL_SERVER_ERROR: { status: 500, message: 'Failed to check credit balance' },
} as const;

type ErrorCode = keyof typeof defined;

/** An error as in the OpenAPI, at the top level, … */
function errorAnswer(code: ErrorCode): Answer {
  const { status, message } = defined[code];
  return { status, json: { defined: true, code, status, message, data: {} } };
}

/** … and as in the prose pages, under `error`. */
function nestedError(code: ErrorCode): Answer {
  const { status, message } = defined[code];
  return { status, json: { error: { code, status, message } } };
}

/** An error that the OpenAPI leaves open: any code, any message. */
function undefinedError(status: number, code: string, message: string): Answer {
  return { status, json: { defined: false, code, status, message, data: {} } };
}

/** Bloom, `GET /credits[?workspaceId=…]`, after its OpenAPI document. */
export const bloom: Service = {
  path: '/credits',

  presentedKey: (headers) => headerKey(headers, 'x-api-key') ?? bearerKey(headers),

  answer({ query, account, now }) {
    if (!account) return errorAnswer('UNAUTHORIZED');
    const workspaceId = query.get('workspaceId');
    if (workspaceId === '') return undefinedError(400, 'BAD_REQUEST', 'Input validation failed');
    if (account.reply) return account.reply;
    const { workspaces = {}, unlimited = false } = account;
    if (workspaceId === null) return { status: 200, json: { data: { balance: balanceAt(account, now), unlimited } } };
    if (!Object.hasOwn(workspaces, workspaceId)) return errorAnswer('WORKSPACE_NOT_FOUND');
    return { status: 200, json: { data: { balance: workspaces[workspaceId], unlimited: false } } };
  },

  failure(status) {
    const code = (Object.keys(defined) as ErrorCode[]).find((name) => defined[name].status === status);
    return code ? errorAnswer(code) : undefinedError(status, statusCode(status), statusWords(status));
  },
};

const refused = (suffix: string, code: ErrorCode): Scenario => ({
  key: `bloom_sk_demo${suffix}`,
  status: defined[code].status,
  describes: `${code}, error at the top level`,
  state: () => ({ reply: errorAnswer(code) }),
});

const refusedNested = (suffix: string, code: ErrorCode): Scenario => ({
  ...refused(`${suffix}_nested`, code),
  describes: `${code}, error under "error"`,
  state: () => ({ reply: nestedError(code) }),
});

/** Every documented answer of Bloom. */
export const bloomScenarios = {
  'bloom-demo': {
    key: 'bloom_sk_demo',
    status: 200,
    describes: '310 credits, 4 an hour; workspaces ws_design (75) and ws_research (1200)',
    state: () => ({ balance: 310, usedPerHour: 4, workspaces: { ws_design: 75, ws_research: 1200 } }),
  },
  'bloom-low': { key: 'bloom_sk_demo_low', status: 200, describes: '8 credits', state: () => ({ balance: 8 }) },
  'bloom-zero': { key: 'bloom_sk_demo_zero', status: 200, describes: 'no credits left', state: () => ({ balance: 0 }) },
  'bloom-fraction': {
    key: 'bloom_sk_demo_fraction',
    status: 200,
    describes: 'a fractional balance, 12.5',
    state: () => ({ balance: 12.5 }),
  },
  'bloom-unlimited': {
    key: 'bloom_sk_demo_unlimited',
    status: 200,
    describes: 'unlimited, with a balance of 0',
    state: () => ({ balance: 0, unlimited: true }),
  },
  'bloom-unknown': {
    key: 'bloom_sk_demo_unknown',
    status: 401,
    describes: 'a key that Bloom does not know: UNAUTHORIZED',
  },
  'bloom-unauthorized-nested': refusedNested('_unauthorized', 'UNAUTHORIZED'),
  'bloom-forbidden': refused('_forbidden', 'FORBIDDEN'),
  'bloom-forbidden-nested': refusedNested('_forbidden', 'FORBIDDEN'),
  'bloom-banned': refused('_banned', 'ACCOUNT_BANNED'),
  'bloom-banned-nested': refusedNested('_banned', 'ACCOUNT_BANNED'),
  'bloom-workspace-not-found': refused('_workspace_not_found', 'WORKSPACE_NOT_FOUND'),
  'bloom-workspace-not-found-nested': refusedNested('_workspace_not_found', 'WORKSPACE_NOT_FOUND'),
  'bloom-rate-limited': refused('_rate_limited', 'TOO_MANY_REQUESTS'),
  'bloom-rate-limited-nested': refusedNested('_rate_limited', 'TOO_MANY_REQUESTS'),
  'bloom-server-error': refused('_server_error', 'INTERNAL_SERVER_ERROR'),
  'bloom-server-error-nested': refusedNested('_server_error', 'INTERNAL_SERVER_ERROR'),
  'bloom-undefined-error': {
    key: 'bloom_sk_demo_undefined_error',
    status: 403,
    describes: 'an error with defined: false and a code of its own',
    state: () => ({ reply: undefinedError(403, 'REGION_BLOCKED', 'Not available in your region') }),
  },
} as const satisfies Readonly<Record<string, Scenario>>;
