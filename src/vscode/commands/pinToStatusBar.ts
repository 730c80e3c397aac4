import { type ChoicePorts, chooseForAccount } from '../chooseForAccount.ts';
import { commands } from '../names.ts';
import type { Command } from './command.ts';

/** Credits: Pin to Status Bar. The account has an item of its own. */
export function pinToStatusBar(ports: ChoicePorts): Command {
  return {
    id: commands.pinToStatusBar,
    run: (target) =>
      chooseForAccount(ports, target, {
        title: 'Pin to Status Bar',
        change: { statusBar: 'pinned' },
        fits: ({ statusBar }) => statusBar !== 'pinned',
        none: 'All accounts are pinned to the status bar.',
      }),
  };
}
