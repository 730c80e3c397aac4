import { balanceAt } from '../account.ts';
import type { Answer } from '../answer.ts';
import { bearerKey, type Scenario, type Service, statusWords } from '../service.ts';

const refusal = (code: string, message: string): Answer => ({ status: 401, json: { code, message } });

/** The three reasons that FullEnrich documents for its 401, by what was wrong in the header. */
const notSet = refusal('error.authorization.not_set', 'Authorization headers not set');
const notBearer = refusal('error.authorization.not_bearer', "Authorization headers do not have prefix 'bearer'");
const unknownKey = refusal('error.api.key', 'Unknown api key');

/** FullEnrich, `GET /account/credits`, after its OpenAPI document: its 404 has an empty body. */
export const fullenrich: Service = {
  path: '/account/credits',

  presentedKey: bearerKey,

  answer({ headers: { authorization = '' }, account, now }) {
    if (authorization === '') return notSet;
    if (!/^bearer( |$)/i.test(authorization)) return notBearer;
    if (!account) return unknownKey;
    return account.reply ?? { status: 200, json: { balance: balanceAt(account, now) } };
  },

  failure(status) {
    if (status === 401) return unknownKey;
    if (status === 404) return { status };
    return { status, json: { code: `error.http.${status}`, message: statusWords(status) } };
  },
};

const row = (suffix: string, status: number, describes: string, state: Scenario['state']): Scenario => ({
  key: `fe-demo-key${suffix}`,
  status,
  describes,
  ...(state ? { state } : {}),
});

/** Every documented answer of FullEnrich. */
export const fullenrichScenarios = {
  'fullenrich-demo': row('', 200, '180.25 credits, 1 an hour in quarters', () => ({ balance: 180.25, usedPerHour: 1 })),
  'fullenrich-plenty': row('-plenty', 200, '5000 credits, the example of the document', () => ({ balance: 5000 })),
  'fullenrich-low': row('-low', 200, 'a quarter of a credit', () => ({ balance: 0.25 })),
  'fullenrich-zero': row('-zero', 200, 'no credits left', () => ({ balance: 0 })),
  'fullenrich-missing-balance': row('-missing-balance', 200, 'a body without a balance', () => ({
    reply: { status: 200, json: {} },
  })),
  'fullenrich-not-set': row('-not-set', 401, 'error.authorization.not_set', () => ({ reply: notSet })),
  'fullenrich-not-bearer': row('-not-bearer', 401, 'error.authorization.not_bearer', () => ({ reply: notBearer })),
  'fullenrich-unknown': row('-unknown', 401, 'a key that FullEnrich does not know: error.api.key', undefined),
  'fullenrich-workspace-not-found': row('-workspace-not-found', 404, 'workspace id not found, empty body', () => ({
    reply: { status: 404 },
  })),
  'fullenrich-rate-limited': row('-rate-limited', 429, 'more than 60 requests in a minute', (now) => ({
    reply: fullenrich.failure(429, now),
  })),
} as const satisfies Readonly<Record<string, Scenario>>;
