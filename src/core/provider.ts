import type { ParameterValues } from './account.ts';
import type { Balance } from './balance.ts';
import type { Failure, FailureKind, FailureReason } from './failure.ts';
import type { Event } from './ports.ts';

/** What a check comes to. */
export type Outcome = { readonly balance: Balance } | { readonly failure: Failure };

/** What a key of this service looks like, as far as its documents say. */
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
  /** Says what an empty answer means, for every parameter can be passed with Enter. */
  readonly prompt: string;
  readonly placeholder: string;
}

/** The request that reads the balance, below the base URL. Always GET. */
export interface ProviderRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What an HTTP status means at a service: a kind, or what its body makes of it. */
export type StatusMeaning = FailureKind | ((body: unknown) => Outcome);

/** The part of a zod schema that is used, so that core carries no schema library. */
export interface Schema<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}

/** A service that sells credits, as a value: it is given its I/O and has none of its own. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  /** The service's own base URL, which `credits.endpoints` can replace. */
  readonly baseUrl: string;
  /** Pages for people, where the documents name them. */
  readonly pages: { readonly keys?: string; readonly billing?: string };
  readonly key: KeyShape;
  readonly parameters: readonly Parameter[];
  request(key: string, parameters: ParameterValues): ProviderRequest;
  /** What an answer means: `body` is the parsed JSON, undefined where it was none. Never throws. */
  interpret(status: number, body: unknown): Outcome;
}

/** The services that can be asked. */
export interface ProviderRegistry {
  /** In the order of the picker. */
  readonly all: readonly Provider[];
  /** Undefined: this version doesn't know the service. */
  get(id: string): Provider | undefined;
  /** Fires when services were added, changed or removed. */
  readonly onDidChange: Event<void>;
}

/** What a service's file says of it. */
export interface ProviderDefinition<T> extends Omit<Provider, 'interpret' | 'parameters'> {
  readonly parameters?: readonly Parameter[];
  /** Asks only for what is read. */
  readonly schema: Schema<T>;
  /** From the checked answer (status 200) to what it says. */
  balance(answer: T): Outcome;
  /** What other statuses mean at this service; the rest mean what they do in HTTP. */
  readonly statuses: Readonly<Record<number, StatusMeaning>>;
}

/** Makes a provider of what a service's file says. */
export function defineProvider<T>(definition: ProviderDefinition<T>): Provider {
  const { schema, balance, statuses, ...rest } = definition;
  return {
    parameters: [],
    ...rest,
    interpret(status, body) {
      if (status === 200) {
        const parsed = schema.safeParse(body);
        return parsed.success ? balance(parsed.data) : failed('unexpected');
      }
      const meaning = statuses[status] ?? usualMeaning(status);
      return typeof meaning === 'string' ? failed(meaning) : meaning(body);
    },
  };
}

/** The outcome of a check that gave no balance. */
export function failed(kind: FailureKind, reason?: FailureReason): Outcome {
  return { failure: reason ? { kind, reason } : { kind } };
}

function usualMeaning(status: number): FailureKind {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  if (status === 429) return 'rateLimited';
  return status >= 500 ? 'unavailable' : 'unexpected';
}
