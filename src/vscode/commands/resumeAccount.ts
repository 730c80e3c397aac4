import { type ChoicePorts, chooseForAccount } from '../chooseForAccount.ts';
import { commands } from '../names.ts';
import type { Command } from './command.ts';

/** Credits: Resume Account */
export function resumeAccount(ports: ChoicePorts): Command {
  return {
    id: commands.resumeAccount,
    run: (target) =>
      chooseForAccount(ports, target, {
        title: 'Resume Account',
        change: { paused: undefined },
        fits: ({ paused }) => paused === true,
        none: 'No account is paused.',
      }),
  };
}
