import type { ParameterValues } from '../core/account.ts';
import { cleanKey, keyProblem, looksLikeKey, parameterProblem } from '../core/apiKey.ts';
import { type AnswerNumber, answerNumbers } from '../core/catalog/answerNumbers.ts';
import { draftEntry, freeEntryId, type GatewayPreset, type KeyPlace } from '../core/catalog/draftEntry.ts';
import type { Entry } from '../core/catalog/entry.ts';
import { entryProvider } from '../core/catalog/entryProvider.ts';
import type { Endpoints } from '../core/endpoint.ts';
import type { Format } from '../core/format.ts';
import type { KeyShape, Outcome, ProviderRegistry } from '../core/provider.ts';
import { addressProblem, serviceAddress } from '../core/serviceAddress.ts';
import { kinds, places, units } from './customServiceChoices.ts';
import type { StepEnd } from './keyEntry.ts';
import { type TriedService, type TryPorts, tryService } from './tryService.ts';
import { back, type StepInput, type TriedStep } from './ui.ts';

/** What describing a service works with. */
export interface CustomServicePorts extends TryPorts {
  readonly providers: Pick<ProviderRegistry, 'all'>;
  readonly format: Pick<Format, 'unlessHidden'>;
}

/** A service that was described, with its key and the balance that was read with it. */
export interface DescribedService {
  readonly entry: Entry;
  readonly key: string;
  readonly parameters: ParameterValues;
  readonly endpoints: Endpoints;
  readonly outcome: Outcome;
  /** When it answered, in milliseconds since 1970. */
  readonly answeredAt: number;
}

const title = 'Add Custom Service';
const anyShape: KeyShape = { pattern: /^/, hint: '' };
const maxNameLength = 60;

/** The steps in which a person describes a service of their own. It is asked once, and nothing is saved here. */
export class CustomServiceSteps {
  readonly #ports: CustomServicePorts;
  readonly #input: StepInput;
  #preset: GatewayPreset | undefined;
  #url = '';
  #place: KeyPlace = {};
  #key = '';
  #parameters: ParameterValues = {};
  #tried: TriedService | undefined;
  #pointer = '';
  #unit = 'credits';
  #scale: number | undefined;
  #name = '';
  #taken: ReadonlySet<string>;

  /** `taken`: the ids of services that the settings have, whether they can be used or not. */
  constructor(ports: CustomServicePorts, input: StepInput, taken: ReadonlySet<string>) {
    this.#ports = ports;
    this.#input = input;
    this.#taken = new Set([...taken, ...ports.providers.all.map(({ id }) => id)]);
  }

  /** The service has answered: who leaves now should know that nothing was saved. */
  get isUnderWay(): boolean {
    return this.#tried !== undefined;
  }

  /** Undefined until all is said. */
  async described(): Promise<DescribedService | undefined> {
    const tried = this.#tried;
    const entry = this.#entry();
    if (!tried) return undefined;
    const { key, answer, endpoints, answeredAt } = tried;
    const parameters = this.#parameters;
    const request = { get: async () => answer, key, parameters, now: answeredAt };
    const outcome = this.#preset ? tried.outcome : await entryProvider(entry).read(request);
    return { entry, key, parameters, endpoints, outcome, answeredAt };
  }

