import type { MimirAccount } from '../account.ts';
import { mimirError } from '../mimir.ts';
import type { Opening, Scenario } from '../scenario.ts';

function account({ now, ...named }: Opening, state: Partial<MimirAccount>): MimirAccount {
  return { balance: 0, burnPerHour: 0, step: 1, ...state, ...named, provider: 'mimir', since: now };
}

/** A key of 64 hex digits that ends in digits which say what it does. */
function row(digits: string, status: number, describes: string, state: Partial<MimirAccount>): Scenario {
  return {
    provider: 'mimir',
    key: digits.padStart(64, '0'),
    describes,
    status,
    open: (at) => account(at, state),
  };
}

function refused(status: number, describes: string): Scenario {
  return row(String(status), status, describes, { reply: mimirError(status) });
}

/** Every documented answer of Mimir, by the key that gets it. */
export const mimirScenarios = {
  'mimir-demo': row('42', 200, '42 credits, 2 an hour', { balance: 42, burnPerHour: 2 }),
  'mimir-plenty': row('4287', 200, '4287 credits, the example of the document', { balance: 4287 }),
  'mimir-zero': row('402', 402, 'no credits left, which Mimir answers with a 402', { balance: 0 }),
  'mimir-null-balance': row('200', 200, 'current_balance null: the token was invalid', {
    reply: { status: 200, json: { status: 200, message: 'Credits retrieved', current_balance: null } },
  }),
  'mimir-all-null': row('200200', 200, 'all three fields null', {
    reply: { status: 200, json: { status: null, message: null, current_balance: null } },
  }),
  'mimir-malformed': {
    provider: 'mimir',
    key: 'mimir-demo-malformed',
    describes: 'a key that is not 64 hex digits',
    status: 400,
  },
  'mimir-unknown': {
    provider: 'mimir',
    key: '404'.padStart(64, '0'),
    describes: 'a token that is not recognized',
    status: 404,
  },
  'mimir-unauthorized': refused(401, 'an unknown or inactive key'),
  'mimir-revoked': refused(403, 'a revoked key'),
  'mimir-server-error': refused(500, 'a temporary service issue'),
  'mimir-bad-gateway': refused(502, 'a temporary service issue'),
  'mimir-unavailable': refused(503, 'a temporary service issue'),
  'mimir-other-status': row('500200', 500, 'a body whose status (200) differs from the HTTP status', {
    reply: { status: 500, json: { status: 200, message: 'Temporary service issue' } },
  }),
} as const satisfies Record<string, Scenario>;
