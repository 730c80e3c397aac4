import { type ChoicePorts, chooseForAccount } from '../chooseForAccount.ts';
import { commands } from '../names.ts';
import type { Command } from './command.ts';

/** Credits: Unpin from Status Bar */
export function unpinFromStatusBar(ports: ChoicePorts): Command {
  return {
    id: commands.unpinFromStatusBar,
    run: (target) =>
      chooseForAccount(ports, target, {
        title: 'Unpin from Status Bar',
        change: { statusBar: undefined },
        fits: ({ statusBar }) => statusBar === 'pinned',
        none: 'No account is pinned to the status bar.',
      }),
  };
}