  /** Each step; it is told whether there is one before it. */
  get all(): readonly ((canGoBack: boolean) => Promise<StepEnd>)[] {
    const unlessPreset = (step: (canGoBack: boolean) => Promise<StepEnd>) => async (canGoBack: boolean) =>
      this.#preset ? 'skip' : step(canGoBack);
    return [
      (canGoBack) => this.#pickKind(canGoBack),
      (canGoBack) => this.#enterAddress(canGoBack),
      unlessPreset((canGoBack) => this.#pickPlace(canGoBack)),
      (canGoBack) => this.#enterParameter(canGoBack),
      (canGoBack) => this.#enterKey(canGoBack),
      unlessPreset((canGoBack) => this.#pickNumber(canGoBack)),
      unlessPreset((canGoBack) => this.#pickUnit(canGoBack)),
      (canGoBack) => this.#enterName(canGoBack),
    ];
  }

  async #pickKind(canGoBack: boolean): Promise<StepEnd> {
    const picked = await this.#input.pick(kinds, { title, placeholder: 'What kind of service is it?' }, canGoBack);
    if (picked === undefined || picked === back) return picked;
    this.#preset = picked.preset;
    return 'next';
  }

  #enterAddress(canGoBack: boolean): Promise<StepEnd> {
    const shapes = this.#ports.providers.all.map(({ key }) => key);
    return this.#enter(
      {
        title: this.#preset ? 'Gateway URL' : 'Balance URL',
        prompt: this.#preset
          ? "The gateway's base URL, without a path."
          : "The URL that returns the balance (see the service's API docs). Credits sends it a GET request.",
        placeholder: this.#preset ? 'e.g. https://gateway.example.com' : 'e.g. https://api.example.com/v1/credits',
        value: this.#url,
        check: (typed) => addressProblem(typed, shapes),
      },
      (typed) => {
        this.#url = serviceAddress(typed) ?? '';
      },
      canGoBack,
    );
  }

