import type { HttpResponse } from '../../../src/core/ports.ts';
import { httpAnswer } from './httpAnswer.ts';

/** An HTTP answer whose body is this value as JSON. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return httpAnswer(status, JSON.stringify(value), headers);
}
