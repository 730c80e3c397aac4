import * as z from 'zod/mini';
import { defineProvider, failed, type Outcome } from '../core/provider.ts';
import { optionalField, text } from '../core/responseFields.ts';
import { credits } from '../core/unit.ts';

const optionalAmount = z.nullish(z.number());

/** The OpenAPI document has the error at the top level, the prose has it under `error`: both are read. */
const envelope = z.object({ code: text, error: optionalField(z.object({ code: text })) });

function codeIn(body: unknown): string | undefined {
  const parsed = envelope.safeParse(body).data;
  return parsed?.error?.code ?? parsed?.code;
}

/** A code of neither kind, or a page of something in between, must not send the person to buy a plan. */
function forbidden(body: unknown): Outcome {
  const code = codeIn(body);
  if (code === 'ACCOUNT_BANNED') return failed('forbidden', 'banned');
  return failed('forbidden', code === 'FORBIDDEN' ? 'planUpgrade' : undefined);
}

/** Without the code it may as well be a wrong path at a gateway. */
function notFound(body: unknown): Outcome {
  return failed('notFound', codeIn(body) === 'WORKSPACE_NOT_FOUND' ? 'workspace' : undefined);
}

/** Bloom, brand images. GET /credits of the Bloom API 1.0.0; every workspace has a balance of its own. */
export const bloom = defineProvider({
  id: 'bloom',
  name: 'Bloom',
  field: 'images',
  variables: ['BLOOM_API_KEY'],
  confidence: 'documented',
  baseUrl: 'https://www.trybloom.ai/api/v1',
  pages: { keys: 'https://www.trybloom.ai/settings#api-keys', billing: 'https://www.trybloom.ai/billing' },
  key: { pattern: /^bloom_sk_./, hint: 'Bloom keys start with bloom_sk_. Press Enter to try it anyway.' },
  parameters: [
    {
      id: 'workspaceId',
      title: 'Bloom workspace',
      prompt: 'Workspace ID (optional). Leave empty for your personal workspace.',
      placeholder: 'Workspace ID',
    },
  ],
  request(key, { workspaceId }) {
    // Never sent empty: the document asks for at least one character.
    const query = workspaceId ? `?workspaceId=${encodeURIComponent(workspaceId)}` : '';
    return { path: `/credits${query}`, headers: { 'x-api-key': key } };
  },
  schema: z.object({ data: z.object({ unlimited: z.nullish(z.boolean()), balance: z.optional(z.unknown()) }) }),
  balance({ data }) {
    // An unlimited account has a number too; whatever it is, it is not read.
    if (data.unlimited) return { balance: { pools: [{ unit: credits, unlimited: true }] } };
    const amount = optionalAmount.safeParse(data.balance);
    return amount.success
      ? { balance: { pools: [{ unit: credits, amount: amount.data ?? undefined }] } }
      : failed('unexpected');
  },
  statuses: {
    401: 'unauthorized',
    403: forbidden,
    404: notFound,
    429: 'rateLimited',
    500: 'unavailable',
  },
});
