import type { Summary } from '../../core/summary.ts';
import { failureHelp } from '../../core/text/failureHelp.ts';
import { commands, section, settings } from '../names.ts';
import { accountIdOf } from '../pickAccount.ts';
import type { Ui } from '../ui.ts';
import type { Command } from './command.ts';

/** Open Settings: those of this extension, or on the row of an account the one that helps against its failure. */
export function openSettings(
  ui: Pick<Ui, 'run'>,
  extensionId: string,
  summary: { readonly current: Pick<Summary, 'accounts'> },
): Command {
  return {
    id: commands.openSettings,
    run(target) {
      const id = accountIdOf(target);
      const failure = summary.current.accounts.find(({ account }) => account.id === id)?.reading?.failure;
      return ui.run('workbench.action.openSettings', failure ? queryFor(failure, extensionId) : `@ext:${extensionId}`);
    },
  };
}

function queryFor(failure: Parameters<typeof failureHelp>[0], extensionId: string): string {
  switch (failureHelp(failure).remedy) {
    case 'openSettings':
      return `@id:${section}.${failure.reason === 'entryInvalid' ? settings.customProviders : settings.endpoints}`;
    case 'openProxySettings':
      return '@id:http.proxy*';
    default:
      return `@ext:${extensionId}`;
  }
}
