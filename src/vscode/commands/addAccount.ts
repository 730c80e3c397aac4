import type { Account } from '../../core/account.ts';
import { cleanKey, keyProblem } from '../../core/apiKey.ts';
import type { Balance } from '../../core/balance.ts';
import { addAccount as saveAccount } from '../../core/editAccounts.ts';
import { originsOf } from '../../core/endpoint.ts';
import type { KeyShape, Provider, ProviderRegistry, UnreadableService } from '../../core/provider.ts';
import { addedText } from '../../core/text/keyText.ts';
import { enterNewKey } from '../enterKey.ts';
import { commands } from '../names.ts';
import { type BalanceMessage, saveFirstReading } from '../saveFirstReading.ts';
import { keyServicePicks, servicePicks } from '../servicePicks.ts';
import { type Back, back, type TriedStep } from '../ui.ts';
import type { Command } from './command.ts';

type AddAccountPorts = Parameters<typeof enterNewKey>[0] &
  Parameters<typeof saveAccount>[0] &
  Parameters<typeof saveFirstReading>[0] & {
    readonly providers: Pick<ProviderRegistry, 'all' | 'mostUsed' | 'unreadable'>;
  };

/** Any key at all: which service it is for is not known yet. */
const anyShape: KeyShape = { pattern: /^/, hint: '' };

/** Credits: Add API Key… */
export function addAccount(ports: AddAccountPorts): Command {
  return {
    id: commands.addAccount,
    async run() {
      const { ui, providers } = ports;
      for (;;) {
        const options = { title: 'Add API Key', placeholder: 'Search by service or field', staysOpen: true };
        const picked = await ui.pick(servicePicks(providers), options);
        if (!picked) return;
        const { choice } = picked;
        if ('unreadable' in choice) return explain(ports, choice.unreadable);
        if ('instead' in choice && choice.instead !== 'paste') return ui.run(otherWays[choice.instead]);
        const end = 'provider' in choice ? await addKey(ports, choice.provider) : await pasteKey(ports);
        if (end !== back) return;
      }
    },
  };
}

const otherWays = { import: commands.importKeys, custom: commands.addCustomService } as const;

/** Asks for a key of a service and adds it, or asks nothing where it was pasted before. `back`: to the services. */
async function addKey(ports: AddAccountPorts, provider: Provider, pasted?: string): Promise<Back | undefined> {
  const entered = await enterNewKey(ports, provider, pasted);
  if (entered === back) return back;
  if (!entered) return undefined;
  const { key, parameters, endpoints, label } = entered;
  const draft = { provider, key, parameters, origins: originsOf(endpoints), label };
  const account = await ports.ui.progress('Saving key…', saveAccount(ports, draft));
  await saveFirstReading(ports, account, entered, (balance) => added(ports, account, balance));
  return undefined;
}

/** Asks for a key and then for its service. Nothing is sent before one is chosen. `back`: to the services. */
async function pasteKey(ports: AddAccountPorts): Promise<Back | undefined> {
  const { ui, providers } = ports;
  const input = ui.openInput();
  try {
    let key: string | Back | undefined = '';
    for (;;) {
      key = await input.ask<string>(keyStep(key), true);
      if (key === undefined || key === back) return key;
      const items = keyServicePicks(key, providers);
      const options = { title: 'Select a service', placeholder: 'Search by service or field' };
      for (;;) {
        const picked = await input.pick(items, options, true);
        if (picked === undefined) return undefined;
        if (picked === back) break;
        const { choice } = picked;
        if ('unreadable' in choice) {
          await explain(ports, choice.unreadable);
          return undefined;
        }
        if ((await addKey(ports, choice.provider, key)) !== back) return undefined;
      }
    }
  } finally {
    input.dispose();
  }
}

function keyStep(value: string): TriedStep<string> {
  return {
    title: 'Paste a Key',
    prompt: "The key isn't sent anywhere until you choose its service.",
    placeholder: 'Paste or type the key',
    value,
    password: true,
    check: (typed) => keyProblem(cleanKey(typed), anyShape),
    busy: '',
    attempt: async (typed) => ({ value: cleanKey(typed) }),
  };
}

async function explain({ ui }: AddAccountPorts, { why, advice, billing }: UnreadableService): Promise<void> {
  const buttons = billing === undefined ? [] : ['Open Billing Page'];
  const chosen = await ui.message('information', `${why} ${advice}`, ...buttons);
  if (chosen !== undefined && billing !== undefined) await ui.openPage(billing);
}

function added({ ui, format }: AddAccountPorts, account: Account, balance: Balance | undefined): BalanceMessage {
  return {
    text: addedText(account.label, balance, format),
    buttons: {
      Rename: () => ui.run(commands.renameAccount, { accountId: account.id }),
      'Add Another': () => ui.run(commands.addAccount),
    },
  };
}
