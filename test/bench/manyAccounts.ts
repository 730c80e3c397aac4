import type { Account } from '../../src/core/account.ts';
import { providers } from '../../src/providers/index.ts';
import { keyFingerprints } from '../../src/storage/keyFingerprints.ts';
import { sampleAccount } from '../support/fakes/samples.ts';
import { demoKeys, type ProviderId, providerIds } from '../support/simulator/index.ts';

/** So many accounts, in turn at each of the five services, with a demo key each. */
export function manyAccounts(
  count: number,
  originOf: (provider: ProviderId) => string,
): { readonly accounts: readonly Account[]; readonly keys: Readonly<Record<string, string>> } {
  const accounts = Array.from({ length: count }, (_, index) => {
    const provider = providerIds[index % providerIds.length] ?? 'mimir';
    const name = providers.get(provider)?.name ?? provider;
    return {
      provider,
      account: sampleAccount({
        id: `${provider}-${index}`,
        provider,
        label: `${name} ${index}`,
        origins: [originOf(provider)],
        fingerprint: keyFingerprints.of(demoKeys[provider]),
      }),
    };
  });
  return {
    accounts: accounts.map(({ account }) => account),
    keys: Object.fromEntries(accounts.map(({ account, provider }) => [account.id, demoKeys[provider]])),
  };
}
