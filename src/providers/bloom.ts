import * as z from 'zod/mini';
import { credits } from '../core/balance.ts';
import { defineProvider, failed, type Outcome } from '../core/provider.ts';

const coded = z.object({ code: z.string() });
/** The OpenAPI document has the error at the top level, the prose has it under `error`: both are read. */
const envelope = z.union([
  z.pipe(
    z.object({ error: coded }),
    z.transform((body) => body.error),
  ),
  coded,
]);

/** A code of neither kind, or a page of something in between, must not send the person to buy a plan. */
function forbidden(body: unknown): Outcome {
  const error = envelope.safeParse(body);
  const code = error.success ? error.data.code : undefined;
  if (code === 'ACCOUNT_BANNED') return failed('forbidden', 'banned');
  return failed('forbidden', code === 'FORBIDDEN' ? 'planUpgrade' : undefined);
}

/** Bloom, brand images. GET /credits of the Bloom API 1.0.0; every workspace has a balance of its own. */
export const bloom = defineProvider({
  id: 'bloom',
  name: 'Bloom',
  baseUrl: 'https://www.trybloom.ai/api/v1',
  pages: { keys: 'https://www.trybloom.ai/settings#api-keys', billing: 'https://www.trybloom.ai/billing' },
  key: { pattern: /^bloom_sk_./, hint: 'Bloom keys start with bloom_sk_. Press Enter to try this one all the same.' },
  parameters: [
    {
      id: 'workspaceId',
      title: 'Bloom workspace',
      prompt: 'The id of a team workspace. Leave it empty for your personal one.',
      placeholder: 'Workspace id, or empty',
    },
  ],
  request(key, { workspaceId }) {
    // Never sent empty: the document asks for at least one character.
    const query = workspaceId ? `?workspaceId=${encodeURIComponent(workspaceId)}` : '';
    return { path: `/credits${query}`, headers: { 'x-api-key': key } };
  },
  // An unlimited account has a number too; whatever it is, it is not read.
  schema: z.object({
    data: z.union([
      z.object({ unlimited: z.literal(true) }),
      z.object({ unlimited: z.nullish(z.literal(false)), balance: z.nullish(z.number()) }),
    ]),
  }),
  balance: ({ data }) => ({
    balance: data.unlimited ? { unit: credits, unlimited: true } : { unit: credits, amount: data.balance ?? undefined },
  }),
  statuses: {
    401: 'unauthorized',
    403: forbidden,
    404: () => failed('notFound', 'workspace'),
    429: 'rateLimited',
    500: 'unavailable',
  },
});
