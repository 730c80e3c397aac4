import type { Origins } from './account.ts';

// VS Code never sends a request to these by a proxy, which could read the key. `URL` brings other forms to these.
const thisMachine = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Where a provider is asked: the base URL without a trailing slash, and its origin. */
export interface Endpoint {
  readonly base: string;
  readonly origin: string;
}

/** The one or two endpoints that a key is sent to, the main one first. */
export type Endpoints = readonly [Endpoint, ...Endpoint[]];

/** What the user typed for a service in `credits.endpoints`; undefined where there is nothing. */
export function ownEndpoint(typed: Readonly<Record<string, unknown>>, id: string): unknown {
  // An ID of a custom service may be `constructor`.
  return Object.hasOwn(typed, id) ? typed[id] : undefined;
}

/** The origins of endpoints, in their order. */
export function originsOf([first, ...others]: Endpoints): Origins {
  return [first.origin, ...others.map(({ origin }) => origin)];
}

/** Reads base URLs; undefined where there is none or one is not an endpoint. */
export function parseEndpoints(urls: readonly string[]): Endpoints | undefined {
  const [first, ...others] = urls.map(parseEndpoint);
  const isWhole = (endpoint: Endpoint | undefined) => endpoint !== undefined;
  return first && others.every(isWhole) ? [first, ...others.filter(isWhole)] : undefined;
}

/**
 * Reads a base URL: https anywhere, plain http on this machine only, without user, query or fragment.
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
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && thisMachine.has(url.hostname))) return undefined;
  return { base: url.href.replace(/\/+$/, ''), origin: url.origin };
}
