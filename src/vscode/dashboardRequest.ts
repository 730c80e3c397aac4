import { accountCommands, type DashboardRequest, pageCommands } from '../core/dashboard/dashboardMessage.ts';
import { lookIn } from '../core/dashboard/look.ts';

/** What a page asks for; undefined for what it must not ask, or what is not understood. */
export function dashboardRequest(message: unknown): DashboardRequest | undefined {
  // By hand: the parts of zod that this takes would be loaded before the first number.
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  switch (message.kind) {
    case 'look': {
      const look = lookIn(message);
      if (!look || !('fresh' in message) || typeof message.fresh !== 'boolean') return undefined;
      return { kind: 'look', fresh: message.fresh, ...look };
    }
    case 'run':
      return 'command' in message ? run(message.command, message) : undefined;
    default:
      return undefined;
  }
}

function run(command: unknown, message: object): DashboardRequest | undefined {
  const ofPage = pageCommands.find((known) => known === command);
  if (ofPage) return { kind: 'run', command: ofPage };
  const ofAccount = accountCommands.find((known) => known === command);
  if (!ofAccount || !('accountId' in message) || typeof message.accountId !== 'string') return undefined;
  return { kind: 'run', command: ofAccount, accountId: message.accountId };
}
