import { entryIds } from '../../core/catalog/draftEntry.ts';
import type { Entry } from '../../core/catalog/entry.ts';
import { addAccount } from '../../core/editAccounts.ts';
import { originsOf } from '../../core/endpoint.ts';
import { addedText } from '../../core/text/keyText.ts';
import { type CustomServicePorts, CustomServiceSteps } from '../customServiceSteps.ts';
import { inTurn } from '../enterKey.ts';
import { commands, section, settings } from '../names.ts';
import { saveFirstReading } from '../saveFirstReading.ts';
import { back, type Ui } from '../ui.ts';
import type { Command } from './command.ts';

type AddCustomServicePorts = CustomServicePorts &
  Parameters<typeof addAccount>[0] &
  Parameters<typeof saveFirstReading>[0] & {
    readonly ui: Ui;
    readonly customProviders: {
      /** As the person typed it. */
      readonly value: unknown;
      /** Adds an entry to the person's settings. Rejects where they can't be written. */
      add(entry: Entry): Promise<void>;
    };
  };

const setting = `${section}.${settings.customProviders}`;

/** Credits: Add Custom Service… */
export function addCustomService(ports: AddCustomServicePorts): Command {
  return {
    id: commands.addCustomService,
    async run() {
      const { ui, customProviders, format } = ports;
      const input = ui.openInput();
      const steps = new CustomServiceSteps(ports, input, new Set(entryIds(customProviders.value)));
      let end: Awaited<ReturnType<typeof inTurn>>;
      try {
        end = await inTurn(steps.all, false);
      } finally {
        input.dispose();
      }
      if (end === undefined && steps.isUnderWay) await ui.message('information', 'Canceled. Nothing was saved.');
      if (end === undefined || end === back) return;
      const described = await steps.described();
      if (!described) return;
      const { entry, key, parameters, endpoints } = described;
      if (!(await isSaved(ports, entry))) return;
      const draft = { provider: entry, key, parameters, origins: originsOf(endpoints) };
      const account = await ui.progress('Saving key…', addAccount(ports, draft));
      await saveFirstReading(ports, account, described, (balance) => ({
        text: addedText(account.label, balance, format),
        buttons: {
          'Edit Entry': () => ui.run('workbench.action.openSettingsJson', { revealSetting: { key: setting } }),
        },
      }));
    },
  };
}

/** Adds the entry to the settings; says so and gives false where they can't be written. */
async function isSaved({ ui, customProviders }: AddCustomServicePorts, entry: Entry): Promise<boolean> {
  try {
    await customProviders.add(entry);
    return true;
  } catch {
    // The error is VS Code's own, and may quote the file.
    const text = `Your settings couldn't be written, so nothing was saved. They may have errors or unsaved changes.`;
    const open = 'Open Settings';
    if ((await ui.message('error', text, open)) === open) await ui.run('workbench.action.openSettingsJson');
    return false;
  }
}
