import { type Account, isEqual, type ParameterValues } from '../core/account.ts';
import { accountWithKey } from '../core/editAccounts.ts';
import type { Endpoints } from '../core/endpoint.ts';
import { type Failure, isRejection } from '../core/failure.ts';
import type { AccountStore, Clock, Fingerprints, Keys } from '../core/ports.ts';
import type { Outcome, Provider, ProviderRegistry } from '../core/provider.ts';
import { failureHelp } from '../core/text/failureHelp.ts';
import { duplicateKeyText, uncheckableKeyText } from '../core/text/keyText.ts';
import type { KeyAnswer } from './saveFirstReading.ts';
import type { Attempt, Ui } from './ui.ts';

/** What entering a key works with. */
export interface KeyEntryPorts {
  readonly ui: Ui;
  readonly providers: Pick<ProviderRegistry, 'all'>;
  readonly accounts: Pick<AccountStore, 'all'>;
  readonly keys: Pick<Keys, 'get'>;
  readonly fingerprints: Fingerprints;
  readonly clock: Pick<Clock, 'now'>;
  /** A browser has a secret storage of its own. */
  readonly inBrowser: boolean;
  /** Where a key is sent; undefined when the setting for it can't be used. */
  endpointsOf(provider: Provider, key: string, parameters: ParameterValues): Endpoints | undefined;
  /** Asks the service with a key that isn't saved. Undefined: canceled. */
  readBalance(
    provider: Provider,
    endpoints: Endpoints,
    key: string,
    parameters: ParameterValues,
    signal: AbortSignal,
  ): Promise<Outcome | undefined>;
}

/** A key to be saved, with the answer of its service. */
export interface EnteredKey extends KeyAnswer {
  readonly endpoints: Endpoints;
  readonly key: string;
  readonly parameters: ParameterValues;
}

/** How a key is tried at a step. */
interface TrialOptions {
  /** What the last trial came to that the service accepted, or that the person passed all the same. */
  readonly before: EnteredKey | undefined;
  /** The same isn't tried again that the person has passed. */
  readonly isPassed: boolean;
  rejectedText(name: string, failure: Failure): string;
}

/** The trials of keys of a service, for a new account or for the one whose key or parameters are to be replaced. */
export class KeyTrial {
  readonly #ports: KeyEntryPorts;
  readonly #provider: Provider;
  readonly #account: Account | undefined;
  #isRunning = false;

  constructor(ports: KeyEntryPorts, provider: Provider, account: Account | undefined) {
    this.#ports = ports;
    this.#provider = provider;
    this.#account = account;
  }

  /** The service is being asked, or was until the person left. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Tries a key, but not again where the service has accepted it, or where the person has passed what came of it. */
  async try(
    key: string,
    parameters: ParameterValues,
    { before, isPassed, rejectedText }: TrialOptions,
    signal: AbortSignal,
  ): Promise<Attempt<EnteredKey>> {
    const duplicate = this.duplicateText(key, parameters);
    if (duplicate !== undefined) return { problem: { severity: 'error', text: duplicate } };
    const untried = this.pass(key, parameters, before);
    if (!('value' in untried)) return untried;
    const { outcome: known, endpoints } = untried.value;
    if (known && (isPassed || 'balance' in known)) return untried;
    this.#isRunning = true;
    const outcome = await this.#ports.readBalance(this.#provider, endpoints, key, parameters, signal);
    // Left or typed over: nobody waits for this any more.
    if (!outcome || signal.aborted) return untried;
    this.#isRunning = false;
    const answeredAt = this.#ports.clock.now();
    return this.#attemptOf({ ...untried.value, outcome, answeredAt }, outcome, rejectedText);
  }

  /** Takes a key without asking the service, with its answer where the same was tried before. */
  pass(key: string, parameters: ParameterValues, before?: EnteredKey): Attempt<EnteredKey> {
    if (before?.outcome && before.key === key && isEqual(before.parameters, parameters)) return { value: before };
    const endpoints = this.#ports.endpointsOf(this.#provider, key, parameters);
    return endpoints
      ? { value: { key, parameters, endpoints, outcome: undefined, answeredAt: undefined } }
      : { problem: { severity: 'error', text: endpointText(this.#provider) } };
  }

  /** The problem that another account has both; undefined where none has. */
  duplicateText(key: string, parameters: ParameterValues): string | undefined {
    const same = accountWithKey(this.#ports, { provider: this.#provider, key, parameters });
    return same && same.id !== this.#account?.id ? duplicateKeyText(same.label) : undefined;
  }

  #attemptOf(tried: EnteredKey, outcome: Outcome, rejectedText: TrialOptions['rejectedText']): Attempt<EnteredKey> {
    const { name } = this.#provider;
    if ('balance' in outcome) return { value: tried };
    const { failure } = outcome;
    return isRejection(failure)
      ? {
          problem: { severity: 'error', text: rejectedText(name, failure) },
          anyway: { title: 'Save Anyway', value: tried },
        }
      : {
          problem: { severity: 'warning', text: uncheckableKeyText(name, failure) },
          anyway: { title: 'Save Without Checking', value: tried },
        };
  }
}

/** Said while the setting for an endpoint can't be used. */
export function endpointText({ name }: Pick<Provider, 'name'>): string {
  return failureHelp({ kind: 'unexpected', reason: 'endpointInvalid' }).sentence(name);
}
