import type { ParameterValues } from './account.ts';
import type { Balance } from './balance.ts';
import type { Failure, FailureKind, FailureReason } from './failure.ts';
import type { Event } from './ports.ts';

/** The result of reading a balance. */
export type Outcome = { readonly balance: Balance } | { readonly failure: Failure };

/** The form of a service's keys, as far as its documents say. */
export interface KeyShape {
  readonly pattern: RegExp;
  /** A sentence for the person who typed something else, e.g. "A Bloom key starts with bloom_sk_." */
  readonly hint: string;
  /** The service refuses every other form by its documents, so it need not be asked. */
  readonly strict?: boolean | undefined;
}

/** Something the service needs beside the key. */
export interface Parameter {
  readonly id: string;
  readonly title: string;
  /** Says what an empty answer means, where there can be one. */
  readonly prompt: string;
  readonly placeholder: string;
  /** The values to choose from, the one that Enter passes first; any text where they are left out. */
  readonly options?: readonly [ParameterOption, ...ParameterOption[]];
  /** The service can't be asked without a value; every other parameter can be passed with Enter. */
  readonly required?: boolean | undefined;
}

/** One value of a parameter that is chosen from a list, e.g. a region. */
export interface ParameterOption {
  readonly value: string;
  readonly label: string;
}

/** How the key goes with a request. A query value is for services that know no other way, as servers log it. */
export interface GetOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly basic?: { readonly user: string; readonly password: string };
  readonly query?: Readonly<Record<string, string>>;
}

/** An answer that was read whole: `body` is the parsed JSON, undefined where it was none. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** A body of at most a hundred characters as it came, for the few services that answer with a bare number. */
  readonly text?: string | undefined;
}

/**
 * One GET to a path below the main base URL, or to a URL below one of the provider's base URLs. Rejects when there is no
 * answer or the URL is another one; a provider that lets that pass fails with the right failure.
 */
export type Get = (pathOrUrl: string, options?: GetOptions) => Promise<Answer>;

/** What a provider reads a balance with. */
export interface ReadRequest {
  readonly get: Get;
  readonly key: string;
  readonly parameters: ParameterValues;
  /** Milliseconds since 1970, for services that say how long something lasts. */
  readonly now: number;
}

/** The one or two base URLs that a key is sent to, the main one first. */
export type BaseUrls = readonly [string] | readonly [string, string];

/** The meaning of an HTTP status at a service: a kind, or an outcome that depends on the body. */
export type StatusMeaning = FailureKind | ((body: unknown) => Outcome);

/** The part of a zod schema that is used, so that core carries no schema library. */
export interface Schema<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}

/** What services are for: the picker groups by it. */
export const fields = [
  'ai',
  'images',
  'speech',
  'search',
  'scraping',
  'enrichment',
  'verification',
  'messaging',
  'documents',
  'data',
  'cloud',
  'other',
] as const;

export type Field = (typeof fields)[number];

/** How sure it is that the service answers as it is read. */
export const confidences = ['documented', 'community'] as const;

export type Confidence = (typeof confidences)[number];

/** The least time between two requests to a service. */
export interface LeastInterval {
  /** Milliseconds. */
  readonly interval: number;
  /** All accounts at the service share it: the limit is the one of the team, not of the key. */
  readonly shared: boolean;
}

/** A service that sells credits, as a value: it is given its I/O and has none of its own. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  /** The service's own base URL, which `credits.endpoints` can replace. */
  readonly baseUrl: string;
  /** The base URLs for this key and these parameters, all of which `credits.endpoints` replaces; `baseUrl` if left out. */
  baseUrls?(key: string, parameters: ParameterValues): BaseUrls;
  /** Pages for people, where the documents name them. */
  readonly pages: { readonly keys?: string; readonly billing?: string };
  readonly key: KeyShape;
  readonly parameters: readonly Parameter[];
  /** What the service is for; `other` if left out. */
  readonly field?: Field | undefined;
  /** The names of environment variables that usually hold a key of the service. */
  readonly variables?: readonly string[] | undefined;
  /** The page that describes the request. */
  readonly document?: string | undefined;
  /** Whether the request is from the service's own documents or from others who use it; undefined for one's own service. */
  readonly confidence?: Confidence | undefined;
  /** A sentence that people should know before they add a key. */
  readonly note?: string | undefined;
  /** It is one of the person's own, by `credits.customProviders`. */
  readonly isOwn?: boolean | undefined;
  /** How often the service may be asked, whatever the setting says; as often as the setting says if left out. */
  readonly least?: LeastInterval | undefined;
  /** Reads the balance, by one GET or a few. */
  read(request: ReadRequest): Promise<Outcome>;
}

