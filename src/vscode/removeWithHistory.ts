import type { Account } from '../core/account.ts';
import { removeAccounts } from '../core/editAccounts.ts';
import type { CommandContext } from './commandContext.ts';

/** Removes accounts, each with its key and with all that was read of it. Rejects when the keyring or the disk refuses. */
export async function removeWithHistory(
  parts: Pick<CommandContext, 'accounts' | 'keys' | 'history'>,
  gone: readonly Account[],
): Promise<void> {
  const ids = gone.map(({ id }) => id);
  // First, so that the accounts are still there to try again with if the disk refuses.
  await parts.history.delete(ids);
  await removeAccounts(parts, gone);
  // And again: a check that was under way may have added to it. The next account of the service gets the same id.
  await parts.history.delete(ids);
}
