import type { IncomingMessage, ServerResponse } from 'node:http';
import { writeAnswer } from './answer.ts';
import { ControlError } from './controlError.ts';

/** What the control endpoint can do; each method throws a `ControlError` for input that it does not understand. */
export interface ControlActions {
  accounts(): unknown;
  requests(): unknown;
  set(input: unknown): void;
  tell(input: unknown): void;
  failNext(input: unknown): void;
  reset(): void;
}

const MAX_BODY_BYTES = 64 * 1024;

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) {
      throw new ControlError('The body is larger than 64 KB.');
    }
    chunks.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new ControlError('The body is not JSON.');
  }
}

async function answer(actions: ControlActions, request: IncomingMessage, path: string): Promise<unknown> {
  switch (`${request.method} ${path}`) {
    case 'GET /accounts':
      return { accounts: actions.accounts() };
    case 'GET /requests':
      return { requests: actions.requests() };
    case 'POST /set':
      actions.set(await readJson(request));
      return { ok: true };
    case 'POST /tell':
      actions.tell(await readJson(request));
      return { ok: true };
    case 'POST /fail':
      actions.failNext(await readJson(request));
      return { ok: true };
    case 'POST /reset':
      actions.reset();
      return { ok: true };
    default:
      throw new ControlError(
        'There are GET accounts, GET requests, POST set, POST tell, POST fail and POST reset, and nothing else.',
      );
  }
}

/** Answers a request to `/control<path>`; what is not understood gets a 400 with one sentence under `error`. */
export async function answerControl(
  actions: ControlActions,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  try {
    writeAnswer(response, { status: 200, json: await answer(actions, request, path) });
  } catch (error) {
    if (!(error instanceof ControlError)) {
      throw error;
    }
    writeAnswer(response, { status: 400, json: { error: error.message } });
  }
}
