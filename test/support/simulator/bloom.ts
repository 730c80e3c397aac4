import { balanceAt } from './account.ts';
import type { Answer } from './answer.ts';
import { bearerKey, headerKey, type Service, statusCode, statusWords } from './service.ts';

/** The errors that Bloom's OpenAPI defines for `GET /credits`. */
export type BloomErrorCode =
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'ACCOUNT_BANNED'
  | 'WORKSPACE_NOT_FOUND'
  | 'TOO_MANY_REQUESTS'
  | 'INTERNAL_SERVER_ERROR';

/** `flat` is the error of the OpenAPI, at the top level; `nested` is that of the prose pages, under `error`. */
export type BloomEnvelope = 'flat' | 'nested';

const defined: Readonly<Record<BloomErrorCode, { readonly status: number; readonly message: string }>> = {
  UNAUTHORIZED: { status: 401, message: 'Invalid or missing API credentials' },
  FORBIDDEN: { status: 403, message: 'Plan upgrade required' },
  ACCOUNT_BANNED: { status: 403, message: 'This account has been suspended.' },
  WORKSPACE_NOT_FOUND: { status: 404, message: 'Workspace not found or not accessible' },
  TOO_MANY_REQUESTS: { status: 429, message: 'Rate limit exceeded' },
  INTERNAL_SERVER_ERROR: { status: 500, message: 'Failed to check credit balance' },
};

const codeOfStatus: ReadonlyMap<number, BloomErrorCode> = new Map([
  [401, 'UNAUTHORIZED'],
  [403, 'FORBIDDEN'],
  [404, 'WORKSPACE_NOT_FOUND'],
  [429, 'TOO_MANY_REQUESTS'],
  [500, 'INTERNAL_SERVER_ERROR'],
]);

/** A defined error of Bloom, in either of its two envelopes. */
export function bloomError(code: BloomErrorCode, envelope: BloomEnvelope = 'flat'): Answer {
  const { status, message } = defined[code];
  return envelope === 'flat'
    ? { status, json: { defined: true, code, status, message, data: {} } }
    : { status, json: { error: { code, status, message } } };
}

/** An error that the OpenAPI leaves open (`defined: false`): any code, any message. */
export function bloomUndefinedError(status: number, code: string, message: string): Answer {
  return { status, json: { defined: false, code, status, message, data: {} } };
}

/** Bloom, `GET /credits[?workspaceId=…]`, after its OpenAPI document. */
export const bloom: Service = {
  id: 'bloom',
  path: '/credits',

  presentedKey: (headers) => headerKey(headers, 'x-api-key') ?? bearerKey(headers),

  answer({ query, headers }, find, now) {
    const key = bloom.presentedKey(headers)?.value;
    const account = key?.startsWith('bloom_sk_') ? find(key) : undefined;
    if (account?.provider !== 'bloom') {
      return bloomError('UNAUTHORIZED');
    }
    const workspaceId = query.get('workspaceId');
    if (workspaceId === '') {
      return bloomUndefinedError(400, 'BAD_REQUEST', 'Input validation failed');
    }
    if (account.reply !== undefined) {
      return account.reply;
    }
    if (workspaceId === null) {
      return { status: 200, json: { data: { balance: balanceAt(account, now), unlimited: account.unlimited } } };
    }
    const balance = Object.hasOwn(account.workspaces, workspaceId) ? account.workspaces[workspaceId] : undefined;
    return balance === undefined
      ? bloomError('WORKSPACE_NOT_FOUND')
      : { status: 200, json: { data: { balance, unlimited: false } } };
  },

  failure(status) {
    const code = codeOfStatus.get(status);
    return code === undefined ? bloomUndefinedError(status, statusCode(status), statusWords(status)) : bloomError(code);
  },
};
