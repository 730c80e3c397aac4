/** Where a provider is asked: the base URL without a trailing slash, and its origin. */
export interface Endpoint {
  readonly base: string;
  readonly origin: string;
}

/**
 * Reads a base URL: https anywhere, plain http on loopback only, without user, query or fragment.
 * Undefined for all else: a key would travel in the clear, or somewhere that cannot be named.
 */
export function parseEndpoint(text: string): Endpoint | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  // Looked for in `href`, because `search` and `hash` are empty for a bare "?" or "#", behind which a path would vanish.
  if (url.username || url.password || /[?#]/.test(url.href)) return undefined;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) return undefined;
  return { base: url.href.replace(/\/+$/, ''), origin: url.origin };
}

function isLoopback(hostname: string): boolean {
  // URL has already brought every form of an IPv4 address (hex, octal, short) to four decimal numbers.
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
