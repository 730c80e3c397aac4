import type { Locator } from 'playwright-core';
import { clickMenuItem, hoverText, matches, type PageElement, type Screen } from './screen.ts';
import { untilAtRest, widthUpTo } from './treePage.ts';

/** A row of a tree as it is rendered. */
export interface TreeRow {
  /** 1 for the roots. */
  readonly level: number;
  readonly label: string;
  readonly description: string;
  /** What a screen reader says. */
  readonly ariaLabel: string;
  /** Undefined for a row without children. */
  readonly expanded: boolean | undefined;
  /** The codicon, as in `warning`, where it is one. */
  readonly icon: string | undefined;
}

/** The words of an empty view. */
export interface Welcome {
  readonly text: string;
  readonly buttons: readonly string[];
  readonly links: readonly string[];
}

/** Longer than VS Code collects the changes of a tree, in milliseconds. */
const restTime = 400;

/** How long a row may take to fold or unfold, in milliseconds, before it is clicked again. */
const foldingTime = 2000;

/** A view with a tree, in the side bar that is open. Rows are named by their label; of two alike, the upper one counts. */
export class TreeView {
  readonly #screen: Screen;
  readonly #title: string;

  /** `title` is the view's own, not that of its container. */
  constructor(screen: Screen, title: string) {
    this.#screen = screen;
    this.#title = title;
  }

