import type { Locator } from 'playwright-core';
import type { PageElement, Screen } from './screen.ts';

const placeholder = 'Type the name of a command to run.';

/** The command palette. */
export class CommandPalette {
  readonly #screen: Screen;
  readonly #input: Locator;
  readonly #rows: Locator;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#input = screen.page
      .locator(`.quick-input-widget input[placeholder="${placeholder}"]`)
      .filter({ visible: true });
    this.#rows = screen.page.locator('.quick-input-widget .quick-input-list .monaco-list-row');
  }

  /** The commands that the palette offers for `text`, best first. Leaves the palette closed. */
  async offered(text: string): Promise<readonly string[]> {
    await this.#open(text);
    const titles = await this.#titles();
    await this.#close();
    return titles;
  }

  /** Runs a command by its title with its category, as in “Credits: Refresh”, once the palette offers it. */
  async run(title: string): Promise<void> {
    // The palette does not take up commands that are registered while it is open, so it is opened anew.
    await this.#screen.waitFor(`the command “${title}”`, async () => {
      await this.#open(title);
      const offered = await this.#screen
        .waitFor(
          '',
          () => this.#titles(),
          (titles) => titles.includes(title),
          1000,
        )
        .catch(() => undefined);
      if (offered) {
        return true;
      }
      await this.#close();
      return false;
    });
    // Not by Enter: the palette does not always put the exact title first.
    const name = this.#screen.page.locator('.label-name').getByText(title, { exact: true });
    await this.#rows.filter({ has: name }).first().click();
    await this.#screen.waitFor(
      'the palette to go',
      () => this.#input.count(),
      (count) => count === 0,
    );
  }

  #titles(): Promise<readonly string[]> {
    return this.#rows.evaluateAll((rows: readonly PageElement[]) =>
      // A row that is used again keeps the labels of its earlier life behind the one that shows.
      rows.map((row) => (row.querySelector('.label-name')?.textContent ?? '').trim()),
    );
  }

  async #open(text: string): Promise<void> {
    await this.#screen.attempt('open the command palette', async () => {
      await this.#screen.page.keyboard.press('F1');
      await this.#input.fill(`>${text}`);
      await this.#rows.first().waitFor();
    });
  }

  async #close(): Promise<void> {
    await this.#input.press('Escape');
    await this.#screen.waitFor(
      'the palette to go',
      () => this.#input.count(),
      (count) => count === 0,
    );
  }
}
