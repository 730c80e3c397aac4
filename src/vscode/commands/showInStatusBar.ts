import { type ChoicePorts, chooseForAccount } from '../chooseForAccount.ts';
import { commands } from '../names.ts';
import type { Command } from './command.ts';

/** Credits: Show in Status Bar, after the account was hidden from it. */
export function showInStatusBar(ports: ChoicePorts): Command {
  return {
    id: commands.showInStatusBar,
    run: (target) =>
      chooseForAccount(ports, target, {
        title: 'Show in Status Bar',
        change: { statusBar: undefined },
        fits: ({ statusBar }) => statusBar === 'hidden',
        none: 'No account is hidden from the status bar.',
      }),
  };
}
