import type { Window } from '../host/window.ts';
import { demoKeys } from '../simulator/index.ts';

const names: Readonly<Record<keyof typeof demoKeys, string>> = {
  bloom: 'Bloom',
  mimir: 'Mimir',
  breeze: 'Breeze',
  fullenrich: 'FullEnrich',
  olostep: 'Olostep',
};

/** Enters the five demo keys at the prompts, as a person would, and opens the view with lots and top-ups on show. */
export async function enterDemoKeys(window: Window): Promise<void> {
  for (const [provider, key] of Object.entries(demoKeys)) {
    const name = names[provider as keyof typeof demoKeys];
    await window.command('Credits: Add API Key…');
    await window.input.waitForTitle('Add API Key');
    await window.input.pick(name);
    await window.input.waitForTitle(`${name} API key`);
    await window.input.type(key);
    await window.input.accept();
    if (provider === 'bloom') {
      await window.input.waitForTitle('Bloom workspace');
      await window.input.accept();
    }
    await window.notifications.waitFor(new RegExp(`^${name}: `));
    await window.command('Notifications: Clear All Notifications');
  }
  await window.openView('Credits');
  const view = window.view('Balances');
  await view.expand('Olostep');
  await view.expand('Breeze');
}
