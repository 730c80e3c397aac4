import type { Locator } from 'playwright-core';
import type { PageElement, Screen } from './screen.ts';

const placeholder = 'Type the name of a command to run.';

/** Milliseconds after which the palette is opened anew, where it does not answer. */
const tryTime = 5000;

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
      // Not by Enter: the palette does not always put the exact title first.
      const name = this.#screen.page.locator('.label-name').getByText(title, { exact: true });
      const row = this.#rows.filter({ has: name }).first();
      if (offered && (await succeeds(() => row.click({ timeout: tryTime })))) {
        return true;
      }
      await this.#close();
      return false;
    });
    await this.#waitUntilClosed();
  }

  #titles(): Promise<readonly string[]> {
    return this.#rows.evaluateAll((rows: readonly PageElement[]) =>
      // A row that is used again keeps the labels of its earlier life behind the one that shows.
      rows.map((row) => (row.querySelector('.label-name')?.textContent ?? '').trim()),
    );
  }

  async #open(text: string): Promise<void> {
    // A page that takes the focus late closes the palette again, and a key that is pressed meanwhile can be lost.
    await this.#screen.waitFor('the command palette', async () => {
      await this.#screen.page.keyboard.press('F1');
      return succeeds(async () => {
        await this.#input.fill(`>${text}`, { timeout: tryTime });
        await this.#rows.first().waitFor({ timeout: tryTime });
      });
    });
  }

  async #close(): Promise<void> {
    await this.#screen.page.keyboard.press('Escape');
    await this.#waitUntilClosed();
  }

  async #waitUntilClosed(): Promise<void> {
    await this.#screen.waitFor(
      'the palette to go',
      () => this.#input.count(),
      (count) => count === 0,
    );
  }
}

/** Whether `action` resolves. */
function succeeds(action: () => Promise<void>): Promise<boolean> {
  return action().then(
    () => true,
    () => false,
  );
}
