import type { Account } from './account.ts';
import { cleanKey, isSendable } from './apiKey.ts';
import { accountWithKey } from './editAccounts.ts';
import type { AccountStore, Fingerprints } from './ports.ts';
import type { Provider } from './provider.ts';

/** Variables with the place where they were found. */
export interface VariableSource {
  /** The path of a file, or what else people call the place. */
  readonly name: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** A key that was found for a service. */
export interface FoundKey {
  readonly provider: Provider;
  readonly key: string;
  readonly variable: string;
  /** The names of the places that hold it, at least one. */
  readonly places: readonly string[];
  /** The account that has it already. */
  readonly account: Account | undefined;
  /** It has the form that the service's keys have, and no other service goes by the same variable. */
  readonly isSure: boolean;
}

interface Ports {
  readonly providers: { readonly all: readonly Provider[] };
  readonly accounts: Pick<AccountStore, 'all'>;
  readonly fingerprints: Pick<Fingerprints, 'matches'>;
}

/** What stands in examples in place of a key. */
const placeholders =
  /^(your|my|some|enter|insert|replace|change|put|paste|todo|example|dummy|test$|none$|null$)|^[<[{$]|x{4}|\.{3}|…|\*{3}|_here$|-here$/i;
const shortestKey = 8;

/** The keys in these places, by the names of the variables that services use, in the order of the services. */
export function foundKeys(sources: readonly VariableSource[], ports: Ports): readonly FoundKey[] {
  const { all } = ports.providers;
  const namesakes = (variable: string) => all.filter(({ variables = [] }) => variables.includes(variable)).length;
  return all.flatMap((provider) => {
    const found = new Map<string, FoundKey>();
    for (const variable of provider.variables ?? []) {
      for (const { name, variables } of sources) {
        const key = cleanKey((Object.hasOwn(variables, variable) && variables[variable]) || '');
        if (key.length < shortestKey || !isSendable(key) || placeholders.test(key)) continue;
        const before = found.get(key);
        found.set(key, {
          provider,
          key,
          variable: before?.variable ?? variable,
          places: [...new Set([...(before?.places ?? []), name])],
          account: accountWithKey(ports, { provider, key, parameters: {} }),
          isSure: provider.key.pattern.test(key) && namesakes(variable) === 1,
        });
      }
    }
    return [...found.values()];
  });
}

/** The last four characters of a key, and none of a short one. */
export function maskedKey(key: string): string {
  return key.length < 12 ? '…' : `…${key.slice(-4)}`;
}
