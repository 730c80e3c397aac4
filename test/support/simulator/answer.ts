import type { ServerResponse } from 'node:http';

/** What a service answers; without `json` the body is empty. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

/** The bytes of an answer's body, as text. */
export function answerText(answer: Answer): string {
  return answer.json === undefined ? '' : JSON.stringify(answer.json);
}

/** The headers of an answer, lower case, with its content type. */
export function answerHeaders(answer: Answer): Record<string, string> {
  return {
    ...(answer.json === undefined ? {} : { 'content-type': 'application/json' }),
    ...answer.headers,
  };
}

/** Sends an answer whole, with further headers that win over its own. */
export function writeAnswer(
  response: ServerResponse,
  answer: Answer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(answer.status, { ...answerHeaders(answer), ...headers });
  response.end(answerText(answer));
}
