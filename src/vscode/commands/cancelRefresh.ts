import type { Command } from '../commandContext.ts';

/** Cancel Refresh, in the title of the view while one runs. */
export const cancelRefresh: Command = {
  run: ({ manualRefresh }) => manualRefresh.cancel(),
};
