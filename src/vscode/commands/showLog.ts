import type { Command } from '../commandContext.ts';

/** Credits: Show Log */
export const showLog: Command = {
  run: ({ log }) => log.show(),
};
