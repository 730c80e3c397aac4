import type { Failure } from '../failure.ts';

const offline = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN', 'EHOSTUNREACH', 'EHOSTDOWN']);
const timeout = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const died = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);
const notHttp = /^(HPE_|Z_|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)/;
const certificate = /^(CERT_|ERR_TLS_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/;

/** What a rejected `fetch` means. Reads error codes only: the messages can quote the request, and with it the key. */
export function networkFailure(error: unknown): Failure {
  const code = codeOf(error);
  if (code === undefined || offline.has(code)) return { kind: 'offline' };
  if (timeout.has(code)) return { kind: 'timeout' };
  if (certificate.test(code)) return { kind: 'unavailable', reason: 'certificate' };
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return { kind: 'unexpected', reason: 'tooLarge' };
  if (notHttp.test(code)) return { kind: 'unexpected' };
  return { kind: 'unavailable' };
}

/** Whether a rejected `fetch` had a connection that ended before the answer did. */
export function connectionDied(error: unknown): boolean {
  return died.has(codeOf(error) ?? '');
}

/** `fetch` wraps the error of the socket, and a failed dual-stack connect wraps one error per address. */
function codeOf(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > 4) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('errors' in error && Array.isArray(error.errors)) {
    const inner = codeOf(error.errors[0], depth + 1);
    if (inner !== undefined) return inner;
  }
  return 'cause' in error ? codeOf(error.cause, depth + 1) : undefined;
}
