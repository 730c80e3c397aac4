import type { StatusSubject } from '../../core/statusAccount.ts';
import { commands } from '../names.ts';
import type { Ui } from '../ui.ts';
import type { Command } from './command.ts';

interface ChooseStatusBarPorts {
  readonly ui: Pick<Ui, 'pick' | 'message'>;
  readonly settings: { setStatusBar(subject: StatusSubject): Thenable<void> };
}

const items = [
  { label: 'Lowest balance', description: 'with its time left', subject: 'balance' },
  { label: 'Runs out first', description: 'the lowest balance until a forecast is available', subject: 'runway' },
] as const;

/**
 * Credits: Choose Status Bar Balance… Either choice is saved, so that the tooltip offers it no more. A target that names a
 * choice, `{ subject: 'balance' }`, has made it.
 */
export function chooseStatusBar({ ui, settings }: ChooseStatusBarPorts): Command {
  return {
    id: commands.chooseStatusBar,
    async run(target) {
      const options = { title: 'Choose Status Bar Balance', placeholder: 'Select what the status bar shows' };
      const picked = items.find((item) => isChoice(target, item.subject)) ?? (await ui.pick(items, options));
      if (!picked) return;
      try {
        await settings.setStatusBar(picked.subject);
      } catch {
        // VS Code doesn't write settings that are being edited.
        await ui.message('warning', "VS Code couldn't write your settings. Save settings.json and try again.");
      }
    },
  };
}

function isChoice(target: unknown, subject: StatusSubject): boolean {
  return typeof target === 'object' && target !== null && 'subject' in target && target.subject === subject;
}
