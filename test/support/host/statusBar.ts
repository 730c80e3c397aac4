import type { Locator } from 'playwright-core';
import { hoverText, matches, type PageElement, type Screen } from './screen.ts';

/** A status bar item as it is rendered. */
export interface StatusItem {
  /** Without icons. */
  readonly text: string;
  /** The names of its icons, as in `warning`. */
  readonly icons: readonly string[];
  /** What a screen reader says. */
  readonly ariaLabel: string;
  readonly background: 'warning' | 'error' | undefined;
}

/** The status bar. An item's `id` is `<publisher>.<name>.<the id it was created with>`. */
export class StatusBar {
  readonly #screen: Screen;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** The item, or undefined while it is not shown. */
  async item(id: string): Promise<StatusItem | undefined> {
    const [item] = await this.#locate(id).evaluateAll((items: readonly PageElement[]) =>
      items.map((element) => ({
        text: element.textContent.trim(),
        ariaLabel: element.getAttribute('aria-label') ?? '',
        icons: [...element.querySelectorAll('.codicon')].map((icon) => icon.getAttribute('class') ?? ''),
        kind: element.getAttribute('class') ?? '',
      })),
    );
    if (!item) {
      return undefined;
    }
    const background = (['warning', 'error'] as const).find((kind) => item.kind.includes(`${kind}-kind`));
    return {
      text: item.text,
      icons: item.icons.map((names) => /codicon-([\w-]+)/.exec(names)?.[1] ?? '').filter(Boolean),
      ariaLabel: item.ariaLabel,
      background,
    };
  }

  /** Resolves with the item once its text is `expected`. */
  async waitForText(id: string, expected: string | RegExp): Promise<StatusItem> {
    const item = await this.#screen.waitFor(
      `the status item ${id} to say “${expected}”`,
      () => this.item(id),
      (now) => now !== undefined && matches(now.text, expected),
    );
    if (!item) {
      throw new Error(`The status item ${id} has gone.`);
    }
    return item;
  }

  /** The text of the item's tooltip, which appears under the mouse. */
  async tooltip(id: string): Promise<string> {
    return hoverText(this.#screen, this.#locate(id));
  }

  /** Resolves with the text of the item's tooltip once `part` is in it. */
  async waitForTooltip(id: string, part: string): Promise<string> {
    return this.#screen.waitFor(
      `the tooltip of ${id} to say “${part}”`,
      () => this.tooltip(id),
      (text) => text.includes(part),
    );
  }

  /** Clicks the item. */
  async click(id: string): Promise<void> {
    await this.#screen.attempt(`click the status item ${id}`, () => this.#locate(id).locator('a').click());
  }

  #locate(id: string): Locator {
    return this.#screen.page.locator(`.statusbar-item[id=${JSON.stringify(id)}]`).filter({ visible: true });
  }
}
