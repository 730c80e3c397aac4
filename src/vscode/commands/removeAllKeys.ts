import { orphanedKeys } from '../../core/editAccounts.ts';
import type { ProviderRegistry } from '../../core/provider.ts';
import { commands } from '../names.ts';
import { offerFirstKey } from '../pickAccount.ts';
import type { Command } from './command.ts';
import { type removeAccount, removeWithHistory } from './removeAccount.ts';

type RemoveAllPorts = Parameters<typeof removeAccount>[0] & {
  readonly providers: ProviderRegistry;
  /** Whether all windows see the same keys. If not, keys without an account may be those of another machine. */
  readonly keysAreShared: boolean;
};

/** Credits: Remove All API Keys… Also those that are left of a list of accounts that was lost. */
export function removeAllKeys(ports: RemoveAllPorts): Command {
  return {
    id: commands.removeAllKeys,
    async run() {
      const { ui, accounts, keysAreShared, providers } = ports;
      const unlisted = keysAreShared ? await orphanedKeys(ports, providers) : [];
      // Afterwards, because that reads the list anew: an account that another window has added would be in neither.
      await accounts.load();
      const all = accounts.all();
      const orphans = unlisted.filter((id) => all.every((account) => account.id !== id));
      const count = all.length + orphans.length;
      if (count === 0) {
        await accounts.settleLostLists();
        return offerFirstKey(ui);
      }
      const question = count === 1 ? 'Remove the only API key?' : `Remove all ${count} API keys?`;
      const detail = [
        all.map(({ label }) => label).join(', '),
        orphansText(orphans.length, all.length),
        'The keys and the histories are deleted from this machine. The keys themselves stay valid at the services.',
      ];
      if (await ui.confirm(question, detail.filter(Boolean).join('\n\n'), 'Remove All')) {
        const ids = [...all.map(({ id }) => id), ...orphans];
        await ui.progress('Removing API keys…', removeWithHistory(ports, ids));
        await accounts.settleLostLists();
      }
    },
  };
}

function orphansText(orphans: number, accounts: number): string {
  if (orphans === 0) return '';
  const more = accounts > 0 ? ' more' : '';
  return `${orphans}${more} ${orphans === 1 ? 'key was' : 'keys were'} left behind when the list of accounts couldn't be read.`;
}
