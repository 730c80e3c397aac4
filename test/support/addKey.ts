import type { Window } from './host/window.ts';

/** Enters a key at the prompts, as a person would, up to where the service is asked. */
export async function addKey(window: Window, provider: string, key: string, workspace = ''): Promise<void> {
  await window.command('Credits: Add API Key…');
  await window.input.waitForTitle('Add API Key');
  await window.input.pick(provider);
  await window.input.waitForTitle(`${provider} API key`);
  await window.input.type(key);
  await window.input.accept();
  if (provider === 'Bloom') {
    await window.input.waitForTitle('Bloom workspace');
    await window.input.type(workspace);
    await window.input.accept();
  }
}
