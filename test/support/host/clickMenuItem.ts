import type { Screen } from './screen.ts';

/** Chooses an entry of the menu that is open, by its label, and resolves once the menu has gone. */
export async function clickMenuItem(screen: Screen, label: string): Promise<void> {
  await screen.attempt(`choose “${label}” in a menu`, async () => {
    const menu = screen.page.locator('.monaco-menu');
    const entry = menu
      .locator('.action-item')
      .filter({ has: screen.page.getByRole('menuitem', { name: label, exact: true }) });
    await entry.hover();
    await entry.and(screen.page.locator('.focused')).waitFor();
    // Not by the mouse: a menu ignores its buttons for the first 100 ms.
    await screen.page.keyboard.press('Enter');
    await menu.waitFor({ state: 'detached' });
  });
}