/** A provider that reads the balance by one GET. */
export interface SingleGetProvider extends Provider {
  request(key: string, parameters: ParameterValues): SingleGet;
  /** The meaning of an answer. Never throws. */
  interpret(status: number, body: unknown): Outcome;
}

/** The one GET that reads a balance, below the main base URL. */
export interface SingleGet extends GetOptions {
  readonly path: string;
}

/** Why the balance of a service can't be read with a key. */
export const unreadableReasons = [
  /** It reports what was spent, to admin keys. */
  'spendOnly',
  'none',
  'usageOnly',
  /** In the answers to calls that cost credits. */
  'paidCallsOnly',
  /** In the headers of the answers to other calls. */
  'headersOnly',
  'postOnly',
  /** The key would be a part of the URL. */
  'keyInAddress',
  'signIn',
] as const;

export type UnreadableReason = (typeof unreadableReasons)[number];

/** A service that people look for in vain: the picker says why. */
export interface UnreadableService {
  readonly id: string;
  readonly name: string;
  readonly field: Field;
  readonly reason: UnreadableReason;
  /** The reason in a few words. */
  readonly label: string;
  /** The reason in a sentence. */
  readonly why: string;
  /** What can be done, in a sentence. */
  readonly advice: string;
  /** The page where people see the balance. */
  readonly billing?: string | undefined;
  /** How its keys begin, where no other service's keys begin so. */
  readonly prefix?: string | undefined;
}

/** The services that can be asked. */
export interface ProviderRegistry {
  /** In the order of the picker. */
  readonly all: readonly Provider[];
  /** The ids of those that most people use, the first ones of `all`. */
  readonly mostUsed: readonly string[];
  /** Those whose balance can't be read, in the order of the picker. */
  readonly unreadable: readonly UnreadableService[];
  /** Undefined: this version doesn't know the service. */
  get(id: string): Provider | undefined;
  /** True where the person's own entry of this id can't be used. */
  hasProblem?(id: string): boolean;
  /** Fires when services were added, changed or removed. */
  readonly onDidChange: Event<void>;
}

/** A service that is read by one GET, as its file declares it. */
export interface ProviderDefinition<T> extends Omit<SingleGetProvider, 'interpret' | 'parameters' | 'read'> {
  readonly parameters?: readonly Parameter[];
  /** Asks only for what is read. */
  readonly schema: Schema<T>;
  /** Turns the checked answer (status 200) into its balance. */
  balance(answer: T): Outcome;
  /** The meaning of other statuses at this service; the rest mean the same as in HTTP. */
  readonly statuses: Readonly<Record<number, StatusMeaning>>;
}

/** Makes a provider of a definition. */
export function defineProvider<T>(definition: ProviderDefinition<T>): SingleGetProvider {
  const { schema, balance, statuses, ...rest } = definition;
  const interpret = (status: number, body: unknown): Outcome => {
    if (status !== 200) {
      const meaning = statuses[status] ?? usualMeaning(status);
      return typeof meaning === 'string' ? failed(meaning) : meaning(body);
    }
    const parsed = schema.safeParse(body);
    return parsed.success ? balance(parsed.data) : failed('unexpected');
  };
  return {
    parameters: [],
    ...rest,
    interpret,
    async read({ get, key, parameters }) {
      const { path, ...options } = rest.request(key, parameters);
      const { status, body } = await get(path, options);
      return interpret(status, body);
    },
  };
}

/** The base URLs of a provider for this key and these parameters, the main one first. */
export function baseUrlsOf(
  provider: Pick<Provider, 'baseUrl' | 'baseUrls'>,
  key: string,
  parameters: ParameterValues,
): BaseUrls {
  return provider.baseUrls?.(key, parameters) ?? [provider.baseUrl];
}

/** Why there is no provider of this id: an entry of the person's own that can't be used, or none at all. */
export function missingReason(providers: Pick<ProviderRegistry, 'hasProblem'>, id: string): FailureReason {
  return providers.hasProblem?.(id) === true ? 'entryInvalid' : 'unknownProvider';
}

/** True where a service can't be asked with these values of its parameters. */
export function lacksValue({ parameters }: Pick<Provider, 'parameters'>, values: ParameterValues): boolean {
  return parameters.some(({ id, required }) => !isUsableValue(values[id], required));
}

/** False for the value that a parameter needs and doesn't have, and for dots: two would lead to another path. */
export function isUsableValue(value = '', isRequired = false): boolean {
  return value === '' ? !isRequired : !/^\.+$/.test(value);
}

/** The outcome of a check that gave no balance. */
export function failed(kind: FailureKind, reason?: FailureReason): Outcome {
  return { failure: reason ? { kind, reason } : { kind } };
}

/** The meaning of a status other than 200 in HTTP. */
export function usualMeaning(status: number): FailureKind {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  if (status === 429) return 'rateLimited';
  return status >= 500 ? 'unavailable' : 'unexpected';
}
