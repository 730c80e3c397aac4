import type { ParameterValues } from '../core/account.ts';
import { answerNumbers } from '../core/catalog/answerNumbers.ts';
import type { Entry } from '../core/catalog/entry.ts';
import { entryProvider } from '../core/catalog/entryProvider.ts';
import { type Endpoints, parseEndpoints } from '../core/endpoint.ts';
import { isRejection } from '../core/failure.ts';
import type { Answer, Outcome } from '../core/provider.ts';
import { failureHelp } from '../core/text/failureHelp.ts';
import { rejectedKeyText } from '../core/text/keyText.ts';
import type { KeyEntryPorts } from './keyTrial.ts';
import type { Attempt } from './ui.ts';

/** A service that isn't saved yet, as it answered. */
export interface TriedService {
  readonly key: string;
  readonly endpoints: Endpoints;
  readonly answer: Answer;
  readonly outcome: Outcome;
  /** Milliseconds since 1970. */
  readonly answeredAt: number;
}

/** What trying a service works with. */
export interface TryPorts extends Pick<KeyEntryPorts, 'readBalance' | 'clock'> {
  /** Whether an entry is as the settings may have it. */
  isUsable(entry: Entry): boolean;
}

/** Asks a service once, in the way in which it will be asked from then on. `needsNumber`: its balance isn't known yet. */
export async function tryService(
  { readBalance, clock, isUsable }: TryPorts,
  entry: Entry,
  {
    key,
    parameters,
    needsNumber,
  }: { readonly key: string; readonly parameters: ParameterValues; readonly needsNumber: boolean },
  signal: AbortSignal,
): Promise<Attempt<TriedService>> {
  const provider = entryProvider(entry);
  const endpoints = parseEndpoints([provider.baseUrl]);
  if (!isUsable(entry) || !endpoints) return problem("This URL can't be used.");
  const host = new URL(provider.baseUrl).host;
  let answer: Answer | undefined;
  const listening: typeof provider = {
    ...provider,
    read: (request) =>
      provider.read({
        ...request,
        get: async (path, options) => {
          answer = await request.get(path, options);
          return answer;
        },
      }),
  };
  const outcome = await readBalance(listening, endpoints, key, parameters, signal);
  if (!outcome) return problem('Canceled.');
  if ('failure' in outcome) {
    const { failure } = outcome;
    return problem(isRejection(failure) ? rejectedKeyText(host, failure) : failureHelp(failure).sentence(host));
  }
  if (!answer || (needsNumber && answerNumbers(answer.body, key).length === 0)) {
    return problem(`${host} returned no number that could be a balance.`);
  }
  return { value: { key, endpoints, answer, outcome, answeredAt: clock.now() } };
}

function problem(text: string): Attempt<TriedService> {
  return { problem: { severity: 'error', text } };
}
