import type { Privacy } from '../../core/privacy.ts';
import { commands } from '../names.ts';
import type { Command } from './command.ts';

/** Credits: Toggle Privacy. Hides all amounts in this window, or shows them again. */
export function togglePrivacy(privacy: Pick<Privacy, 'toggle'>): Command {
  return { id: commands.togglePrivacy, run: () => privacy.toggle() };
}
