import * as z from 'zod/mini';
import { providerIds } from './providerId.ts';

const common = {
  provider: z.enum(providerIds),
  /** The scenario name of the one account that fails; without it every request to the service does. */
  account: z.exactOptional(z.string()),
  /** How many requests fail; 1 when left out. */
  times: z.exactOptional(z.int().check(z.gte(1))),
  /** The header `Retry-After`: seconds, or a date of HTTP. */
  retryAfter: z.exactOptional(z.union([z.number().check(z.gte(0)), z.string()])),
};

/** What `failNext` and `POST /control/fail` take: how the next requests to a service go wrong. */
export const failureSchema = z.discriminatedUnion('kind', [
  /** An HTTP status, with the body that the service sends with it. */
  z.strictObject({ ...common, kind: z.literal('status'), status: z.int().check(z.gte(201), z.lte(599)) }),
  /** The documented answer, some milliseconds late. */
  z.strictObject({ ...common, kind: z.literal('slow'), ms: z.int().check(z.gte(0), z.lte(3_600_000)) }),
  /** A redirect to where the documented answer would be given, at this origin or at another. */
  z.strictObject({ ...common, kind: z.literal('redirect'), to: z.enum(['same', 'other']) }),
  z.strictObject({
    ...common,
    kind: z.enum([
      /** No answer, until the client gives up or the simulator ends. */
      'hang',
      /** Headers and half of the body, then nothing more. */
      'stall',
      /** The sign-in page of a network, with a 200. */
      'html',
      /** The documented answer, cut in the middle. */
      'truncated',
      /** The documented answer, each value of another type. */
      'wrongTypes',
      /** The documented answer, each number `NaN`, which JSON does not have. */
      'nan',
      /** The documented answer, followed by white space: valid JSON of more than 256 KB, of no declared length. */
      'tooLarge',
      /** The connection is reset. */
      'reset',
      /** A 200 with an empty body. */
      'empty',
    ]),
  }),
]);

/** How the next requests to a service go wrong. */
export type Failure = z.infer<typeof failureSchema>;

/** The failures that are still to come, oldest first. */
export interface FailureQueue {
  add(failure: Failure): void;
  /** Uses up one turn of the first failure that fits the account (its name, if the key is known). */
  take(provider: Failure['provider'], account: string | undefined): Failure | undefined;
  clear(): void;
}

/** An empty queue of failures. */
export function createFailureQueue(): FailureQueue {
  let queue: { readonly failure: Failure; readonly left: number }[] = [];
  return {
    add(failure) {
      queue.push({ failure, left: failure.times ?? 1 });
    },
    take(provider, account) {
      const found = queue.find(
        ({ failure }) =>
          failure.provider === provider && (failure.account === undefined || failure.account === account),
      );
      queue = queue.flatMap((item) =>
        item !== found ? [item] : item.left > 1 ? [{ ...item, left: item.left - 1 }] : [],
      );
      return found?.failure;
    },
    clear() {
      queue = [];
    },
  };
}
