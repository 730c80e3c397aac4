import type { Command } from '../parts.ts';

/** Credits: Open Dashboard */
export const openDashboard: Command = {
  run: ({ dashboard }) => dashboard.open(),
};
