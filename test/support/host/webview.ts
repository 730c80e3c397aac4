import type { FrameLocator, Locator } from 'playwright-core';
import type { Screen } from './screen.ts';

/** The page that an extension shows in the editor tab that is open. VS Code puts it two frames deep. */
export class Webview {
  readonly #screen: Screen;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** The document of the page: what is found in it is waited for and clicked as anywhere. */
  get content(): FrameLocator {
    return this.#screen.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** The titles of the editor tabs that are open. */
  async tabs(): Promise<readonly string[]> {
    return this.#screen.page.locator('.tabs-container .tab .label-name').allInnerTexts();
  }

  /** Resolves once the page has the focus of the window. */
  async waitForFocus(): Promise<void> {
    await this.#screen.waitFor('the page of the editor tab to have the focus', () =>
      this.#screen.page.evaluate("document.activeElement?.matches('iframe.webview') ?? false"),
    );
  }

  /** Resolves with the first of these elements once it is on show in the page. */
  async waitFor(selector: string): Promise<Locator> {
    const element = this.content.locator(selector).first();
    await this.#screen.attempt(`see “${selector}” in the page of the editor tab`, () => element.waitFor());
    return element;
  }
}
