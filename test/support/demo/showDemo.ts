import type { Window } from '../host/window.ts';

/** Opens the view with what is below two of its accounts, and the dashboard beside it. */
export async function showDemo(window: Window): Promise<void> {
  await window.openView('Credits');
  const view = window.view('Balances');
  await view.expand('Olostep');
  await view.expand('Breeze');
  await window.command('Credits: Open Dashboard');
}
