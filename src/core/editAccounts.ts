import { type Account, accountIds, freeLabel, type Origins, type ParameterValues } from './account.ts';
import { AccountGoneError } from './errors.ts';
import { bindingOf, type StoredKey } from './keyBinding.ts';
import type { AccountStore, Clock, Fingerprints, Keys } from './ports.ts';
import type { Provider, ProviderRegistry } from './provider.ts';

interface Ports {
  readonly accounts: AccountStore;
  readonly keys: Keys;
  readonly fingerprints: Fingerprints;
  readonly clock: Pick<Clock, 'now'>;
}

/** A key and what belongs to it, as entered. */
export interface KeyEntry {
  readonly key: string;
  readonly origins: Origins;
  readonly parameters: ParameterValues;
}

/** A key that is to become an account. */
export interface Draft extends KeyEntry {
  readonly provider: Pick<Provider, 'id' | 'name'>;
  /** The name that the person chose; the service's where it is left out. */
  readonly label?: string | undefined;
}

/** Saves a new account: its key first, so that no account is ever listed without one. Rejects with nothing saved. */
export async function addAccount(ports: Ports, draft: Draft): Promise<Account> {
  const { accounts, keys, fingerprints, clock } = ports;
  let added = undefined as Account | undefined;
  try {
    // Within the change: an id that another window takes meanwhile would be the name of two keys.
    await accounts.change(async (list, otherIds) => {
      const taken = new Set([...list.map(({ id }) => id), ...otherIds]);
      const account: Account = {
        id: await freeAccountId(keys, taken, draft),
        provider: draft.provider.id,
        label: freeLabel(draft.label ?? draft.provider.name, list),
        parameters: draft.parameters,
        origins: draft.origins,
        fingerprint: fingerprints.of(draft.key),
        keySetAt: clock.now(),
      };
      added = account;
      await keys.set(account.id, draft.key, bindingOf(account));
      return [...list, account];
    });
  } catch (error) {
    // What the keyring saved in spite of an error would be left behind unseen.
    await undo(ports, async (list) => {
      if (added && !list.some(({ id }) => id === added?.id)) await keys.delete(added.id);
    });
    throw error;
  }
  return saved(added);
}

/**
 * The first id that no account has and under which no other key is saved. One may be: of a list of accounts that was lost,
 * or of another machine that is used from the same browser.
 */
async function freeAccountId(keys: Pick<Keys, 'get'>, taken: ReadonlySet<string>, draft: Draft): Promise<string> {
  for (const id of accountIds(draft.provider.id)) {
    if (taken.has(id)) continue;
    const stored = await keys.get(id);
    if (!stored || stored.key === draft.key) return id;
  }
  throw new Error('There are endless ids.');
}

/**
 * Puts a new key, or the old one with other parameters, in the place of an account's; what was read with the old one no
 * longer counts. Rejects with all as before.
 */
export async function replaceKey(ports: Ports, { id }: Account, entry: KeyEntry): Promise<Account> {
  const { accounts, keys, fingerprints, clock } = ports;
  const { key, origins, parameters } = entry;
  let old: StoredKey | undefined;
  let before = undefined as Account | undefined;
  let replaced = undefined as Account | undefined;
  try {
    // Within the change: of two windows that replace the same key, one key and its own row have to be left.
    await accounts.change(async (list) => {
      before = list.find((account) => account.id === id);
      // Removed in another window meanwhile: the key would be left behind unseen.
      if (!before) throw new AccountGoneError();
      // Later than before even if the clock was set back: readings are told apart by it.
      const keySetAt = Math.max(clock.now(), before.keySetAt + 1);
      const account: Account = { ...before, origins, parameters, fingerprint: fingerprints.of(key), keySetAt };
      old = await keys.get(id).catch(() => undefined);
      await keys.set(id, key, bindingOf(account));
      replaced = account;
      return list.map((other) => (other.id === id ? account : other));
    });
  } catch (error) {
    // The list still names the old key, and half of the new one may be saved.
    await undo(ports, async (list) => {
      if (!before || list.find((account) => account.id === id)?.keySetAt !== before.keySetAt) return;
      if (old) await keys.set(id, old.key, old.binding ?? bindingOf(before));
      else if (replaced) await keys.delete(id);
    });
    throw error;
  }
  return saved(replaced);
}

/** Removes accounts, each key before its row, so that no key is left behind unseen. Rejects at the first that fails. */
export async function removeAccounts(
  { accounts, keys }: Pick<Ports, 'accounts' | 'keys'>,
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) {
    await accounts.change(async (list) => {
      await keys.delete(id);
      return list.some((account) => account.id === id) ? list.filter((account) => account.id !== id) : list;
    });
  }
}

/**
 * The ids of saved keys that no account has, by the list as it is saved now: of a list that was lost. Keys of version 0.1.0 that were never
 * used since are found by the ids that it gave.
 */
export async function orphanedKeys(
  { accounts, keys }: { readonly accounts: Pick<AccountStore, 'change'>; readonly keys: Pick<Keys, 'get' | 'ids'> },
  providers: Pick<ProviderRegistry, 'all'>,
): Promise<readonly string[]> {
  const listed = new Set<string>();
  await accounts.change((list, otherIds) => {
    for (const id of [...list.map((account) => account.id), ...otherIds]) listed.add(id);
    return list;
  });
  const ids = new Set(await keys.ids());
  for (const provider of providers.all) {
    for (const id of accountIds(provider.id)) {
      if (listed.has(id) || ids.has(id)) continue;
      if (!(await keys.get(id))) break;
      ids.add(id);
    }
  }
  return [...ids].filter((id) => !listed.has(id));
}

/** The account that has this key already, with the same parameters, if there is one. */
export function accountWithKey(
  ports: { readonly accounts: Pick<AccountStore, 'all'>; readonly fingerprints: Pick<Fingerprints, 'matches'> },
  draft: Pick<KeyEntry, 'key' | 'parameters'> & { readonly provider: Pick<Provider, 'id' | 'parameters'> },
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

/** Gives an account another name. Rejects when it cannot be saved. */
export async function renameAccount(
  { accounts }: Pick<Ports, 'accounts'>,
  renamed: Account,
  label: string,
): Promise<void> {
  await accounts.change((list) => list.map((account) => (account.id === renamed.id ? { ...account, label } : account)));
}

/** Changes what a person chooses for an account. Rejects when it cannot be saved. */
export async function changeAccount(
  { accounts }: Pick<Ports, 'accounts'>,
  { id }: Pick<Account, 'id'>,
  change: Partial<Pick<Account, 'paused' | 'statusBar' | 'muted'>>,
): Promise<void> {
  await accounts.change((list) => list.map((account) => (account.id === id ? { ...account, ...change } : account)));
}

/** Puts the keys back as they were, while no other window changes the list. Never rejects: the first error counts. */
async function undo({ accounts }: Pick<Ports, 'accounts'>, step: (list: readonly Account[]) => Promise<void>) {
  await accounts
    .change(async (list) => {
      await step(list);
      return list;
    })
    .catch(() => {});
}

function saved(account: Account | undefined): Account {
  if (!account) throw new Error('The list of accounts was not changed.');
  return account;
}
