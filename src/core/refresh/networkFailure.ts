import type { Failure } from '../failure.ts';

/**
 * The meaning of an error that reads as "code name: message", the first line that fits any error of a chain. The code is
 * left out where there is none. "offline" comes last, for errors that say nothing more: a machine with two addresses may
 * have no way to one of them.
 */
const meanings: readonly (readonly [RegExp, Failure])[] = [
  // By a tunnel, by a plain request, and by fetch itself: a 407 is the one answer that it refuses without a word.
  [/^UND_ERR_ABORTED AbortError: Proxy response \(407\)/, { kind: 'unavailable', reason: 'proxyAuth' }],
  [/^UND_ERR_INVALID_ARG \w+: Proxy Authentication Required/, { kind: 'unavailable', reason: 'proxyAuth' }],
  [/^Error: $/, { kind: 'unavailable', reason: 'proxyAuth' }],
  [
    /^(CERT_|CRL_|ERR_TLS_CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERROR_IN_C|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH_|UND_ERR_PRX_TLS)/,
    { kind: 'unavailable', reason: 'certificate' },
  ],
  [/^(ETIMEDOUT|ERR_TLS_HANDSHAKE_TIMEOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT) /, { kind: 'timeout' }],
  [/^(ERR_SSL_|ERR_TLS_|EPROTO )/, { kind: 'unavailable', reason: 'tls' }],
  [/^UND_ERR_HEADERS_OVERFLOW /, { kind: 'unexpected', reason: 'tooLarge' }],
  // No HTTP. As of undici 7 the error of its parser has no code.
  [/^(HPE_|HTTPParserError: |UND_ERR_RES_CONTENT_LENGTH_MISMATCH )/, { kind: 'unexpected' }],
  // A content-encoding that cannot be undone: gzip and deflate, brotli (whose codes have two forms), zstd.
  [/^(Z_|ERR__ERROR_|ERR_BROTLI_|ZSTD_|Error: too many content-encodings )/, { kind: 'unexpected' }],
  [/^(ECONNREFUSED|ECONNRESET|EPIPE|UND_ERR_SOCKET) /, { kind: 'unavailable' }],
  [/^(ENOTFOUND|EAI_AGAIN|ENETUNREACH|ENETDOWN|EHOSTUNREACH|EHOSTDOWN) /, { kind: 'offline' }],
];

const died = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|ERR_HTTP2_(GOAWAY_SESSION|SESSION_ERROR|STREAM_ERROR)) /;

/**
 * The meaning of a rejected `fetch`, by codes and names, and by a message only where there is neither and its words are fixed.
 * Nothing of an error is kept: a message can quote the request, and with it the key.
 */
export function networkFailure(error: unknown): Failure {
  const words = chainOf(error).map(wordsOf);
  const meaning = meanings.find(([pattern]) => words.some((text) => pattern.test(text)));
  return meaning?.[1] ?? { kind: 'unavailable' };
}

/** Whether a rejected `fetch` had a connection that ended before the answer did. */
export function connectionDied(error: unknown): boolean {
  return chainOf(error).some((each) => died.test(wordsOf(each)));
}

/** An error and all that it wraps: `fetch` wraps the error of the socket, and a failed dual-stack connect one per address. */
function chainOf(error: unknown): readonly object[] {
  const chain = new Set<object>();
  const add = (each: unknown) => {
    if (typeof each !== 'object' || each === null || chain.has(each)) return;
    chain.add(each);
    if ('errors' in each && Array.isArray(each.errors)) each.errors.forEach(add);
    if ('cause' in each) add(each.cause);
  };
  add(error);
  return [...chain];
}

function wordsOf(error: object): string {
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code} ` : '';
  return error instanceof Error ? `${code}${error.name}: ${error.message}` : code;
}