  async #pickPlace(canGoBack: boolean): Promise<StepEnd> {
    const picked = await this.#input.pick(places, { title, placeholder: 'How is the key sent?' }, canGoBack);
    if (picked === undefined || picked === back) return picked;
    const { place } = picked;
    if (typeof place !== 'string') {
      this.#place = place;
      return 'next';
    }
    return this.#enter(
      {
        title: place === 'header' ? 'Header name' : 'Query parameter name',
        prompt:
          place === 'header' ? 'The header whose value is the key.' : 'The query parameter whose value is the key.',
        placeholder: place === 'header' ? 'x-api-key' : 'api_key',
        check: (typed) =>
          /^[\w-]{1,60}$/.test(typed.trim())
            ? undefined
            : { severity: 'error', text: 'Enter a name of letters, digits, hyphens, and underscores.' },
      },
      (typed) => {
        const named = { [typed.trim()]: '{key}' };
        this.#place = place === 'header' ? { headers: named } : { query: named };
      },
      true,
    );
  }

  async #enterParameter(canGoBack: boolean): Promise<StepEnd> {
    const [parameter] = this.#entry().parameters ?? [];
    if (!parameter) return 'skip';
    const shapes = this.#ports.providers.all.map(({ key }) => key);
    return this.#enter(
      {
        title: parameter.title,
        prompt: parameter.prompt,
        placeholder: '',
        value: this.#parameters[parameter.id] ?? '',
        check: (typed) =>
          looksLikeKey(typed, shapes) ? { severity: 'error', text: "You'll enter the key next." } : undefined,
      },
      (typed) => {
        this.#parameters = typed.trim() === '' ? {} : { [parameter.id]: typed.trim() };
      },
      canGoBack,
    );
  }

  async #enterKey(canGoBack: boolean): Promise<StepEnd> {
    const host = new URL(this.#url).host;
    this.#tried = undefined;
    const tried = await this.#input.ask<TriedService>(
      {
        title: 'API key',
        prompt: `The key is sent only to ${host}. It's saved after the last step.`,
        placeholder: 'Paste or type the key',
        value: this.#key,
        password: true,
        check: (typed) => {
          const key = cleanKey(typed);
          const isInAddress = key !== '' && decodeURIComponent(this.#url).includes(key);
          return isInAddress
            ? { severity: 'error', text: 'The URL contains this key. Go back and leave it out.' }
            : keyProblem(key, anyShape);
        },
        busy: 'Checking key…',
        attempt: (typed, signal) => {
          const [key, parameters] = [cleanKey(typed), this.#parameters];
          const needsNumber = this.#preset === undefined;
          return tryService(this.#ports, this.#entry(), { key, parameters, needsNumber }, signal);
        },
      },
      canGoBack,
    );
    if (tried === undefined || tried === back) return tried;
    [this.#key, this.#tried] = [tried.key, tried];
    return 'next';
  }

  async #pickNumber(canGoBack: boolean): Promise<StepEnd> {
    const numbers = answerNumbers(this.#tried?.answer.body, this.#key);
    const itemOf = (group: string) => (number: AnswerNumber) => ({
      label: number.pointer === '' ? 'Whole response' : number.pointer,
      description: this.#ports.format.unlessHidden(String(number.value)),
      icon: 'symbol-number',
      group,
      pointer: number.pointer,
    });
    const items = [
      ...numbers.filter(({ isLikely }) => isLikely).map(itemOf('Likely')),
      ...numbers.filter(({ isLikely }) => !isLikely).map(itemOf('Other numbers in the response')),
    ];
    const picked = await this.#input.pick(items, { title, placeholder: 'Which number is the balance?' }, canGoBack);
    if (picked === undefined || picked === back) return picked;
    this.#pointer = picked.pointer;
    return 'next';
  }

  async #pickUnit(canGoBack: boolean): Promise<StepEnd> {
    const picked = await this.#input.pick(units, { title, placeholder: 'What does the number count?' }, canGoBack);
    if (picked === undefined || picked === back) return picked;
    this.#scale = picked.scale;
    if (picked.unit !== undefined) {
      this.#unit = picked.unit;
      return 'next';
    }
    return this.#enter(
      {
        title: 'Balance unit',
        prompt: 'A plural such as minutes, or a currency code such as GBP.',
        placeholder: 'minutes',
        check: (typed) =>
          /^[\p{L}][\p{L} -]{0,29}$/u.test(typed.trim())
            ? parameterProblem(typed.trim(), this.#key, [])
            : { severity: 'error', text: 'Enter a word, e.g. minutes or GBP.' },
      },
      (typed) => {
        this.#unit = typed.trim();
      },
      true,
    );
  }

  #enterName(canGoBack: boolean): Promise<StepEnd> {
    const shapes = this.#ports.providers.all.map(({ key }) => key);
    return this.#enter(
      {
        title: 'Service name',
        prompt: 'The name in the status bar and the view.',
        placeholder: 'Name',
        value: this.#name || new URL(this.#url).hostname.replace(/^(api|www)\.(?=.*\.)/, ''),
        check: (typed) =>
          typed.trim() === '' || typed.trim().length > maxNameLength
            ? { severity: 'error', text: `Enter a name of at most ${maxNameLength} characters.` }
            : parameterProblem(typed.trim(), this.#key, shapes),
      },
      (typed) => {
        this.#name = typed.trim();
      },
      canGoBack,
    );
  }

  /** Asks for one text and takes it. */
  async #enter(
    step: Omit<TriedStep<string>, 'busy' | 'attempt'>,
    take: (typed: string) => void,
    canGoBack: boolean,
  ): Promise<StepEnd> {
    const typed = await this.#input.ask<string>(
      { ...step, busy: '', attempt: async (text) => ({ value: text }) },
      canGoBack,
    );
    if (typed === undefined || typed === back) return typed;
    take(typed);
    return 'next';
  }

  #entry(): Entry {
    const name = this.#name || 'Service';
    const id = freeEntryId(name, this.#taken);
    const [url, place, unit] = [this.#url, this.#place, this.#unit];
    if (this.#preset) return this.#preset.entry(id, name, url.replace(/\/+$/, ''));
    // Until a number is picked, any answer will do.
    const amount = this.#tried
      ? this.#scale === undefined
        ? this.#pointer
        : { path: this.#pointer, scale: this.#scale }
      : { const: 0 };
    return draftEntry({ id, name, url, place, amount, unit });
  }
}
