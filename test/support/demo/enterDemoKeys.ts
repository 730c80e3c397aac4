import { addKey } from '../addKey.ts';
import type { Window } from '../host/window.ts';
import { demoKeys } from '../simulator/index.ts';

const names: Readonly<Record<keyof typeof demoKeys, string>> = {
  bloom: 'Bloom',
  mimir: 'Mimir',
  breeze: 'Breeze',
  fullenrich: 'FullEnrich',
  olostep: 'Olostep',
};

/** Enters the five demo keys at the prompts, as a person would. */
export async function enterDemoKeys(window: Window): Promise<void> {
  for (const provider of Object.keys(demoKeys) as (keyof typeof demoKeys)[]) {
    await addKey(window, names[provider], demoKeys[provider]);
    await window.notifications.waitFor(new RegExp(`^${names[provider]}: `));
    await window.command('Notifications: Clear All Notifications');
  }
}
