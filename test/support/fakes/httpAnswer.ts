import type { HttpResponse } from '../../../src/core/ports.ts';

/** An HTTP answer whose body comes in the given pieces; null is an answer without a body. */
export function httpAnswer(
  status: number,
  body: string | readonly Uint8Array[] | null = null,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  const pieces = typeof body === 'string' ? [new TextEncoder().encode(body)] : body;
  const left = pieces?.values();
  return {
    status,
    headers: { get: (name) => headers[name.toLowerCase()] ?? null },
    body: left
      ? {
          getReader: () => ({
            read: async () => {
              const { done, value } = left.next();
              return done ? { done: true } : { done: false, value };
            },
            cancel: async () => {},
          }),
        }
      : null,
  };
}
