import type { Locator, Page } from 'playwright-core';

/** The few members of a DOM element that are used in the page. The compiler knows no DOM, as the extension has none. */
export interface PageElement {
  readonly textContent: string;
  /** Of an input. */
  readonly value?: string;
  readonly selectionStart?: number | null;
  readonly selectionEnd?: number | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

/** Whether `text` is `expected`, or matches it where it is a pattern. */
export function matches(text: string, expected: string | RegExp): boolean {
  return typeof expected === 'string' ? text === expected : expected.test(text);
}

/** How long a condition may take to come true, in milliseconds, on a machine that is busy with other work. */
const patience = 40_000;

/** The page of a window: waits for conditions and, when one does not come true, says what was on show instead. */
export class Screen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(patience);
  }

  /**
   * Reads once a frame until `holds` accepts what was read, and resolves with it. Rejects after `timeout` milliseconds
   * with `what`, the last value read and what is on show.
   */
  async waitFor<T>(
    what: string,
    read: () => Promise<T>,
    holds: (value: T) => boolean = Boolean,
    timeout = patience,
  ): Promise<T> {
    const deadline = performance.now() + timeout;
    for (;;) {
      const value = await read();
      if (holds(value)) {
        return value;
      }
      if (performance.now() > deadline) {
        throw new Error(`Waited in vain for ${what}. Last seen: ${JSON.stringify(value)}\n${await this.onShow()}`);
      }
      await this.page.evaluate('new Promise(requestAnimationFrame)');
    }
  }

  /** Resolves with what `action` resolves with. When it rejects, adds `what` was tried and what is on show. */
  async attempt<T>(what: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (cause) {
      throw new Error(`Could not ${what}.\n${await this.onShow()}`, { cause });
    }
  }

  /** The texts on show, part by part, for a person who reads why a test failed. */
  async onShow(): Promise<string> {
    const parts = await Promise.all(
      Object.entries(regions).map(async ([name, selector]) => {
        const texts = await this.page.locator(selector).filter({ visible: true }).allInnerTexts();
        const words = texts.map((text) => text.replace(/\s+/g, ' ').trim()).filter(Boolean);
        return words.length > 0 ? [`  ${name}: ${words.join(' | ')}`] : [];
      }),
    );
    return ['On show:', ...parts.flat()].join('\n');
  }
}

const regions = {
  dialog: '.monaco-dialog-box',
  'quick input': '.quick-input-widget',
  notifications: '.notification-toast',
  'side bar': '.part.sidebar',
  panel: '.part.panel',
  'status bar': '.statusbar-item',
};

/** Rests the mouse on `target` and resolves with the text of the hover that appears. */
export async function hoverText(screen: Screen, target: Locator): Promise<string> {
  const hover = screen.page.locator('.workbench-hover').filter({ visible: true });
  const text = async () => (await hover.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ').trim();
  // An earlier hover would else be taken for this one, also that of an item which has the focus.
  await screen.page.evaluate('document.activeElement?.blur()');
  await screen.page.mouse.move(screen.page.viewportSize()?.width ?? 0, 0);
  await screen.waitFor('the earlier hover to go', text, (shown) => shown === '');
  let nextRest = 0;
  return screen.waitFor('a hover', async () => {
    // A row that is drawn anew under the mouse has no hover until the mouse comes again.
    if (performance.now() >= nextRest && (await text()) === '') {
      await screen.page.mouse.move(0, 0);
      await screen.attempt('rest the mouse on it', () => target.hover());
      nextRest = performance.now() + restingTime;
    }
    return text();
  });
}

/** How long the mouse may rest without a hover, in milliseconds, before it comes again. */
const restingTime = 4000;

/** Chooses an entry of the menu that is open, by its label, and resolves once the menu has gone. */
export async function clickMenuItem(screen: Screen, label: string): Promise<void> {
  await screen.attempt(`choose “${label}” in a menu`, async () => {
    const menu = screen.page.locator('.monaco-menu');
    // By its label alone: the menuitem's name has the key binding in it.
    const name = screen.page.locator('.action-label').and(screen.page.getByText(label, { exact: true }));
    const entry = menu.locator('.action-item').filter({ has: name });
    await entry.hover();
    await entry.and(screen.page.locator('.focused')).waitFor();
    // Not by the mouse: a menu ignores its buttons for the first 100 ms.
    await screen.page.keyboard.press('Enter');
    await menu.waitFor({ state: 'detached' });
  });
}
