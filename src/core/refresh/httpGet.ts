import type { Failure } from '../failure.ts';
import type { Clock, Fetch, HttpResponse } from '../ports.ts';
import { connectionDied, networkFailure } from './networkFailure.ts';
import { parseRetryAfter, requestTimeout } from './schedule.ts';

/** How large the body of an answer may be, in bytes after decompression. */
export const maxResponseSize = 256 * 1024;

/** How long a body may be that is handed on as it came, in characters. */
const longestBareText = 100;

/** An answer that was read whole: its body is the parsed JSON, undefined where it was none. */
export interface ReadResponse {
  readonly status: number;
  readonly body: unknown;
  /** The body as it came, if it is at most a hundred characters. */
  readonly text?: string | undefined;
  /** From `Retry-After`, in milliseconds since 1970. */
  readonly notBefore: number | undefined;
}

export type HttpGetResult =
  | { readonly answer: ReadResponse }
  | { readonly failure: Failure }
  | { readonly canceled: true };

/**
 * One GET, with a limit of time and of size. Never throws; a redirect is a failure, because `x-api-key` survives a
 * cross-origin redirect in fetch. The body may echo the key: whoever keeps a text of it looks for that.
 */
export async function httpGet(
  ports: { readonly fetch: Fetch; readonly clock: Clock },
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<HttpGetResult> {
  if (signal.aborted) return { canceled: true };
  const abort = new AbortController();
  const cancel = () => abort.abort();
  signal.addEventListener('abort', cancel, { once: true });
  const timer = ports.clock.after(requestTimeout, cancel);
  try {
    // Raced, because a fetch that is not Node's own may ignore the signal while it reads.
    const ask = () => exchange(ports, url, headers, abort.signal);
    // Once more, for a kept connection that the service had closed meanwhile.
    const askTwice = ask().catch((error) =>
      connectionDied(error) && !abort.signal.aborted ? ask() : Promise.reject(error),
    );
    return await Promise.race([askTwice, rejectOnAbort(abort.signal)]);
  } catch (error) {
    if (signal.aborted) return { canceled: true };
    return { failure: abort.signal.aborted ? { kind: 'timeout' } : networkFailure(error) };
  } finally {
    timer.dispose();
    signal.removeEventListener('abort', cancel);
  }
}

async function exchange(
  ports: { readonly fetch: Fetch; readonly clock: Clock },
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<HttpGetResult> {
  const answer = await ports.fetch(url, {
    method: 'GET',
    headers: { accept: 'application/json', ...headers },
    redirect: 'manual',
    credentials: 'omit',
    cache: 'no-store',
    signal,
  });
  const { status } = answer;
  const failure = unreadFailure(status);
  if (failure) {
    answer.body
      ?.getReader()
      .cancel()
      .catch(() => {});
    return { failure };
  }
  const text = await readCapped(answer);
  if (text === undefined && status === 200) return { failure: { kind: 'unexpected', reason: 'tooLarge' } };
  const notBefore = parseRetryAfter(answer.headers.get('retry-after'), ports.clock.now());
  const short = text !== undefined && text.length <= longestBareText ? text : undefined;
  return { answer: { status, body: parseJson(text ?? ''), notBefore, ...(short !== undefined && { text: short }) } };
}

/** The failure that a status means at every service, whatever the body says. */
function unreadFailure(status: number): Failure | undefined {
  // A fetch may also answer a manual redirect with status 0 and an empty body.
  if (status === 0 || (status >= 300 && status < 400)) return { kind: 'unexpected', reason: 'redirect' };
  // From a proxy in between. Node's own fetch rejects instead.
  if (status === 407) return { kind: 'unavailable', reason: 'proxyAuth' };
  return undefined;
}

/** The body as text; undefined when it is larger than the cap, of which no more is then read. */
async function readCapped(answer: HttpResponse): Promise<string | undefined> {
  if (answer.body === null) return '';
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || value === undefined) return text + decoder.decode();
    size += value.byteLength;
    if (size > maxResponseSize) {
      // Not awaited: a connection that is slow to close must not hold up the check.
      reader.cancel().catch(() => {});
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The error is dropped: its message quotes the body.
    return undefined;
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
