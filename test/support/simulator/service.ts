import { type IncomingHttpHeaders, STATUS_CODES } from 'node:http';
import type { Account } from './account.ts';
import type { Answer } from './answer.ts';
import type { ProviderId } from './providerId.ts';

/** A request that has the right method and the right path: what is left for the service to judge. */
export interface ServiceRequest {
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/** A key as a request carried it, with the name of the header that carried it. */
export interface PresentedKey {
  readonly header: string;
  readonly value: string;
}

/** Looks a key up among the accounts of one service. */
export type FindAccount = (key: string) => Account | undefined;

/** One simulated service: how it answers `GET <base><path>`. */
export interface Service {
  readonly id: ProviderId;
  /** The path after the base URL. */
  readonly path: string;
  /** The key that the service would take from these headers. */
  presentedKey(headers: IncomingHttpHeaders): PresentedKey | undefined;
  /** The documented answer at `now` (milliseconds since the epoch). */
  answer(request: ServiceRequest, find: FindAccount, now: number): Answer;
  /** Any other HTTP status, with the body that this service sends with it. */
  failure(status: number, now: number): Answer;
}

/** The key in a header that holds nothing but the key. */
export function headerKey(headers: IncomingHttpHeaders, header: string): PresentedKey | undefined {
  const value = headers[header];
  return typeof value === 'string' && value !== '' ? { header, value } : undefined;
}

/** The key in `Authorization: Bearer <key>`. */
export function bearerKey(headers: IncomingHttpHeaders): PresentedKey | undefined {
  const value = /^bearer +(\S.*)$/i.exec(headers.authorization ?? '')?.[1];
  return value === undefined ? undefined : { header: 'authorization', value };
}

/** The standard words for an HTTP status, such as `Bad Gateway`. */
export function statusWords(status: number): string {
  return STATUS_CODES[status] ?? 'Unknown Status';
}

/** The standard words for an HTTP status as a code, such as `BAD_GATEWAY`. */
export function statusCode(status: number): string {
  return statusWords(status)
    .toUpperCase()
    .replace(/[^A-Z]+/g, '_');
}
