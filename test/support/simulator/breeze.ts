import { balanceAt } from './account.ts';
import type { Answer } from './answer.ts';
import { bearerKey, headerKey, type Service, statusCode, statusWords } from './service.ts';

/** An error of Breeze (`ErrorResponse`). */
export function breezeError(
  status: number,
  code: string,
  detail: string,
  meta: Readonly<Record<string, unknown>> | null = null,
): Answer {
  return { status, json: { ok: false, code, detail, error: detail, meta } };
}

/** The 401 of Breeze: it is the same for a missing, malformed, deleted or disabled key. */
export function breezeRefusal(): Answer {
  return breezeError(401, 'AUTH_REQUIRED', 'A valid API key is required.');
}

/** Breeze, `GET /v1/balance`, after its OpenAPI document: 1 credit is 1000 millicredits. */
export const breeze: Service = {
  id: 'breeze',
  path: '/v1/balance',

  presentedKey: (headers) => headerKey(headers, 'xi-api-key') ?? bearerKey(headers),

  answer({ headers }, find, now) {
    const key = breeze.presentedKey(headers)?.value;
    const account = key?.startsWith('brz_') ? find(key) : undefined;
    if (account?.provider !== 'breeze') {
      return breezeRefusal();
    }
    if (account.reply !== undefined) {
      return account.reply;
    }
    const balance = balanceAt(account, now);
    const millicredits = account.sends === 'nullMillicredits' ? null : Math.round(balance * 1000);
    return {
      status: 200,
      headers: { 'x-breeze-api-key-id': `key_id_of_${account.name}` },
      json:
        account.sends === 'balanceOnly'
          ? { balance }
          : { balance, balance_millicredits: millicredits, topups: account.topups },
    };
  },

  failure(status) {
    return status === 401 ? breezeRefusal() : breezeError(status, statusCode(status), statusWords(status));
  },
};
