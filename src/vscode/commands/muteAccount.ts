import { type ChoicePorts, chooseForAccount } from '../chooseForAccount.ts';
import { commands } from '../names.ts';
import type { Command } from './command.ts';

/** Credits: Mute Alerts */
export function muteAccount(ports: ChoicePorts): Command {
  return {
    id: commands.muteAccount,
    run: (target) =>
      chooseForAccount(ports, target, {
        title: 'Mute Alerts',
        change: { muted: true },
        fits: ({ muted }) => !muted,
        none: 'All accounts are already muted.',
      }),
  };
}
