import * as z from 'zod/mini';
import { defineProvider } from '../core/provider.ts';
import { isoTime, list, number, text } from '../core/responseFields.ts';
import { credits } from '../core/unit.ts';

const millicreditsPerCredit = 1000;

/** Breeze, text to speech. GET /v1/balance of the Breeze Developer API 1.0.0. */
export const breeze = defineProvider({
  id: 'breeze',
  name: 'Breeze',
  field: 'speech',
  variables: ['BREEZE_API_KEY'],
  confidence: 'documented',
  baseUrl: 'https://api.breeze.blue',
  pages: { billing: 'https://breezeblue.ai/pricing#api' },
  key: { pattern: /^brz_./, hint: 'Breeze keys start with brz_. Press Enter to try it anyway.' },
  request: (key) => ({ path: '/v1/balance', headers: { 'xi-api-key': key } }),
  schema: z.object({
    balance: z.nullish(z.number()),
    balance_millicredits: z.nullish(z.number()),
    topups: list(z.object({ topup_id: text, amount: number, status: text, created_at: isoTime })),
  }),
  balance: (answer) => ({
    balance: {
      pools: [
        {
          unit: credits,
          amount:
            typeof answer.balance_millicredits === 'number'
              ? answer.balance_millicredits / millicreditsPerCredit
              : (answer.balance ?? undefined),
          topUps: answer.topups?.map((topUp) => ({
            id: topUp.topup_id,
            amount: topUp.amount,
            status: topUp.status,
            at: topUp.created_at,
          })),
        },
      ],
    },
  }),
  statuses: { 401: 'unauthorized', 503: 'unavailable' },
});
