import { balanceAt } from '../account.ts';
import type { Answer } from '../answer.ts';
import { headerKey, type Scenario, type Service, statusWords } from '../service.ts';

const messages: Readonly<Record<number, string>> = {
  400: 'Missing or malformed headers',
  401: 'Authentication failure',
  402: 'Balance depleted',
  403: 'Authentication failure',
  404: 'Token not recognized',
  500: 'Temporary service issue',
  502: 'Temporary service issue',
  503: 'Temporary service issue',
};

/** An error of Mimir, with the words of its table of errors. */
function errorAnswer(status: number): Answer {
  return { status, json: { status, message: messages[status] ?? statusWords(status) } };
}

const retrieved = (balance: number | null): Answer => ({
  status: 200,
  json: { status: 200, message: 'Credits retrieved', current_balance: balance },
});

/** Mimir, `GET /credits`, after its page: a balance of zero is a 402, and a null balance is a bad token. */
export const mimir: Service = {
  path: '/credits',

  presentedKey: (headers) => headerKey(headers, 'x-api-key'),

  answer({ headers, account, now }) {
    if (!/^[0-9a-f]{64}$/i.test(headerKey(headers, 'x-api-key')?.value ?? '')) return errorAnswer(400);
    if (!account) return errorAnswer(404);
    if (account.reply) return account.reply;
    const balance = balanceAt(account, now);
    return balance === 0 ? errorAnswer(402) : retrieved(balance);
  },

  failure: errorAnswer,
};

/** A key of 64 hex digits that ends in digits which say what it does. */
const row = (digits: string, status: number, describes: string, state: ReturnType<NonNullable<Scenario['state']>>) => ({
  key: digits.padStart(64, '0'),
  status,
  describes,
  state: () => state,
});

const refused = (status: number, describes: string) =>
  row(String(status), status, describes, { reply: errorAnswer(status) });

/** Every documented answer of Mimir. */
export const mimirScenarios = {
  'mimir-demo': row('42', 200, '42 credits, 2 an hour', { balance: 42, usedPerHour: 2 }),
  'mimir-plenty': row('4287', 200, '4287 credits, the example of the document', { balance: 4287 }),
  'mimir-zero': row('402', 402, 'no credits left, which Mimir answers with a 402', { balance: 0 }),
  'mimir-null-balance': row('200', 200, 'current_balance null: the token was invalid', { reply: retrieved(null) }),
  'mimir-all-null': row('200200', 200, 'all three fields null', {
    reply: { status: 200, json: { status: null, message: null, current_balance: null } },
  }),
  'mimir-malformed': { key: 'mimir-demo-malformed', status: 400, describes: 'a key that is not 64 hex digits' },
  'mimir-unknown': { key: '404'.padStart(64, '0'), status: 404, describes: 'a token that is not recognized' },
  'mimir-unauthorized': refused(401, 'an unknown or inactive key'),
  'mimir-revoked': refused(403, 'a revoked key'),
  'mimir-server-error': refused(500, 'a temporary service issue'),
  'mimir-bad-gateway': refused(502, 'a temporary service issue'),
  'mimir-unavailable': refused(503, 'a temporary service issue'),
  'mimir-other-status': row('500200', 500, 'a body whose status (200) differs from the HTTP status', {
    reply: { status: 500, json: { status: 200, message: 'Temporary service issue' } },
  }),
} as const satisfies Readonly<Record<string, Scenario>>;
