import * as z from 'zod/mini';
import { defineProvider, failed } from '../core/provider.ts';
import { credits } from '../core/unit.ts';

/** FullEnrich, contact enrichment. GET /account/credits of its API 2.0.0: a double, and one that may be missing. */
export const fullenrich = defineProvider({
  id: 'fullenrich',
  name: 'FullEnrich',
  field: 'enrichment',
  variables: ['FULLENRICH_API_KEY'],
  confidence: 'documented',
  baseUrl: 'https://app.fullenrich.com/api/v2',
  pages: { keys: 'https://app.fullenrich.com/app/api', billing: 'https://fullenrich.com/pricing' },
  key: { pattern: /^.{8,}$/, hint: 'FullEnrich keys are longer. Press Enter to try it anyway.' },
  request: (key) => ({ path: '/account/credits', headers: { authorization: `Bearer ${key}` } }),
  schema: z.object({ balance: z.nullish(z.number()) }),
  balance: ({ balance }) => ({ balance: { pools: [{ unit: credits, amount: balance ?? undefined }] } }),
  statuses: {
    // One meaning for its three codes (not_set, not_bearer, api.key): the header is ours, so the key is at fault.
    401: 'unauthorized',
    404: () => failed('notFound', 'workspace'),
  },
});
