import type { Locator } from 'playwright-core';
import type { Screen } from './screen.ts';

const placeholder = 'Type the name of a command to run.';

/** The command palette. */
export class CommandPalette {
  readonly #screen: Screen;
  readonly #input: Locator;
  readonly #labels: Locator;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#input = screen.page
      .locator(`.quick-input-widget input[placeholder="${placeholder}"]`)
      .filter({ visible: true });
    this.#labels = screen.page.locator('.quick-input-widget .quick-input-list .monaco-list-row .label-name');
  }

  /** The commands that the palette offers for `text`, best first. Leaves the palette closed. */
  async offered(text: string): Promise<readonly string[]> {
    await this.#open(text);
    const labels = await this.#labels.allTextContents();
    await this.#close();
    return labels.map((label) => label.trim());
  }

  /** Runs a command by its title with its category, as in “Credits: Refresh”, once the palette offers it first. */
  async run(title: string): Promise<void> {
    // The palette does not take up commands that are registered while it is open, so it is opened anew.
    await this.#screen.waitFor(`the command “${title}”`, async () => {
      await this.#open(title);
      const first = await this.#screen
        .waitFor(
          '',
          () => this.#first(),
          (label) => label === title,
          1000,
        )
        .catch(() => undefined);
      if (first === title) {
        return true;
      }
      await this.#close();
      return false;
    });
    await this.#input.press('Enter');
    await this.#screen.waitFor(
      'the palette to go',
      () => this.#input.count(),
      (count) => count === 0,
    );
  }

  async #first(): Promise<string | undefined> {
    return (await this.#labels.allTextContents()).at(0)?.trim();
  }

  async #open(text: string): Promise<void> {
    await this.#screen.attempt('open the command palette', async () => {
      await this.#screen.page.keyboard.press('F1');
      await this.#input.fill(`>${text}`);
      await this.#labels.first().waitFor();
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
