import type { Page } from 'playwright-core';

/** How long a person is made to wait for anything, in milliseconds. */
const patience = 20_000;

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
