import type { Fetch, HttpResponse } from '../../../src/core/ports.ts';

type Init = Parameters<Fetch>[1];
type Sent = Init & { readonly url: string };

/** A network that answers as it is told, and remembers what was sent. */
export class FakeFetch {
  readonly sent: Sent[] = [];
  readonly #reply: (sent: Sent) => HttpResponse | Promise<HttpResponse>;

  constructor(reply: (sent: Sent) => HttpResponse | Promise<HttpResponse>) {
    this.#reply = reply;
  }

  readonly fetch: Fetch = async (url, init) => {
    const sent = { url, ...init };
    this.sent.push(sent);
    return this.#reply(sent);
  };
}

/** What Node's fetch rejects with when a socket fails: the code is in the cause. */
export function fetchError(code: string, message = 'socket'): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });
}

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

/** An HTTP answer whose body is this value as JSON. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return httpAnswer(status, JSON.stringify(value), headers);
}

/** Rejects as Node's fetch does when its signal is aborted, and never resolves. */
export function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}
