import { type Account, freeAccountId, freeLabel, type Origins, type ParameterValues } from './account.ts';
import { AccountGoneError } from './errors.ts';
import { bindingOf, type StoredKey } from './keyBinding.ts';
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
  readonly origins: Origins;
  readonly key: string;
  readonly parameters: ParameterValues;
}

/** Keeps a new account: its key first, so that no account is ever listed without one. Rejects, with nothing kept. */
export async function addAccount(ports: Ports, draft: Draft): Promise<Account> {
  const { accounts, keys, fingerprints, clock } = ports;
  let added = undefined as Account | undefined;
  try {
    // Within the change: an id that another window takes meanwhile would be the name of two keys.
    await accounts.change(async (list) => {
      const account: Account = {
        id: freeAccountId(draft.provider.id, list),
        provider: draft.provider.id,
        label: freeLabel(draft.provider.name, list),
        parameters: draft.parameters,
        origins: draft.origins,
        fingerprint: fingerprints.of(draft.key),
        keySetAt: clock.now(),
      };
      await keys.set(account.id, draft.key, { provider: account.provider, origins: account.origins });
      added = account;
      return [...list, account];
    });
  } catch (error) {
    if (added) await keys.delete(added.id);
    throw error;
  }
  return kept(added);
}

/** Puts a new key in the place of an account's old one; what the old key had read no longer counts. */
export async function replaceKey(ports: Ports, account: Account, origins: Origins, key: string): Promise<Account> {
  const { accounts, keys, fingerprints, clock } = ports;
  const { id } = account;
  let old: StoredKey | undefined;
  let changed = undefined as Account | undefined;
  try {
    // Within the change: of two windows that replace the same key, one key and its own row have to be left.
    await accounts.change(async (list) => {
      const found = list.find((one) => one.id === id);
      // Removed in another window meanwhile: the key would be left behind unseen.
      if (!found) throw new AccountGoneError();
      // Later than before even if the clock was set back: readings are told apart by it.
      const keySetAt = Math.max(clock.now(), found.keySetAt + 1);
      old = await keys.get(id).catch(() => undefined);
      await keys.set(id, key, { provider: found.provider, origins });
      const replaced: Account = { ...found, origins, fingerprint: fingerprints.of(key), keySetAt };
      changed = replaced;
      return list.map((one) => (one.id === id ? replaced : one));
    });
  } catch (error) {
    // The account still names the old origin, and a key goes to the origin that it was entered for.
    if (changed) await (old === undefined ? keys.delete(id) : keys.set(id, old.key, old.binding ?? bindingOf(account)));
    throw error;
  }
  return kept(changed);
}

/** Removes accounts, each key before its row, so that no key is left behind unseen. Rejects at the first that fails. */
export async function removeAccounts({ accounts, keys }: RemovalPorts, gone: readonly Account[]): Promise<void> {
  for (const { id } of gone) {
    await accounts.change(async (list) => {
      await keys.delete(id);
      return list.filter((account) => account.id !== id);
    });
  }
}

/** The account that has this key already, with the same parameters, if there is one. */
export function accountWithKey(
  ports: Pick<Ports, 'accounts' | 'fingerprints'>,
  draft: Omit<Draft, 'origins'>,
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

function kept(account: Account | undefined): Account {
  if (!account) throw new Error('The list of accounts was not changed.');
  return account;
}
