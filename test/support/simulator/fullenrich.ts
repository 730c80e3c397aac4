import { balanceAt } from './account.ts';
import type { Answer } from './answer.ts';
import { bearerKey, type Service, statusWords } from './service.ts';

/** The three reasons that FullEnrich documents for its 401, by what was wrong in the header. */
export const fullenrichRefusals = {
  notSet: { code: 'error.authorization.not_set', message: 'Authorization headers not set' },
  notBearer: {
    code: 'error.authorization.not_bearer',
    message: "Authorization headers do not have prefix 'bearer'",
  },
  unknownKey: { code: 'error.api.key', message: 'Unknown api key' },
} as const;

/** The 401 of FullEnrich for one of its three reasons. */
export function fullenrichRefusal(reason: keyof typeof fullenrichRefusals): Answer {
  return { status: 401, json: fullenrichRefusals[reason] };
}

/** FullEnrich, `GET /account/credits`, after its OpenAPI document: its 404 has an empty body. */
export const fullenrich: Service = {
  id: 'fullenrich',
  path: '/account/credits',

  presentedKey: bearerKey,

  answer({ headers }, find, now) {
    if ((headers.authorization ?? '') === '') {
      return fullenrichRefusal('notSet');
    }
    if (!/^bearer( |$)/i.test(headers.authorization ?? '')) {
      return fullenrichRefusal('notBearer');
    }
    const key = bearerKey(headers)?.value;
    const account = key === undefined ? undefined : find(key);
    if (account?.provider !== 'fullenrich') {
      return fullenrichRefusal('unknownKey');
    }
    return account.reply ?? { status: 200, json: { balance: balanceAt(account, now) } };
  },

  failure(status) {
    switch (status) {
      case 401:
        return fullenrichRefusal('unknownKey');
      case 404:
        return { status };
      default:
        return { status, json: { code: `error.http.${status}`, message: statusWords(status) } };
    }
  },
};
