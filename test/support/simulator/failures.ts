import type { ServerResponse } from 'node:http';
import type { ProviderId } from './account.ts';
import { type Answer, bodyOf, headersOf, send } from './answer.ts';

/** How the next requests to a service go wrong. */
export type Failure = {
  readonly provider: ProviderId;
  /** The scenario name of the one account that fails; without it every request to the service does. */
  readonly account?: string;
  /** How many requests fail; 1 when left out. */
  readonly times?: number;
  /** The header `Retry-After`: seconds, or a date of HTTP. */
  readonly retryAfter?: number | string;
} & (
  | /** An HTTP status, with the body that the service sends with it. */ {
      readonly kind: 'status';
      readonly status: number;
    }
  | /** The documented answer, some milliseconds late. */ { readonly kind: 'slow'; readonly ms: number }
  | /** A redirect to where the documented answer would be given. */ {
      readonly kind: 'redirect';
      readonly to: 'same' | 'other';
    }
  | { readonly kind: keyof typeof simpleFailures }
);

/** What a failing answer is made of. */
export interface FailingRequest {
  readonly response: ServerResponse;
  /** The documented answer, computed when it is sent. */
  readonly normal: () => Answer;
  /** The service's own answer for an HTTP status. */
  readonly refusal: (status: number) => Answer;
  /** Where a redirect points. */
  readonly location: (to: 'same' | 'other') => string;
}

const signInPage =
  '<!doctype html><html><head><title>Sign in to the network</title></head><body>Sign in.</body></html>';

function firstHalf(answer: Answer): string {
  const body = bodyOf(answer);
  return body.slice(0, Math.ceil(body.length / 2));
}

const simpleFailures = {
  /** No answer, until the client gives up or the simulator ends. */
  hang() {},
  /** Headers and half of the body, then nothing more. */
  stall({ response, normal }: FailingRequest) {
    const answer = normal();
    response.writeHead(answer.status, {
      ...headersOf(answer),
      'content-length': `${Buffer.byteLength(bodyOf(answer))}`,
    });
    response.write(firstHalf(answer));
  },
  /** The sign-in page of a network, with a 200. */
  html: ({ response }: FailingRequest) => response.writeHead(200, { 'content-type': 'text/html' }).end(signInPage),
  /** The documented answer, cut in the middle. */
  truncated({ response, normal }: FailingRequest) {
    const answer = normal();
    response.writeHead(answer.status, headersOf(answer)).end(firstHalf(answer));
  },
  /** The documented answer, followed by white space: valid JSON of more than 256 KB, of no declared length. */
  tooLarge({ response, normal }: FailingRequest) {
    const answer = normal();
    response.writeHead(answer.status, headersOf(answer));
    response.write(bodyOf(answer));
    response.end(' '.repeat(300 * 1024));
  },
  /** The connection is reset. */
  reset: ({ response }: FailingRequest) => response.socket?.resetAndDestroy(),
  /** A 200 with an empty body. */
  empty: ({ response }: FailingRequest) => response.writeHead(200, { 'content-type': 'application/json' }).end(),
};

/** Answers a request in the wrong way that the failure names. */
export function answerWith(failure: Failure, request: FailingRequest): void {
  const { response, normal, refusal, location } = request;
  const headers: Record<string, string> =
    failure.retryAfter === undefined ? {} : { 'retry-after': `${failure.retryAfter}` };
  if (failure.kind === 'status') send(response, refusal(failure.status), headers);
  else if (failure.kind === 'redirect') response.writeHead(302, { location: location(failure.to), ...headers }).end();
  else if (failure.kind === 'slow') {
    const timer = setTimeout(() => send(response, normal(), headers), failure.ms);
    response.once('close', () => clearTimeout(timer));
  } else simpleFailures[failure.kind](request);
}
