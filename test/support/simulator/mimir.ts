import { balanceAt } from './account.ts';
import type { Answer } from './answer.ts';
import { headerKey, type Service, statusWords } from './service.ts';

const scenarioOfStatus: ReadonlyMap<number, string> = new Map([
  [400, 'Missing or malformed headers'],
  [401, 'Authentication failure'],
  [402, 'Balance depleted'],
  [403, 'Authentication failure'],
  [404, 'Token not recognized'],
  [500, 'Temporary service issue'],
  [502, 'Temporary service issue'],
  [503, 'Temporary service issue'],
]);

/** An error of Mimir: `{status, message}`, with the words of its table of errors. */
export function mimirError(status: number): Answer {
  return { status, json: { status, message: scenarioOfStatus.get(status) ?? statusWords(status) } };
}

/** Mimir, `GET /credits`, after its page: a balance of zero is a 402, and a null balance is a bad token. */
export const mimir: Service = {
  id: 'mimir',
  path: '/credits',

  presentedKey: (headers) => headerKey(headers, 'x-api-key'),

  answer({ headers }, find, now) {
    const key = mimir.presentedKey(headers)?.value;
    if (key === undefined || !/^[0-9a-f]{64}$/i.test(key)) {
      return mimirError(400);
    }
    const account = find(key);
    if (account?.provider !== 'mimir') {
      return mimirError(404);
    }
    if (account.reply !== undefined) {
      return account.reply;
    }
    const balance = balanceAt(account, now);
    return balance === 0
      ? mimirError(402)
      : { status: 200, json: { status: 200, message: 'Credits retrieved', current_balance: balance } };
  },

  failure: mimirError,
};
