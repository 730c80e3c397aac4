import type { Privacy } from '../../core/privacy.ts';
import { commands } from '../names.ts';
import type { Ui } from '../ui.ts';
import type { Command } from './command.ts';

/** Credits: Toggle Privacy. Hides all amounts in this window, or shows them again. */
export function togglePrivacy(privacy: Pick<Privacy, 'toggle' | 'value'>, ui: Pick<Ui, 'run'>): Command {
  return {
    id: commands.togglePrivacy,
    async run() {
      privacy.toggle();
      // The text of a message that is open can't be changed. It stays behind the bell.
      if (privacy.value) await ui.run('notifications.hideToasts');
    },
  };
}
