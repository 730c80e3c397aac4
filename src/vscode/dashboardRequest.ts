import { type DashboardRequest, dashboardCommands } from '../core/dashboard/dashboardMessage.ts';
import { ranges } from '../core/dashboard/range.ts';

const mostTables = 1000;

/** What a page asks for; undefined for what it must not ask, or what is not understood. */
export function dashboardRequest(message: unknown): DashboardRequest | undefined {
  // By hand: the parts of zod that this takes would be loaded before the first number.
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  switch (message.kind) {
    case 'look':
      return look(message);
    case 'run': {
      const command = dashboardCommands.find((known) => 'command' in message && known === message.command);
      return command && { kind: 'run', command };
    }
    default:
      return undefined;
  }
}

function look(message: object): DashboardRequest | undefined {
  const range = ranges.find((known) => 'range' in message && known === message.range);
  if (range === undefined || !('fresh' in message) || typeof message.fresh !== 'boolean') return undefined;
  if (!('tables' in message) || !Array.isArray(message.tables) || message.tables.length > mostTables) return undefined;
  const tables: readonly unknown[] = message.tables;
  const ids = tables.filter((id) => typeof id === 'string');
  return ids.length === tables.length ? { kind: 'look', fresh: message.fresh, range, tables: ids } : undefined;
}
