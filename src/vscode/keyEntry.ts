import type { Account, ParameterValues } from '../core/account.ts';
import { cleanKey, type InputProblem, keyProblem, parameterProblem } from '../core/apiKey.ts';
import { type Endpoints, originsOf, parseEndpoints } from '../core/endpoint.ts';
import type { Failure } from '../core/failure.ts';
import { bindingAllows, type StoredKey } from '../core/keyBinding.ts';
import {
  baseUrlsOf,
  isUsableValue,
  lacksValue,
  type Parameter,
  type ParameterOption,
  type Provider,
} from '../core/provider.ts';
import { keyPromptText, missingValueText, rejectedKeyText, rejectedValueText } from '../core/text/keyText.ts';
import { type EnteredKey, type KeyEntryPorts, KeyTrial } from './keyTrial.ts';
import { type Back, back, type StepInput } from './ui.ts';

/** What may still follow the step of the key. */
export interface AfterKey {
  /** Another parameter can make it another account than one that has the same key. */
  readonly mayBecomeAnother: boolean;
  /** A workspace that the service doesn't know is entered again there. */
  readonly asksForText: boolean;
  /** The key is tried there, with a value that the service needs. */
  readonly triesKey: boolean;
}

/** How a step ended: `skip` where there was nothing to ask, undefined when the person left. */
export type StepEnd = 'next' | 'skip' | Back | undefined;

/**
 * The steps in which a key and what its service needs beside it are entered and tried. Nothing is saved here. `account`
 * is the one whose key or parameters are to be replaced.
 */
export class KeyEntry {
  readonly #ports: KeyEntryPorts;
  readonly #trial: KeyTrial;
  readonly #provider: Provider;
  readonly #account: Account | undefined;
  readonly #input: StepInput;
  #values: ParameterValues;
  /** What was tried in place of values, and may have been wrong. */
  #triedTexts: ParameterValues = {};
  #key = '';
  /** Set where the key is the one that is saved: it may not be sent everywhere. */
  #stored: StoredKey | undefined;
  #tried: EnteredKey | undefined;
  /** The key was pasted before its service was chosen, and is not asked for again. */
  #isPasted: boolean;

  constructor(ports: KeyEntryPorts, input: StepInput, provider: Provider, account?: Account, pasted = '') {
    this.#ports = ports;
    this.#trial = new KeyTrial(ports, provider, account);
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
    const unasked = { outcome: undefined, answeredAt: undefined };
    return stored && endpoints && { key: stored.key, parameters: this.#values, endpoints, ...unasked };
  }

  /** The key is the one that is saved, not one that was entered. */
  get isSavedKey(): boolean {
    return this.#stored !== undefined;
  }

  /** The key was accepted, by its service or for the time being, or is tried: who leaves should know that nothing was saved. */
  get isUnderWay(): boolean {
    const { outcome } = this.#tried ?? {};
    return this.#trial.isRunning || this.#lacksValue || (outcome !== undefined && 'balance' in outcome);
  }

  /** The service can't say a balance without another workspace, or a value that it needs. */
  get wantsText(): boolean {
    return this.#lacksValue || (this.#tried !== undefined && this.#isAboutText(this.#tried));
  }

  get #lacksValue(): boolean {
    return this.#tried !== undefined && lacksValue(this.#provider, this.#tried.parameters);
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

  /** Asks for the key and tries it, unless that is done with what follows. */
  async enterKey({ mayBecomeAnother, asksForText, triesKey }: AfterKey, canGoBack: boolean): Promise<StepEnd> {
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
        busy: triesKey ? '' : 'Checking key…',
        startsTrying,
        attempt: async (typed, signal) => {
          const key = cleanKey(typed);
          if (triesKey) return this.#trial.pass(key, this.#values, this.#tried);
          const isKnown = this.#trial.duplicateText(key, this.#values) !== undefined;
          if (mayBecomeAnother && isKnown) return this.#trial.pass(key, this.#values);
          const options = { before: this.#tried, isPassed: false, rejectedText: rejectedKeyText };
          const attempt = await this.#trial.try(key, this.#values, options, signal);
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
    { id, title, prompt, placeholder, required = false }: Parameter,
    isLast: boolean,
    canGoBack: boolean,
  ): Promise<StepEnd> {
    const rejectedText = (name: string, failure: Failure) =>
      required ? rejectedValueText(name, failure, canGoBack) : rejectedKeyText(name, failure);
    const shapes = this.#ports.providers.all.map((provider) => provider.key);
    const entered = await this.#input.ask<EnteredKey | { readonly parameters: ParameterValues }>(
      {
        title,
        prompt,
        placeholder,
        value: this.#triedTexts[id] ?? this.#values[id] ?? '',
        problem: isLast ? this.#textProblem() : undefined,
        check: (typed) =>
          required && !isUsableValue(typed.trim(), required)
            ? { severity: 'error', text: missingValueText(this.#provider.name) }
            : parameterProblem(typed.trim(), this.#key, shapes),
        busy: 'Checking…',
        attempt: async (typed, signal) => {
          this.#triedTexts = { ...this.#triedTexts, [id]: typed.trim() };
          const { [id]: _, ...others } = this.#values;
          const parameters: ParameterValues = typed.trim() === '' ? others : { ...others, [id]: typed.trim() };
          // The saved key goes nowhere else: it has to be entered for that.
          const mayBeSent = !this.#stored || this.#mayBeSent(this.#stored, parameters);
          if (!isLast || !mayBeSent) return { value: { parameters } };
          const options = { before: this.#tried, isPassed: !this.wantsText, rejectedText };
          return this.#trial.try(this.#key, parameters, options, signal);
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

  /** Said before another text is entered. */
  #textProblem(): InputProblem | undefined {
    const { outcome } = this.#tried ?? {};
    if (outcome && 'failure' in outcome && this.wantsText) {
      return { severity: 'error', text: rejectedKeyText(this.#provider.name, outcome.failure) };
    }
    const duplicate = this.#trial.duplicateText(this.#key, this.#values);
    return duplicate === undefined ? undefined : { severity: 'info', text: duplicate };
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
