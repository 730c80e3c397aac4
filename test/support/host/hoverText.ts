import type { Locator } from 'playwright-core';
import type { Screen } from './screen.ts';

/** Rests the mouse on `target` and resolves with the text of the hover that appears. */
export async function hoverText(screen: Screen, target: Locator): Promise<string> {
  return screen.attempt('see a hover', async () => {
    const hover = screen.page.locator('.workbench-hover').filter({ visible: true });
    // An earlier hover would else be taken for this one.
    await screen.page.mouse.move(screen.page.viewportSize()?.width ?? 0, 0);
    await screen.waitFor(
      'the earlier hover to go',
      () => hover.count(),
      (count) => count === 0,
    );
    await target.hover();
    await hover.first().waitFor();
    return (await hover.allInnerTexts()).join('\n').trim();
  });
}
