import type { Answer } from './answer.ts';
import { creditsAt, lotsAt } from './olostepLots.ts';
import { bearerKey, type Service, statusWords } from './service.ts';

const details: Readonly<Record<string, string>> = {
  invalid_api_key: 'Your API key is invalid',
  credits_exhausted: 'You have consumed all available credits.',
  rate_limit_exceeded: "You've reached your rate limits for this API. Please try again later.",
};

/** An error of Olostep in the form of its general pages on errors; `created` is in Unix seconds. */
export function olostepError(status: number, code: string, now: number): Answer {
  const title = statusWords(status);
  const page = title.toLowerCase().replace(/[^a-z]+/g, '_');
  return {
    status,
    json: {
      object: 'error',
      id: 'error_simulated',
      code,
      type: `https://docs.olostep.com/api-reference/errors/${page}`,
      status,
      title,
      detail: details[code] ?? title,
      created: Math.floor(now / 1000),
      metadata: {},
    },
  };
}

/** The 402 that the official JavaScript client takes to mean that the credits are used up. */
export function olostepUsageLimitReached(): Answer {
  return { status: 402, json: { usage_limit_reached: true, message: 'Usage limit reached' } };
}

/** Olostep, `GET /user/credits/info`, after its OpenAPI document: a key that is not accepted is a 402. */
export const olostep: Service = {
  id: 'olostep',
  path: '/user/credits/info',

  presentedKey: bearerKey,

  answer({ headers }, find, now) {
    const key = olostep.presentedKey(headers)?.value;
    if (key === undefined) {
      return olostepError(401, 'invalid_api_key', now);
    }
    const account = find(key);
    if (account?.provider !== 'olostep') {
      return olostepError(402, 'invalid_api_key', now);
    }
    return (
      account.reply ?? {
        status: 200,
        json: {
          credits: creditsAt(account, now),
          breakdown: lotsAt(account, now),
          active_subscription: account.plan,
          allow_usage: account.allowUsage,
        },
      }
    );
  },

  failure(status, now) {
    switch (status) {
      case 401:
      case 402:
        return olostepError(status, 'invalid_api_key', now);
      case 429:
        return olostepError(status, 'rate_limit_exceeded', now);
      case 500:
        return { status, json: { error: 'Internal Server Error' } };
      default:
        return olostepError(
          status,
          statusWords(status)
            .toLowerCase()
            .replace(/[^a-z]+/g, '_'),
          now,
        );
    }
  },
};
