import { day, hour } from '../../../../src/core/time.ts';
import { balanceAt } from '../account.ts';
import type { Answer } from '../answer.ts';
import { bearerKey, headerKey, type Scenario, type Service, statusCode, statusWords } from '../service.ts';

/** An error of Breeze (`ErrorResponse`). */
function errorAnswer(status: number, code: string, detail: string, meta: object | null = null): Answer {
  return { status, json: { ok: false, code, detail, error: detail, meta } };
}

/** The 401 of Breeze: the same for a missing, malformed, deleted or disabled key. */
const refusal = errorAnswer(401, 'AUTH_REQUIRED', 'A valid API key is required.');

/** Breeze, `GET /v1/balance`, after its OpenAPI document: 1 credit is 1000 millicredits. */
export const breeze: Service = {
  path: '/v1/balance',

  presentedKey: (headers) => headerKey(headers, 'xi-api-key') ?? bearerKey(headers),

  answer({ account, now }) {
    if (!account) return refusal;
    if (account.reply) return account.reply;
    const { sends = 'everything', topups = [] } = account;
    const balance = balanceAt(account, now);
    const millicredits = sends === 'nullMillicredits' ? null : Math.round(balance * 1000);
    return {
      status: 200,
      headers: { 'x-breeze-api-key-id': `key_id_of_${account.name}` },
      json: sends === 'balanceOnly' ? { balance } : { balance, balance_millicredits: millicredits, topups },
    };
  },

  failure: (status) => (status === 401 ? refusal : errorAnswer(status, statusCode(status), statusWords(status))),
};

const unavailable = (meta: object | null) =>
  errorAnswer(503, 'SERVICE_UNAVAILABLE', 'Service temporarily unavailable.', meta);

const nothing = { topup_id: null, amount: null, status: null, created_at: null };

/** Every documented answer of Breeze. */
export const breezeScenarios = {
  'breeze-demo': {
    key: 'brz_demo',
    status: 200,
    describes: '1234.567 credits, 49.38 an hour, and three top-ups',
    state: (now) => ({
      balance: 1234.567,
      usedPerHour: 49.38,
      step: 12.345,
      topups: [
        {
          topup_id: 'topup_demo_2',
          amount: 500,
          status: 'pending',
          created_at: new Date(now - hour).toISOString(),
        },
        {
          topup_id: 'topup_demo_1',
          amount: 1000,
          status: 'completed',
          created_at: new Date(now - 12 * day).toISOString(),
        },
        { ...nothing, amount: 250 },
      ],
    }),
  },
  'breeze-low': {
    key: 'brz_demo_low',
    status: 200,
    describes: '3.21 credits, no top-ups',
    state: () => ({ balance: 3.21 }),
  },
  'breeze-zero': { key: 'brz_demo_zero', status: 200, describes: 'no credits left', state: () => ({ balance: 0 }) },
  'breeze-null-millicredits': {
    key: 'brz_demo_null_millicredits',
    status: 200,
    describes: '87.5 credits, balance_millicredits null',
    state: () => ({ balance: 87.5, sends: 'nullMillicredits' }),
  },
  'breeze-balance-only': {
    key: 'brz_demo_balance_only',
    status: 200,
    describes: '640 credits and nothing else in the body',
    state: () => ({ balance: 640, sends: 'balanceOnly' }),
  },
  'breeze-null-topups': {
    key: 'brz_demo_null_topups',
    status: 200,
    describes: '75 credits and a top-up whose fields are all null',
    state: () => ({ balance: 75, topups: [nothing] }),
  },
  'breeze-unknown': {
    key: 'brz_demo_unknown',
    status: 401,
    describes: 'a key that Breeze does not know: AUTH_REQUIRED',
  },
  'breeze-disabled': {
    key: 'brz_demo_disabled',
    status: 401,
    describes: 'a disabled key: AUTH_REQUIRED',
    state: () => ({ reply: refusal }),
  },
  'breeze-unavailable': {
    key: 'brz_demo_unavailable',
    status: 503,
    describes: 'the service is unavailable, meta null',
    state: () => ({ reply: unavailable(null) }),
  },
  'breeze-unavailable-meta': {
    key: 'brz_demo_unavailable_meta',
    status: 503,
    describes: 'the service is unavailable, meta an object',
    state: () => ({ reply: unavailable({ region: 'simulated' }) }),
  },
} as const satisfies Readonly<Record<string, Scenario>>;
