import type { Screen } from './screen.ts';

/** Clicks an entry of the menu that is open, by its label. */
export async function clickMenuItem(screen: Screen, label: string): Promise<void> {
  await screen.attempt(`choose “${label}” in a menu`, () =>
    screen.page.locator('.monaco-menu').getByRole('menuitem', { name: label, exact: true }).click(),
  );
}
