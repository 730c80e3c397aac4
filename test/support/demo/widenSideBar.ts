import type { Page } from 'playwright-core';

/** Drags the edge of the side bar until it is about so many pixels from the left. */
export async function widenSideBar(page: Page, to: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (!box) throw new Error('There is no side bar to widen.');
  const edge = box.x + box.width;
  const middle = box.y + box.height / 2;
  await page.mouse.move(edge, middle);
  await page.mouse.down();
  await page.mouse.move(to, middle, { steps: 4 });
  await page.mouse.up();
  // Away from the edge, which is lit while the mouse is on it.
  await page.mouse.move(to / 2, box.y + box.height - 40);
}
