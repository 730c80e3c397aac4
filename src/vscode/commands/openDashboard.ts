import type { Command } from '../commandContext.ts';

/** Credits: Open Dashboard */
export const openDashboard: Command = {
  run: ({ dashboard }) => dashboard.open(),
};
