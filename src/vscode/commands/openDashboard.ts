import { commands } from '../names.ts';
import type { Command } from './command.ts';

/** Credits: Open Dashboard */
export function openDashboard(dashboard: { open(): Promise<void> }): Command {
  return { id: commands.openDashboard, run: () => dashboard.open() };
}
