import type { Account } from '../core/account.ts';
import type { AccountStore } from '../core/ports.ts';
import type { ProviderRegistry } from '../core/provider.ts';
import { commands } from './names.ts';
import type { Ui } from './ui.ts';

export interface PickAccountPorts {
  readonly ui: Ui;
  readonly accounts: Pick<AccountStore, 'all'>;
  readonly providers: Pick<ProviderRegistry, 'get'>;
}

/** The account of a command: the one of its target, else the one that the person picks. */
export async function pickAccount(
  { ui, accounts, providers }: PickAccountPorts,
  target: unknown,
  title: string,
): Promise<Account | undefined> {
  const id = accountIdOf(target);
  if (id !== undefined) return accounts.all().find((account) => account.id === id);
  const all = accounts.all();
  if (all.length === 0) {
    await offerFirstKey(ui);
    return undefined;
  }
  const items = all.map((account) => {
    const name = providers.get(account.provider)?.name ?? account.provider;
    return {
      label: account.label,
      description: name === account.label ? '' : name,
      detail: Object.values(account.parameters).join(', '),
      account,
    };
  });
  return (await ui.pick(items, { title, placeholder: 'Select an account' }))?.account;
}

/** As `pickAccount`, among those that fit; `none` is said where there are accounts, and none of them does. */
export async function pickAccountThat(
  ports: PickAccountPorts,
  fits: (account: Account) => boolean,
  target: unknown,
  title: string,
  none: string,
): Promise<Account | undefined> {
  const all = ports.accounts.all();
  const fitting = all.filter(fits);
  if (all.length > 0 && fitting.length === 0) {
    await ports.ui.message('information', none);
    return undefined;
  }
  return pickAccount({ ...ports, accounts: { all: () => fitting } }, target, title);
}

/** Says that there is no account, and leads to the first. */
export async function offerFirstKey(ui: Pick<Ui, 'message' | 'run'>): Promise<void> {
  const add = 'Add API Key…';
  if ((await ui.message('information', "You haven't added an API key yet.", add)) === add) {
    await ui.run(commands.addAccount);
  }
}

/** The account id in the target that a row or a button passes to a command. */
export function accountIdOf(target: unknown): string | undefined {
  if (typeof target !== 'object' || target === null || !('accountId' in target)) return undefined;
  return typeof target.accountId === 'string' ? target.accountId : undefined;
}
