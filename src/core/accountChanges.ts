import { type Account, freeAccountId, freeLabel, type ParameterValues } from './account.ts';
import type { AccountStore, Clock, Fingerprints, Keys } from './ports.ts';
import type { Provider } from './provider.ts';

interface Ports {
  readonly accounts: AccountStore;
  readonly keys: Keys;
  readonly fingerprints: Fingerprints;
  readonly clock: Clock;
}

type RemovalPorts = Pick<Ports, 'accounts' | 'keys'>;

/** What is to become an account. */
export interface Draft {
  readonly provider: Provider;
  readonly origin: string;
  readonly key: string;
  readonly parameters: ParameterValues;
}

/** Keeps a new account: its key first, so that no account is ever listed without one. Rejects, with nothing kept. */
export async function addAccount(ports: Ports, draft: Draft): Promise<Account> {
  const { accounts, keys, fingerprints, clock } = ports;
  // Reads what another window has added: an id that is taken is the name of another account's key.
  await accounts.change((list) => list);
  const account: Account = {
    id: freeAccountId(draft.provider.id, accounts.all()),
    provider: draft.provider.id,
    label: freeLabel(draft.provider.name, accounts.all()),
    parameters: draft.parameters,
    origin: draft.origin,
    fingerprint: fingerprints.of(draft.key),
    keySetAt: clock.now(),
  };
  await keys.set(account.id, draft.key);
  try {
    await accounts.change((list) => [...list, account]);
  } catch (error) {
    await keys.delete(account.id);
    throw error;
  }
  return account;
}

/** Puts a new key in the place of an account's old one; what the old key had read no longer counts. */
export async function replaceKey(ports: Ports, account: Account, origin: string, key: string): Promise<Account> {
  const { accounts, keys, fingerprints, clock } = ports;
  // Later than before even if the clock was set back: readings are told apart by it.
  const keySetAt = Math.max(clock.now(), account.keySetAt + 1);
  const changed: Account = { ...account, origin, fingerprint: fingerprints.of(key), keySetAt };
  const old = await keys.get(account.id).catch(() => undefined);
  await keys.set(account.id, key);
  try {
    await accounts.change((list) => {
      // Removed in another window meanwhile: the key would be left behind unseen.
      if (!list.some(({ id }) => id === account.id)) throw new Error('The account is gone.');
      return list.map((found) => (found.id === account.id ? changed : found));
    });
  } catch (error) {
    // The account still names the old origin, and a key goes to the origin that it was entered for.
    await (old === undefined ? keys.delete(account.id) : keys.set(account.id, old));
    throw error;
  }
  return changed;
}

/** Removes accounts, each key before its row, so that no key is left behind unseen. Rejects at the first that fails. */
export async function removeAccounts(ports: RemovalPorts, gone: readonly Account[]): Promise<void> {
  for (const { id } of gone) {
    await ports.keys.delete(id);
    await ports.accounts.change((list) => list.filter((account) => account.id !== id));
  }
}

/** The account that has this key already, with the same parameters, if there is one. */
export function accountWithKey(
  ports: Pick<Ports, 'accounts' | 'fingerprints'>,
  draft: Omit<Draft, 'origin'>,
): Account | undefined {
  return ports.accounts
    .all()
    .find(
      ({ provider, parameters, fingerprint }) =>
        provider === draft.provider.id &&
        draft.provider.parameters.every(({ id }) => (parameters[id] ?? '') === (draft.parameters[id] ?? '')) &&
        ports.fingerprints.matches(fingerprint, draft.key),
    );
}

/** Gives an account another name. Rejects when it cannot be kept. */
export async function renameAccount(
  { accounts }: Pick<Ports, 'accounts'>,
  renamed: Account,
  label: string,
): Promise<void> {
  await accounts.change((list) => list.map((account) => (account.id === renamed.id ? { ...account, label } : account)));
}
