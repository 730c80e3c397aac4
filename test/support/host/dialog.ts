import type { Locator } from 'playwright-core';
import type { Screen } from './screen.ts';

/** A modal question as it is rendered. */
export interface DialogState {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** The modal dialog. */
export class Dialog {
  readonly #screen: Screen;
  readonly #box: Locator;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#box = screen.page.locator('.monaco-dialog-box').filter({ visible: true });
  }

  /** What it says, or undefined while there is none. */
  async state(): Promise<DialogState | undefined> {
    if ((await this.#box.count()) === 0) {
      return undefined;
    }
    return {
      message: (await this.#box.locator('.dialog-message-text').allInnerTexts()).join('\n').trim(),
      detail: (await this.#box.locator('.dialog-message-detail').allInnerTexts()).join('\n').trim(),
      buttons: await this.#box.locator('.dialog-buttons .monaco-button').allInnerTexts(),
    };
  }

  /** Resolves with what it says once there is one. */
  async waitFor(): Promise<DialogState> {
    await this.#screen.attempt('see a dialog', () => this.#box.waitFor());
    const state = await this.state();
    if (!state) {
      throw new Error('The dialog has gone.');
    }
    return state;
  }

  /** Clicks one of its buttons and waits until it has gone. */
  async action(button: string): Promise<void> {
    await this.#screen.attempt(`click “${button}” in a dialog`, async () => {
      await this.#box.getByRole('button', { name: button, exact: true }).click();
      await this.#box.waitFor({ state: 'detached' });
    });
  }
}
