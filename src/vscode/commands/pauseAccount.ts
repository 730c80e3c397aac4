import { type ChoicePorts, chooseForAccount } from '../chooseForAccount.ts';
import { commands } from '../names.ts';
import type { Command } from './command.ts';

/** Credits: Pause Account. It keeps its key and its history, and is not checked. */
export function pauseAccount(ports: ChoicePorts): Command {
  return {
    id: commands.pauseAccount,
    run: (target) =>
      chooseForAccount(ports, target, {
        title: 'Pause Account',
        change: { paused: true },
        fits: ({ paused }) => !paused,
        none: 'All accounts are paused.',
      }),
  };
}
