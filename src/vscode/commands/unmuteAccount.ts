import { type ChoicePorts, chooseForAccount } from '../chooseForAccount.ts';
import { commands } from '../names.ts';
import type { Command } from './command.ts';

/** Credits: Unmute Alerts */
export function unmuteAccount(ports: ChoicePorts): Command {
  return {
    id: commands.unmuteAccount,
    run: (target) =>
      chooseForAccount(ports, target, {
        title: 'Unmute Alerts',
        change: { muted: undefined },
        fits: ({ muted }) => muted === true,
        none: 'No account is muted.',
      }),
  };
}
