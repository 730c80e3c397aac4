import type { ServerResponse } from 'node:http';
import { type Answer, answerHeaders, answerText, writeAnswer } from './answer.ts';
import type { Failure } from './failure.ts';

/** What a misbehaving answer is made of. */
export interface Misbehaviour {
  readonly response: ServerResponse;
  /** The documented answer, computed when it is sent. */
  readonly normal: () => Answer;
  /** The service's own answer for an HTTP status. */
  readonly refusal: (status: number) => Answer;
  /** Where a redirect points. */
  readonly location: (to: 'same' | 'other') => string;
}

const PADDING = ' '.repeat(300 * 1024);

const SIGN_IN_PAGE =
  '<!doctype html><html><head><title>Sign in to the network</title></head><body>Sign in to go on.</body></html>';

function withWrongTypes(value: unknown): unknown {
  if (Array.isArray(value)) {
    return { first: value.map(withWrongTypes) };
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withWrongTypes(field)]));
  }
  return typeof value === 'string' ? [value] : 'many';
}

function withNaN(json: string): string {
  return json.replace(/(?<=[:[,])-?\d+(\.\d+)?/g, 'NaN');
}

/** Answers a request in the wrong way that `failure` says. */
export function misbehave(failure: Failure, { response, normal, refusal, location }: Misbehaviour): void {
  const retryAfter: Readonly<Record<string, string>> =
    failure.retryAfter === undefined ? {} : { 'retry-after': String(failure.retryAfter) };
  const sendText = (status: number, type: string, text: string): void => {
    response.writeHead(status, { 'content-type': type, ...retryAfter });
    response.end(text);
  };

  switch (failure.kind) {
    case 'status':
      writeAnswer(response, refusal(failure.status), retryAfter);
      return;
    case 'hang':
      return;
    case 'stall': {
      const answer = normal();
      const text = answerText(answer);
      response.writeHead(answer.status, {
        ...answerHeaders(answer),
        'content-length': String(Buffer.byteLength(text)),
      });
      response.write(text.slice(0, Math.ceil(text.length / 2)));
      return;
    }
    case 'slow': {
      const timer = setTimeout(() => writeAnswer(response, normal(), retryAfter), failure.ms);
      response.once('close', () => clearTimeout(timer));
      return;
    }
    case 'redirect':
      response.writeHead(302, { location: location(failure.to), ...retryAfter });
      response.end();
      return;
    case 'html':
      sendText(200, 'text/html; charset=utf-8', SIGN_IN_PAGE);
      return;
    case 'truncated': {
      const answer = normal();
      const text = answerText(answer);
      sendText(answer.status, 'application/json', text.slice(0, Math.ceil(text.length / 2)));
      return;
    }
    case 'wrongTypes': {
      const answer = normal();
      sendText(answer.status, 'application/json', JSON.stringify(withWrongTypes(answer.json ?? {})));
      return;
    }
    case 'nan': {
      const answer = normal();
      sendText(answer.status, 'application/json', withNaN(answerText(answer)));
      return;
    }
    case 'tooLarge': {
      const answer = normal();
      response.writeHead(answer.status, { ...answerHeaders(answer), ...retryAfter });
      response.write(answerText(answer));
      response.end(PADDING);
      return;
    }
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'empty':
      sendText(200, 'application/json', '');
      return;
  }
}
