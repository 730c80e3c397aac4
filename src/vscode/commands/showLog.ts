import type { Command } from '../parts.ts';

/** Credits: Show Log */
export const showLog: Command = {
  run: ({ log }) => log.show(),
};
