import type { Account } from '../core/account.ts';
import { changeAccount } from '../core/editAccounts.ts';
import type { AccountStore } from '../core/ports.ts';
import { type PickAccountPorts, pickAccountThat } from './pickAccount.ts';

/** A choice that a person makes for an account. */
interface Choice {
  readonly title: string;
  readonly change: Parameters<typeof changeAccount>[2];
  /** True for an account for which it would change something. */
  fits(account: Account): boolean;
  /** The message where it fits none. */
  readonly none: string;
}

export type ChoicePorts = PickAccountPorts & { readonly accounts: AccountStore };

/** Makes a choice for the account of the target, else for one that the person picks among those that it fits. */
export async function chooseForAccount(ports: ChoicePorts, target: unknown, choice: Choice): Promise<void> {
  const account = await pickAccountThat(ports, choice.fits, target, choice.title, choice.none);
  if (account) await changeAccount(ports, account, choice.change);
}
