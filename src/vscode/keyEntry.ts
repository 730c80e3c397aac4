import { type Account, isEqual, type ParameterValues } from '../core/account.ts';
import { cleanKey, type InputProblem, keyProblem, parameterProblem } from '../core/apiKey.ts';
import { accountWithKey } from '../core/editAccounts.ts';
import { type Endpoints, originsOf, parseEndpoints } from '../core/endpoint.ts';
import { isRejection } from '../core/failure.ts';
import { bindingAllows, type StoredKey } from '../core/keyBinding.ts';
import type { AccountStore, Fingerprints, Keys } from '../core/ports.ts';
import {
  baseUrlsOf,
  type Outcome,
  type Parameter,
  type ParameterOption,
  type Provider,
  type ProviderRegistry,
} from '../core/provider.ts';
import { failureHelp } from '../core/text/failureHelp.ts';
import { duplicateKeyText, keyPromptText, rejectedKeyText, uncheckableKeyText } from '../core/text/keyText.ts';
import { type Attempt, type Back, back, type StepInput, type Ui } from './ui.ts';

/** What entering a key works with. */
export interface KeyEntryPorts {
  readonly ui: Ui;
  readonly providers: Pick<ProviderRegistry, 'all'>;
  readonly accounts: Pick<AccountStore, 'all'>;
  readonly keys: Pick<Keys, 'get'>;
  readonly fingerprints: Fingerprints;
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

/** A key to be saved, with the answer of its service; undefined where it wasn't asked. */
export interface EnteredKey {
  readonly endpoints: Endpoints;
  readonly key: string;
  readonly parameters: ParameterValues;
  readonly outcome: Outcome | undefined;
}

/** What may still follow the step of the key. */
export interface AfterKey {
  /** Another parameter can make it another account than one that has the same key. */
  readonly mayBecomeAnother: boolean;
  /** A workspace that the service doesn't know is entered again there. */
  readonly asksForText: boolean;
}

/** How a step ended: `skip` where there was nothing to ask, undefined when the person left. */
export type StepEnd = 'next' | 'skip' | Back | undefined;

/**
 * The steps in which a key and what its service needs beside it are entered and tried. Nothing is saved here. `account`
 * is the one whose key or parameters are to be replaced.
 */
export class KeyEntry {
  readonly #ports: KeyEntryPorts;
  readonly #provider: Provider;
  readonly #account: Account | undefined;
  readonly #input: StepInput;
  #values: ParameterValues;
  #key = '';
  /** Set where the key is the one that is saved: it may not be sent everywhere. */
  #stored: StoredKey | undefined;
  #tried: EnteredKey | undefined;
  #isAsking = false;
  /** The key was pasted before its service was chosen, and is not asked for again. */
  #isPasted: boolean;

  constructor(ports: KeyEntryPorts, input: StepInput, provider: Provider, account?: Account, pasted = '') {
    this.#ports = ports;
    this.#input = input;
    this.#provider = provider;
    this.#account = account;
    this.#values = account?.parameters ?? {};
    this.#key = pasted;
    this.#isPasted = pasted !== '';
  }

