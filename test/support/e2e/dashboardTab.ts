import type { Locator } from 'playwright-core';
import type { Window } from '../host/window.ts';

/** The dashboard in a tab of a window, as it is rendered. Accounts are named by their labels. */
export class DashboardTab {
  readonly #window: Window;

  constructor(window: Window) {
    this.#window = window;
  }

  /** Opens it and resolves once it shows this account. */
  async open(label: string): Promise<void> {
    await this.#window.command('Credits: Open Dashboard');
    await this.waitForText(label, /./);
  }

  /** Chooses the time that the charts show, e.g. "30 days". */
  async choose(range: string): Promise<void> {
    await this.#page.getByRole('radio', { name: range, exact: true }).check();
  }

  /** Opens the row of an account, where it is closed. */
  async openRow(label: string): Promise<void> {
    const name = this.#row(label).locator('button.name');
    await name.waitFor();
    if ((await name.getAttribute('aria-expanded')) === 'false') await name.click();
    await this.#section(label).waitFor();
  }

  /** What the chart of an account says to a screen reader, once it fits. */
  async waitForChart(label: string, expected: RegExp): Promise<string> {
    await this.openRow(label);
    return this.#waitFor(`the chart of ${label} to say ${expected}`, expected, async () => {
      const [chart] = await this.#section(label).getByRole('application').all();
      return (await chart?.getAttribute('aria-label')) ?? '';
    });
  }

  /** The text of an account's row, and of what is open below it, once it fits. */
  waitForText(label: string, expected: RegExp): Promise<string> {
    return this.#waitFor(`the row of ${label} to say ${expected}`, expected, async () => {
      const texts = [...(await this.#row(label).allInnerTexts()), ...(await this.#section(label).allInnerTexts())];
      return texts.join(' ').replace(/\s+/g, ' ').trim();
    });
  }

  /** Opens the tables of an account, where they are closed. */
  async openTables(label: string): Promise<void> {
    await this.openRow(label);
    const details = this.#section(label).locator('details');
    if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
  }

  /** The rows of a table by the beginning of its caption, each as its cells with " | " between, once one fits. */
  async waitForRow(label: string, caption: string, expected: RegExp): Promise<readonly string[]> {
    const text = await this.#waitFor(`a row ${expected} in “${caption}” of ${label}`, expected, async () => {
      const rows = this.#section(label).locator('table').filter({ hasText: caption }).locator('tbody tr');
      const cells = await rows.evaluateAll(
        (found: readonly { readonly children: Iterable<{ textContent: string }> }[]) =>
          found.map(({ children }) => [...children].map(({ textContent }) => textContent.trim()).join(' | ')),
      );
      return cells.join('\n');
    });
    return text.split('\n');
  }

  /** Brings the section of an account into view. */
  async scrollTo(label: string): Promise<void> {
    await this.openRow(label);
    await this.#section(label).scrollIntoViewIfNeeded();
    // What comes into view is drawn in one frame after the next.
    await this.#section(label).evaluate(
      `new Promise((resolve) => {
        const next = (left) => (left > 0 ? requestAnimationFrame(() => next(left - 1)) : resolve());
        next(4);
      })`,
    );
  }

  #waitFor(what: string, expected: RegExp, read: () => Promise<string>): Promise<string> {
    return this.#window.waitFor(what, read, (text) => expected.test(text));
  }

  /** The page, once its script has taken it over. */
  get #page(): Locator {
    return this.#window.webview.content.locator('#dashboard:not([inert])');
  }

  #section(label: string): Locator {
    return this.#page.getByRole('region', { name: label, exact: true });
  }

  #row(label: string): Locator {
    return this.#page.locator(`tr.row:has(.name span:text-is("${label}"))`);
  }
}