  /** The rows from top to bottom. VS Code renders those alone that are scrolled into view: have a tall enough window. */
  async rows(): Promise<readonly TreeRow[]> {
    const rows = await this.#rows.evaluateAll((elements: readonly PageElement[]) =>
      elements.map((row) => ({
        index: Number(row.getAttribute('data-index')),
        level: Number(row.getAttribute('aria-level')),
        label: (row.querySelector('.label-name')?.textContent ?? '').trim(),
        description: (row.querySelector('.label-description')?.textContent ?? '').trim(),
        ariaLabel: row.getAttribute('aria-label') ?? '',
        expandable: row.getAttribute('aria-expanded'),
        iconNames: row.querySelector('.custom-view-tree-node-item-icon')?.getAttribute('class') ?? '',
      })),
    );
    return rows
      .toSorted((one, other) => one.index - other.index)
      .map(({ index, expandable, iconNames, ...row }) => ({
        ...row,
        expanded: expandable === null ? undefined : expandable === 'true',
        icon: /codicon-([\w-]+)/.exec(iconNames)?.[1],
      }));
  }

  /** Resolves with the row once it is there and its description is `description`, where one is given. */
  async waitForRow(label: string, description: string | RegExp = /^/): Promise<TreeRow> {
    const fits = (row: TreeRow) => row.label === label && matches(row.description, description);
    const rows = await this.#screen.waitFor(
      `the row “${label}” with “${description}”`,
      () => this.rows(),
      (now) => now.some(fits),
    );
    const row = rows.find(fits);
    if (!row) {
      throw new Error(`The row “${label}” has gone.`);
    }
    return row;
  }

  /** The label of the row that is selected, if one is. */
  async selected(): Promise<string | undefined> {
    const [label] = await this.#rows.and(this.#body.locator('.selected')).locator('.label-name').allInnerTexts();
    return label;
  }

  /** How each row fits: its words, how many pixels they need, and how many they have. */
  async widths(): Promise<readonly { readonly text: string; readonly needed: number; readonly given: number }[]> {
    return this.#rows
      .locator('.monaco-icon-label-container')
      .evaluateAll(
        (labels: readonly (PageElement & { readonly scrollWidth: number; readonly clientWidth: number })[]) =>
          labels.map(({ textContent, scrollWidth, clientWidth }) => ({
            text: textContent,
            needed: scrollWidth,
            given: clientWidth,
          })),
      );
  }

  /** How many pixels a row's words need up to the end of `part` of its description, and how many it has. */
  async widthUpTo(label: string, part: string): Promise<{ readonly needed: number; readonly given: number }> {
    return this.#row(label).locator('.monaco-icon-label-container').evaluate(widthUpTo, part);
  }

  /** Unfolds a row. Does nothing where it is unfolded. */
  async expand(label: string): Promise<void> {
    await this.#fold(label, true);
  }

  /** Folds a row. Does nothing where it is folded. */
  async collapse(label: string): Promise<void> {
    await this.#fold(label, false);
  }

  /** Clicks a row's label. */
  async click(label: string): Promise<void> {
    await this.#rest();
    await this.#screen.attempt(`click the row “${label}”`, () => this.#label(label).click());
  }

  /** The text of a row's tooltip, which appears under the mouse. */
  async tooltip(label: string): Promise<string> {
    await this.#rest();
    return hoverText(this.#screen, this.#label(label));
  }

  /** The titles of the inline actions of a row. */
  async rowActions(label: string): Promise<readonly string[]> {
    await this.#rest();
    const row = this.#row(label);
    await this.#screen.attempt(`see the actions of the row “${label}”`, () => row.hover());
    return row
      .locator('.actions a.action-label')
      .evaluateAll((items: readonly PageElement[]) => items.map((item) => item.getAttribute('aria-label') ?? ''));
  }

  /** Clicks an inline action of a row, by its title. */
  async rowAction(label: string, action: string): Promise<void> {
    await this.#rest();
    await this.#screen.attempt(`click “${action}” on the row “${label}”`, async () => {
      const row = this.#row(label);
      await row.hover();
      await row.getByRole('button', { name: action, exact: true }).click();
    });
  }

  /** Clicks an entry of a row's context menu. What is done meanwhile, while the menu is open, is waited for. */
  async rowMenu(label: string, entry: string, meanwhile?: () => Promise<void>): Promise<void> {
    await this.#rest();
    await this.#screen.attempt(`open the menu of the row “${label}”`, () =>
      this.#label(label).click({ button: 'right' }),
    );
    await meanwhile?.();
    await this.#screen.attempt(`choose “${entry}” in the menu of the row “${label}”`, () =>
      clickMenuItem(this.#screen, entry),
    );
  }

  /** The titles of the actions beside the view's title, without those in its menu. */
  async actions(): Promise<readonly string[]> {
    await this.#hover();
    const labels = await this.#toolbar
      .locator('a.action-label')
      .evaluateAll((items: readonly PageElement[]) => items.map((item) => item.getAttribute('aria-label') ?? ''));
    return labels.filter((label) => !/More Actions/.test(label));
  }

  /** Clicks an action beside the view's title or, where it is not there, in the menu beside it. */
  async action(title: string): Promise<void> {
    await this.#screen.attempt(`click “${title}” beside the title of “${this.#title}”`, async () => {
      await this.#hover();
      const button = this.#toolbar.getByRole('button', { name: title, exact: true });
      const more = this.#toolbar.getByRole('button', { name: /More Actions/ });
      await button.or(more).first().waitFor();
      if (await button.isVisible()) {
        await button.click();
      } else {
        await more.click();
        await clickMenuItem(this.#screen, title);
      }
    });
  }

  /** The view's message, or an empty string where it has none. */
  async message(): Promise<string> {
    return (await this.#body.locator('.message').filter({ visible: true }).allInnerTexts()).join('\n').trim();
  }

  /** The words of the view while it is empty, or undefined while they are not shown. */
  async welcome(): Promise<Welcome | undefined> {
    const content = this.#body.locator('.welcome-view-content').filter({ visible: true });
    const [text] = await content.allInnerTexts();
    if (text === undefined) {
      return undefined;
    }
    return {
      text: text.replace(/\s*\n\s*/g, '\n').trim(),
      buttons: await content.locator('.monaco-button').allInnerTexts(),
      links: await content.locator('a:not(.monaco-button)').allInnerTexts(),
    };
  }

  /** Clicks a button or a link among the words of the empty view. */
  async welcomeAction(label: string): Promise<void> {
    const action = this.#body.locator('.welcome-view-content a').filter({ hasText: label });
    await this.#screen.attempt(`click “${label}” in the empty view`, () => action.first().click());
  }

  async #fold(label: string, expanded: boolean): Promise<void> {
    const isExpanded = async () => (await this.rows()).find((row) => row.label === label)?.expanded;
    const before = await this.#screen.waitFor(
      `the row “${label}” to have something below it`,
      isExpanded,
      (now) => now !== undefined,
    );
    if (before === expanded) return;
    let nextClick = 0;
    await this.#screen.waitFor(
      `the row “${label}” to fold or unfold`,
      async () => {
        const now = await isExpanded();
        // VS Code loses a click on a tree that it draws anew at that moment: a person sees that and clicks again.
        if (now === !expanded && performance.now() >= nextClick) {
          await this.#rest();
          await this.#screen.attempt(`fold or unfold the row “${label}”`, () =>
            this.#row(label).locator('.monaco-tl-twistie').click(),
          );
          nextClick = performance.now() + foldingTime;
        }
        return isExpanded();
      },
      (now) => now === expanded,
    );
  }

  /**
   * Resolves once no row has been redrawn for a moment. VS Code collects changes for 200 ms, and a click on a tree that it
   * is about to draw anew is lost to the row that was there before.
   */
  async #rest(): Promise<void> {
    await this.#screen.attempt('see the tree at rest', () => this.#body.evaluate(untilAtRest, restTime));
  }

  /** Actions beside a title are shown while the mouse is over the view. */
  async #hover(): Promise<void> {
    await this.#body.hover({ position: { x: 4, y: 4 } });
  }

  get #pane(): Locator {
    // VS Code adds words to the title.
    const header = this.#screen.page.locator(`.pane-header[aria-label^=${JSON.stringify(this.#title)}]`);
    return this.#screen.page.locator('.pane').filter({ has: header });
  }

  get #body(): Locator {
    return this.#pane.locator('.pane-body');
  }

  /** The only view of a container has its title and actions in the header of the container. */
  get #toolbar(): Locator {
    const merged = this.#screen.page
      .locator('.part', { has: this.#pane.and(this.#screen.page.locator('.merged-header')) })
      .locator('> .title .title-actions');
    return this.#pane.locator('.pane-header .actions').or(merged).filter({ visible: true });
  }

  get #rows(): Locator {
    return this.#body.locator('.monaco-list-row[role="treeitem"]');
  }

  #row(label: string): Locator {
    const name = this.#screen.page.locator('.label-name').getByText(label, { exact: true });
    return this.#rows.filter({ has: name }).first();
  }

  #label(label: string): Locator {
    return this.#row(label).locator('.label-name');
  }
}