  /** Undefined until there is a key that may be sent with all that was entered. */
  get entered(): EnteredKey | undefined {
    const endpoints = this.#endpoints(this.#key);
    if (this.#tried) return this.#tried;
    const stored = this.#stored && this.#mayBeSent(this.#stored, this.#values) ? this.#stored : undefined;
    return stored && endpoints && { key: stored.key, parameters: this.#values, endpoints, outcome: undefined };
  }

  /** The service has accepted the key, or is being asked: who leaves now should know that nothing was saved. */
  get isUnderWay(): boolean {
    const { outcome } = this.#tried ?? {};
    return this.#isAsking || (outcome !== undefined && 'balance' in outcome);
  }

  /** The service can't say a balance without another workspace. */
  get wantsText(): boolean {
    return this.#tried !== undefined && this.#isAboutText(this.#tried);
  }

  /** Takes the key that the account has now, if it may be sent with what was entered; a keyring that refuses is no help. */
  async takeSavedKey(): Promise<boolean> {
    const { keys, fingerprints } = this.#ports;
    const account = this.#account;
    const stored = account && (await keys.get(account.id).catch(() => undefined));
    const isOwn = stored && fingerprints.matches(account.fingerprint, stored.key);
    if (!isOwn || !this.#mayBeSent(stored, this.#values)) return false;
    [this.#stored, this.#key] = [stored, stored.key];
    return true;
  }

  /** Asks for a parameter that is chosen from a list. */
  async pickOption(
    { id, title, prompt }: Parameter,
    options: readonly ParameterOption[],
    canGoBack: boolean,
  ): Promise<StepEnd> {
    // The first is the one that Enter picks.
    const items = options.toSorted(
      (a, b) => Number(b.value === this.#values[id]) - Number(a.value === this.#values[id]),
    );
    const picked = await this.#input.pick(items, { title, placeholder: prompt }, canGoBack);
    if (picked === undefined || picked === back) return picked;
    if (this.#values[id] !== picked.value) this.#tried = undefined;
    this.#values = { ...this.#values, [id]: picked.value };
    return 'next';
  }

  /** Asks for the key and tries it. */
  async enterKey({ mayBecomeAnother, asksForText }: AfterKey, canGoBack: boolean): Promise<StepEnd> {
    const { name, pages, key: shape } = this.#provider;
    // A saved key is not shown to be edited.
    if (this.#stored) [this.#stored, this.#key] = [undefined, ''];
    const startsTrying = this.#isPasted;
    this.#isPasted = false;
    const tried = await this.#input.ask<EnteredKey>(
      {
        title: `${name} API key`,
        prompt: keyPromptText(name, { inBrowser: this.#ports.inBrowser, ...this.#hosts() }),
        placeholder: 'Paste or type the key',
        value: this.#key,
        password: true,
        page: pages.keys === undefined ? undefined : { label: 'Get a key', url: pages.keys },
        check: (typed) => keyProblem(cleanKey(typed), shape),
        busy: 'Checking key…',
        startsTrying,
        attempt: async (typed, signal) => {
          const key = cleanKey(typed);
          const isKnown = this.#duplicateText(key, this.#values) !== undefined;
          if (mayBecomeAnother && isKnown)
            return this.#withEndpoints(key, this.#values, async (tried) => ({ value: tried }));
          const attempt = await this.#try(key, this.#values, signal, false);
          const tried = 'anyway' in attempt ? attempt.anyway?.value : undefined;
          return asksForText && tried && this.#isAboutText(tried) ? { value: tried } : attempt;
        },
      },
      canGoBack,
    );
    if (tried === undefined || tried === back) return tried;
    [this.#key, this.#tried] = [tried.key, tried];
    return 'next';
  }

  /** Asks for a parameter that is typed. The last one is tried, if there is something new to try. */
  async enterText(
    { id, title, prompt, placeholder }: Parameter,
    isLast: boolean,
    canGoBack: boolean,
  ): Promise<StepEnd> {
    const shapes = this.#ports.providers.all.map((provider) => provider.key);
    const entered = await this.#input.ask<EnteredKey | { readonly parameters: ParameterValues }>(
      {
        title,
        prompt,
        placeholder,
        value: this.#values[id] ?? '',
        problem: isLast ? this.#textProblem() : undefined,
        check: (typed) => parameterProblem(typed.trim(), this.#key, shapes),
        busy: 'Checking…',
        attempt: async (typed, signal) => {
          const { [id]: _, ...others } = this.#values;
          const parameters: ParameterValues = typed.trim() === '' ? others : { ...others, [id]: typed.trim() };
          // The saved key goes nowhere else: it has to be entered for that.
          const mayBeSent = !this.#stored || this.#mayBeSent(this.#stored, parameters);
          if (!isLast || !mayBeSent) return { value: { parameters } };
          return this.#try(this.#key, parameters, signal, !this.wantsText);
        },
      },
      canGoBack,
    );
    if (entered === undefined || entered === back) return entered;
    this.#values = entered.parameters;
    if ('key' in entered) this.#tried = entered;
    else if (isLast) this.#tried = undefined;
    return 'next';
  }

  /** Tries a key, but not again where the service has accepted it, or where the person has passed what came of it. */
  async #try(
    key: string,
    parameters: ParameterValues,
    signal: AbortSignal,
    isPassed: boolean,
  ): Promise<Attempt<EnteredKey>> {
    const duplicate = this.#duplicateText(key, parameters);
    if (duplicate !== undefined) return { problem: { severity: 'error', text: duplicate } };
    return this.#withEndpoints(key, parameters, async (entered) => {
      const before = this.#tried;
      const isSame = before?.key === key && isEqual(before.parameters, parameters);
      if (before?.outcome && isSame && (isPassed || 'balance' in before.outcome)) return { value: before };
      this.#isAsking = true;
      const { endpoints } = entered;
      const outcome = await this.#ports.readBalance(this.#provider, endpoints, key, parameters, signal);
      // Left or typed over: nobody waits for this any more.
      if (!outcome || signal.aborted) return { value: entered };
      this.#isAsking = false;
      return this.#judge({ ...entered, outcome }, outcome);
    });
  }

  async #withEndpoints(
    key: string,
    parameters: ParameterValues,
    go: (entered: EnteredKey) => Promise<Attempt<EnteredKey>>,
  ): Promise<Attempt<EnteredKey>> {
    const endpoints = this.#endpoints(key, parameters);
    if (!endpoints) return { problem: { severity: 'error', text: endpointText(this.#provider) } };
    return go({ key, parameters, endpoints, outcome: undefined });
  }

  #judge(tried: EnteredKey, outcome: Outcome): Attempt<EnteredKey> {
    const { name } = this.#provider;
    if ('balance' in outcome) return { value: tried };
    const { failure } = outcome;
    return isRejection(failure)
      ? {
          problem: { severity: 'error', text: rejectedKeyText(name, failure) },
          anyway: { title: 'Save Anyway', value: tried },
        }
      : {
          problem: { severity: 'warning', text: uncheckableKeyText(name, failure) },
          anyway: { title: 'Save Without Checking', value: tried },
        };
  }

  /** Said before another text is entered. */
  #textProblem(): InputProblem | undefined {
    const { outcome } = this.#tried ?? {};
    if (outcome && 'failure' in outcome && this.wantsText) {
      return { severity: 'error', text: rejectedKeyText(this.#provider.name, outcome.failure) };
    }
    const duplicate = this.#duplicateText(this.#key, this.#values);
    return duplicate === undefined ? undefined : { severity: 'info', text: duplicate };
  }

  #duplicateText(key: string, parameters: ParameterValues): string | undefined {
    const same = accountWithKey(this.#ports, { provider: this.#provider, key, parameters });
    return same && same.id !== this.#account?.id ? duplicateKeyText(same.label) : undefined;
  }

  /** A service that has no parameter to type has no workspace to enter. */
  #isAboutText({ outcome }: EnteredKey): boolean {
    const isAboutWorkspace = outcome !== undefined && 'failure' in outcome && outcome.failure.reason === 'workspace';
    return isAboutWorkspace && this.#provider.parameters.some(({ options }) => !options);
  }

  #mayBeSent({ binding }: StoredKey, parameters: ParameterValues): boolean {
    const endpoints = this.#endpoints('', parameters);
    return !!binding && !!endpoints && bindingAllows(binding, this.#provider.id, originsOf(endpoints));
  }

  #endpoints(key: string, parameters = this.#values): Endpoints | undefined {
    return this.#ports.endpointsOf(this.#provider, key, parameters);
  }

  /** The hosts that a key is sent to, if they aren't the service's own, and whether they are other ones than before. */
  #hosts(): { readonly hosts: readonly string[]; readonly moved: boolean } {
    const own = parseEndpoints(baseUrlsOf(this.#provider, '', this.#values));
    const endpoints = this.#endpoints('');
    const usual: readonly string[] = own ? originsOf(own) : [];
    const asked: readonly string[] = endpoints ? originsOf(endpoints) : usual;
    const moved = asked.some((origin) => !(this.#account?.origins ?? usual).includes(origin));
    const isUsual = !moved && asked.every((origin) => usual.includes(origin));
    return { hosts: isUsual ? [] : asked.map((origin) => new URL(origin).host), moved };
  }
}

/** Said while the setting for an endpoint can't be used. */
export function endpointText({ name }: Pick<Provider, 'name'>): string {
  return failureHelp({ kind: 'unexpected', reason: 'endpointInvalid' }).sentence(name);
}
