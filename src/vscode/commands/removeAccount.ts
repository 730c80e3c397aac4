import { removeAccounts } from '../../core/editAccounts.ts';
import type { HistoryStore } from '../../core/history/historyStore.ts';
import { commands } from '../names.ts';
import { type PickAccountPorts, pickAccount } from '../pickAccount.ts';
import type { Command } from './command.ts';

interface RemovalPorts {
  readonly history: Pick<HistoryStore, 'delete'>;
}

type RemoveAccountPorts = PickAccountPorts & RemovalPorts & Parameters<typeof removeAccounts>[0];

/** Credits: Remove Account… */
export function removeAccount(ports: RemoveAccountPorts): Command {
  return {
    id: commands.removeAccount,
    async run(target) {
      const account = await pickAccount(ports, target, 'Remove Account');
      if (!account) return;
      const detail = `Its API key and its history are deleted from this machine. The key itself stays valid at the service.`;
      if (await ports.ui.confirm(`Remove ${account.label}?`, detail, 'Remove')) {
        await ports.ui.progress(`Removing ${account.label}…`, removeWithHistory(ports, [account.id]));
      }
    },
  };
}

/** Removes keys, their accounts and their histories. Rejects when the keyring or the disk refuses. */
export async function removeWithHistory(
  ports: RemovalPorts & Parameters<typeof removeAccounts>[0],
  ids: readonly string[],
): Promise<void> {
  // First, so that the accounts are still there to try again with if the disk refuses.
  await ports.history.delete(ids);
  await removeAccounts(ports, ids);
  // And again: a check that was under way may have added to it. The next account of the service gets the same id.
  await ports.history.delete(ids);
}
