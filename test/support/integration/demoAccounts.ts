import type { Account } from '../../../src/core/account.ts';
import { providers } from '../../../src/providers/index.ts';
import { keyFingerprints } from '../../../src/storage/keyFingerprints.ts';
import { sampleAccount } from '../fakes/samples.ts';
import { demoKeys, providerIds, type Simulator } from '../simulator/index.ts';

/** One account at each service of the simulator, with the demo keys by account id. */
export function demoAccounts({ endpoints }: Simulator): {
  readonly accounts: readonly Account[];
  readonly keys: Readonly<Record<string, string>>;
} {
  const accounts = providerIds.map((id) =>
    sampleAccount({
      id,
      provider: id,
      label: providers.get(id)?.name ?? id,
      origins: [new URL(endpoints[id]).origin],
      fingerprint: keyFingerprints.of(demoKeys[id]),
    }),
  );
  return { accounts, keys: demoKeys };
}
