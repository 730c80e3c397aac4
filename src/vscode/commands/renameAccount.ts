import { type InputProblem, looksLikeKey } from '../../core/apiKey.ts';
import { renameAccount as saveLabel } from '../../core/editAccounts.ts';
import type { AccountStore } from '../../core/ports.ts';
import type { ProviderRegistry } from '../../core/provider.ts';
import { plainLabel } from '../../core/text/plainLabel.ts';
import { commands } from '../names.ts';
import { type PickAccountPorts, pickAccount } from '../pickAccount.ts';
import type { Command } from './command.ts';

const longestLabel = 40;

type RenamePorts = PickAccountPorts & { readonly accounts: AccountStore; readonly providers: ProviderRegistry };

/** Credits: Rename Account… */
export function renameAccount(ports: RenamePorts): Command {
  return {
    id: commands.renameAccount,
    async run(target) {
      const account = await pickAccount(ports, target, 'Rename Account');
      if (!account) return;
      const label = await ports.ui.ask({
        title: `Rename ${account.label}`,
        prompt: 'The name in the status bar and the view.',
        placeholder: 'Name',
        value: account.label,
        check: (typed) => labelProblem(typed.trim(), account.id, ports),
      });
      if (label !== undefined && label.trim() !== account.label) await saveLabel(ports, account, label.trim());
    },
  };
}

function labelProblem(label: string, id: string, { accounts, providers }: RenamePorts): InputProblem | undefined {
  const text = labelComplaint(label, id, { accounts, providers });
  return text === undefined ? undefined : { severity: 'error', text };
}

function labelComplaint(
  label: string,
  id: string,
  { accounts, providers }: Pick<RenamePorts, 'accounts' | 'providers'>,
): string | undefined {
  if (label === '') return 'Enter a name.';
  if ([...label].length > longestLabel) return `Names can have up to ${longestLabel} characters.`;
  if (plainLabel(label) !== label) return "Names can't contain links, icons, or invisible characters.";
  if (accounts.all().some((other) => other.id !== id && other.label === label)) {
    return 'Another account has this name.';
  }
  const shapes = providers.all.map(({ key }) => key);
  return looksLikeKey(label, shapes) ? 'This looks like an API key, and names are shown to everybody.' : undefined;
}
