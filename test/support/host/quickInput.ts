import type { Locator } from 'playwright-core';
import { matches, type PageElement, type Screen } from './screen.ts';

/** What an input box or a quick pick shows. */
export interface QuickInputState {
  readonly title: string;
  readonly placeholder: string;
  readonly value: string;
  /** The prompt, or the validation message in its place. */
  readonly message: string;
  /** Whether VS Code marks the value as not valid, with its severity. */
  readonly invalid: 'error' | 'warning' | 'info' | undefined;
  readonly password: boolean;
  /** The part of the value that is selected. */
  readonly selected: string;
  /** Whether a progress bar runs in it. */
  readonly busy: boolean;
  /** The buttons of the title, by their tooltips without the shortcut. */
  readonly buttons: readonly string[];
  /** The labels of the picks that are scrolled into view, without icons. */
  readonly picks: readonly string[];
}

/** The input box and the quick pick, which share one widget. */
export class QuickInput {
  readonly #screen: Screen;
  readonly #widget: Locator;
  readonly #input: Locator;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#widget = screen.page.locator('.quick-input-widget').filter({ visible: true });
    this.#input = this.#widget.locator('input.input');
  }

  /** What is on show, or undefined while there is neither a box nor a pick. */
  async state(): Promise<QuickInputState | undefined> {
    const [state] = await this.#widget.evaluateAll((widgets: readonly PageElement[]) =>
      widgets.map((widget) => ({
        title: (widget.querySelector('.quick-input-title')?.textContent ?? '').trim(),
        placeholder: widget.querySelector('input.input')?.getAttribute('placeholder') ?? '',
        message: (widget.querySelector('.quick-input-message')?.textContent ?? '').trim(),
        password: widget.querySelector('input.input')?.getAttribute('type') === 'password',
        value: widget.querySelector('input.input')?.value ?? '',
        selected: [widget.querySelector('input.input')]
          .map((input) => (input?.value ?? '').slice(input?.selectionStart ?? 0, input?.selectionEnd ?? 0))
          .join(''),
        busy: widget.querySelector('.monaco-progress-container.active') !== null,
        buttons: [...widget.querySelectorAll('.quick-input-titlebar .action-label')].map((button) =>
          (button.getAttribute('aria-label') ?? '').replace(/ \(.*\)$/, ''),
        ),
        picks: [...widget.querySelectorAll('.quick-input-list .monaco-list-row')].map((row) =>
          (row.querySelector('.label-name')?.textContent ?? '').trim(),
        ),
        box: widget.querySelector('.monaco-inputbox')?.getAttribute('class') ?? '',
      })),
    );
    if (!state) {
      return undefined;
    }
    const { box, ...rest } = state;
    const invalid = (['error', 'warning', 'info'] as const).find((severity) => box.split(' ').includes(severity));
    return { ...rest, invalid };
  }

  /** Resolves once a box or pick with this title or, where it has no title, this placeholder is on show. */
  async waitForTitle(expected: string | RegExp): Promise<QuickInputState> {
    return this.waitFor(`the input “${expected}”`, ({ title, placeholder }) => matches(title || placeholder, expected));
  }

  /** Resolves once the prompt or the validation message is this one. */
  async waitForMessage(expected: string | RegExp): Promise<QuickInputState> {
    return this.waitFor(`the message “${expected}”`, ({ message }) => matches(message, expected));
  }

  /** Resolves with the state once there is one that `holds`. */
  async waitFor(what: string, holds: (state: QuickInputState) => boolean): Promise<QuickInputState> {
    const state = await this.#screen.waitFor(
      what,
      () => this.state(),
      (now) => now !== undefined && holds(now),
    );
    if (!state) {
      throw new Error(`No input is on show, where there was ${what}.`);
    }
    return state;
  }

  /** Resolves once neither a box nor a pick is on show. */
  async waitForNone(): Promise<void> {
    await this.#screen.waitFor(
      'the input to go',
      () => this.#widget.count(),
      (count) => count === 0,
    );
  }

  /** Replaces the text in the box. */
  async type(text: string): Promise<void> {
    await this.#screen.attempt('type into the input box', () => this.#input.fill(text));
  }

  /** Presses Enter in the box. */
  async accept(): Promise<void> {
    await this.#screen.attempt('press Enter in the input box', () => this.#input.press('Enter'));
  }

  /** Clicks a button of the title by its tooltip. */
  async press(button: string): Promise<void> {
    const found = this.#widget
      .locator('.quick-input-titlebar')
      .getByRole('button', { name: new RegExp(`^${button}( \\(|$)`) });
    await this.#screen.attempt(`click “${button}” in the title of the input`, () => found.click());
  }

  /** Clicks a link in the prompt. */
  async follow(link: string): Promise<void> {
    const found = this.#widget.locator('.quick-input-message a').getByText(link, { exact: true });
    await this.#screen.attempt(`click the link “${link}” in the input`, () => found.click());
  }

  /** Presses Escape in the box. */
  async cancel(): Promise<void> {
    await this.#screen.attempt('press Escape in the input box', () => this.#input.press('Escape'));
  }

  /** Filters the quick pick by `label` and clicks the pick with that label, icons left out. */
  async pick(label: string): Promise<void> {
    await this.type(label);
    await this.waitFor(`the pick “${label}”`, ({ picks }) => picks.includes(label));
    const pick = this.#widget.locator('.quick-input-list .label-name').getByText(label, { exact: true });
    await this.#screen.attempt(`click the pick “${label}”`, () => pick.first().click());
  }
}
