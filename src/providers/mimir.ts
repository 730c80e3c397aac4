import * as z from 'zod/mini';
import { defineProvider, failed } from '../core/provider.ts';
import { credits } from '../core/unit.ts';

/** Mimir, document and face search. GET /credits of its reference; the call never costs a credit. */
export const mimir = defineProvider({
  id: 'mimir',
  name: 'Mimir',
  field: 'search',
  variables: ['MIMIR_API_KEY'],
  confidence: 'documented',
  baseUrl: 'https://api.brookmimir.com',
  pages: {},
  key: {
    pattern: /^[0-9a-fA-F]{64}$/,
    hint: 'Mimir keys have 64 hexadecimal characters (0-9, a-f) and nothing else.',
    strict: true,
  },
  request: (key) => ({ path: '/credits', headers: { 'x-api-key': key } }),
  schema: z.object({ current_balance: z.nullish(z.number()) }),
  balance({ current_balance: amount }) {
    // The document: "null indicates the token was invalid", though the status is 200.
    if (amount === null) return failed('unauthorized');
    return { balance: { pools: [{ unit: credits, amount }] } };
  },
  statuses: {
    400: () => failed('unauthorized', 'malformedKey'),
    401: 'unauthorized',
    // "Balance depleted. Returned when credits have reached zero": an answer, not a failure.
    402: () => ({ balance: { pools: [{ unit: credits, amount: 0 }] } }),
    403: 'unauthorized',
    404: 'unauthorized',
  },
});
