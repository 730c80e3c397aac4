import { type ChoicePorts, chooseForAccount } from '../chooseForAccount.ts';
import { commands } from '../names.ts';
import type { Command } from './command.ts';

/** Credits: Hide from Status Bar. The account stays in the view. */
export function hideFromStatusBar(ports: ChoicePorts): Command {
  return {
    id: commands.hideFromStatusBar,
    run: (target) =>
      chooseForAccount(ports, target, {
        title: 'Hide from Status Bar',
        change: { statusBar: 'hidden' },
        fits: ({ statusBar }) => statusBar !== 'hidden',
        none: 'All accounts are hidden from the status bar.',
      }),
  };
}
