import * as z from 'zod/mini';
import { defineProvider, failed, type Outcome, type Provider } from '../core/provider.ts';
import { flag, optionalField, text } from '../core/responseFields.ts';
import { day } from '../core/time.ts';
import { currency } from '../core/unit.ts';

const dollars = currency('USD');
const authorized = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

const keyAnswer = z.object({
  data: z.object({
    limit: optionalField(z.nullable(z.number())),
    limit_remaining: z.nullish(z.number()),
    limit_reset: text,
    is_management_key: flag,
    is_provisioning_key: flag,
  }),
});
const creditsAnswer = z.object({ data: z.object({ total_credits: z.number(), total_usage: z.number() }) });

type KeyData = z.output<typeof keyAnswer>['data'];

/** The money of the account: GET /credits, which answers other keys than management keys with zeros. */
const account = defineProvider({
  id: 'openrouter',
  name: 'OpenRouter',
  baseUrl: 'https://openrouter.ai/api/v1',
  pages: { keys: 'https://openrouter.ai/settings/keys', billing: 'https://openrouter.ai/settings/credits' },
  key: { pattern: /^sk-or-v1-./, hint: 'OpenRouter keys start with sk-or-v1-. Press Enter to try it anyway.' },
  request: (key) => ({ path: '/credits', ...authorized(key) }),
  schema: creditsAnswer,
  balance: ({ data }) => ({
    balance: {
      // To a billionth, so that no error of a subtraction is shown.
      pools: [{ unit: dollars, amount: Math.round((data.total_credits - data.total_usage) * 1e9) / 1e9 }],
    },
  }),
  statuses: { 403: () => failed('forbidden', 'adminKeyNeeded') },
});

/**
 * OpenRouter, models of many makers. GET /key says what the key may still use, and GET /credits, for management keys
 * alone, what the account has. A key without a cap says nothing of the account's money.
 */
export const openrouter: Provider = {
  ...account,
  field: 'ai',
  variables: ['OPENROUTER_API_KEY'],
  document: 'https://openrouter.ai/docs/api/api-reference/api-keys/get-current-key',
  confidence: 'documented',
  note: "A key with a limit shows what is left of it. The account's credits need a management key.",
  async read(request): Promise<Outcome> {
    const { status, body } = await request.get('/key', authorized(request.key));
    if (status !== 200) return account.interpret(status, body);
    const answer = keyAnswer.safeParse(body).data;
    if (!answer) return failed('unexpected');
    const { data } = answer;
    return data.is_management_key || data.is_provisioning_key ? account.read(request) : keyBalance(data, request.now);
  },
};

function keyBalance({ limit, limit_remaining: left, limit_reset: reset }: KeyData, now: number): Outcome {
  if (left === undefined) return failed('unexpected');
  if (left === null) return failed('forbidden', 'adminKeyNeeded');
  const renewsAt = nextReset(reset, now);
  return {
    balance: {
      pools: [
        {
          unit: dollars,
          amount: left,
          ...(typeof limit === 'number' && { allowance: limit }),
          ...(renewsAt !== undefined && { renewsAt }),
        },
      ],
    },
  };
}

/** The document: limits are reset at midnight UTC, those of a week on Monday. */
function nextReset(reset: string | undefined, now: number): number | undefined {
  const date = new Date(now);
  const today = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  if (reset === 'daily') return today + day;
  if (reset === 'weekly') return today + (((8 - date.getUTCDay()) % 7) + (date.getUTCDay() === 1 ? 7 : 0)) * day;
  return reset === 'monthly' ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) : undefined;
}
