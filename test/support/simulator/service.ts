import { type IncomingHttpHeaders, STATUS_CODES } from 'node:http';
import type { Account, AccountState } from './account.ts';
import type { Answer } from './answer.ts';

/** A key as a request carried it, with the name of the header that carried it. */
export interface PresentedKey {
  readonly header: string;
  readonly value: string;
}

/** A GET request to the service's one path. */
export interface ServiceRequest {
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The account behind the key, if the service knows one. */
  readonly account: Account | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** One simulated service: how it answers `GET <base><path>`. */
export interface Service {
  /** The path after the base URL. */
  readonly path: string;
  /** The key that the service would take from these headers. */
  presentedKey(headers: IncomingHttpHeaders): PresentedKey | undefined;
  /** The documented answer. */
  answer(request: ServiceRequest): Answer;
  /** Any other HTTP status, with the body that this service sends with it. */
  failure(status: number, now: number): Answer;
}

/** A key to enter, and the documented answer that it gets. */
export interface Scenario {
  readonly key: string;
  /** What the key does, for a person who picks one from the list. */
  readonly describes: string;
  /** The HTTP status of the answer. */
  readonly status: number;
  /** What the account behind the key begins with; a key without one is unknown to the service. */
  readonly state?: (now: number) => Partial<AccountState>;
}

/** The key in a header that holds nothing but the key. */
export function headerKey(headers: IncomingHttpHeaders, header: string): PresentedKey | undefined {
  const value = headers[header];
  return typeof value === 'string' && value !== '' ? { header, value } : undefined;
}

/** The key in `Authorization: Bearer <key>`. */
export function bearerKey({ authorization = '' }: IncomingHttpHeaders): PresentedKey | undefined {
  const value = /^bearer +(\S.*)$/i.exec(authorization)?.[1];
  return value === undefined ? undefined : { header: 'authorization', value };
}

/** The standard words for an HTTP status, such as `Bad Gateway`. */
export function statusWords(status: number): string {
  return STATUS_CODES[status] ?? 'Unknown Status';
}

/** The same as a code, such as `BAD_GATEWAY`. */
export function statusCode(status: number): string {
  return statusWords(status)
    .toUpperCase()
    .replace(/[^A-Z]+/g, '_');
}
