import type { ServerResponse } from 'node:http';

/** What a service answers; without `json` or `text` the body is empty. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** A body that is no JSON. */
  readonly text?: string;
}

/** The body of an answer. */
export function bodyOf({ json, text = '' }: Answer): string {
  return json === undefined ? text : JSON.stringify(json);
}

/** The headers of an answer, with its content type. */
export function headersOf({ json, headers }: Answer): Record<string, string> {
  return { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers };
}

/** Sends an answer, with further headers that win over its own. */
export function send(response: ServerResponse, answer: Answer, more: Readonly<Record<string, string>> = {}): void {
  response.writeHead(answer.status, { ...headersOf(answer), ...more });
  response.end(bodyOf(answer));
}
