import { writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { CommandPalette } from './commandPalette.ts';
import { Dialog } from './dialog.ts';
import { Notifications } from './notifications.ts';
import { QuickInput } from './quickInput.ts';
import { Screen } from './screen.ts';
import { StatusBar } from './statusBar.ts';
import { TreeView } from './treeView.ts';
import { Webview } from './webview.ts';

/** A color theme, by the class that VS Code gives the workbench for it. */
const themes = {
  light: { name: 'Light 2026', className: 'vs' },
  dark: { name: 'Dark 2026', className: 'vs-dark' },
  highContrast: { name: 'Dark High Contrast', className: 'hc-black' },
  highContrastLight: { name: 'Light High Contrast', className: 'hc-light' },
} as const;

/**
 * How the key that seals the secrets of a window is answered: as always, with other bytes, or not at all. The last two
 * make secrets unreadable from the next reload on, as a lost keyring does.
 */
export type Keyring = 'kept' | 'changed' | 'unavailable';

/** A window of VS Code, driven as a person drives it. Actions wait until they can be done, and reject after 20 s. */
export class Window {
  readonly page: Page;
  readonly input: QuickInput;
  readonly palette: CommandPalette;
  readonly statusBar: StatusBar;
  readonly notifications: Notifications;
  readonly dialog: Dialog;
  readonly webview: Webview;
  keyring: Keyring = 'kept';
  readonly #screen: Screen;
  readonly #close: () => Promise<void>;
  readonly #popups: Page[] = [];

  constructor(page: Page, close: () => Promise<void>) {
    this.page = page;
    this.#close = close;
    this.#screen = new Screen(page);
    this.input = new QuickInput(this.#screen);
    this.palette = new CommandPalette(this.#screen);
    this.statusBar = new StatusBar(this.#screen);
    this.notifications = new Notifications(this.#screen);
    this.dialog = new Dialog(this.#screen);
    this.webview = new Webview(this.#screen);
    page.on('popup', (popup) => this.#popups.push(popup));
  }

  /** Reads once a frame until `holds` accepts what was read. Rejects after 40 s with what was read and is on show. */
  async waitFor<T>(what: string, read: () => Promise<T>, holds?: (value: T) => boolean): Promise<T> {
    return this.#screen.waitFor(what, read, holds);
  }

  /** Reads until what was read equals `expected`: VS Code draws each part of a window in its own time. */
  async waitForEqual<T>(what: string, read: () => Promise<T>, expected: T): Promise<void> {
    await this.waitFor(what, read, (value) => isDeepStrictEqual(value, expected));
  }

  /** Runs a command by its title with its category, as in “Credits: Refresh”. */
  async command(title: string): Promise<void> {
    await this.palette.run(title);
  }

  /** Opens a container of the activity bar by its title, and resolves once it is open. */
  async openView(container: string): Promise<void> {
    await this.#screen.attempt(`open “${container}” in the activity bar`, async () => {
      const bar = this.page.locator('.activitybar');
      // A badge's tooltip or a shortcut follows the title.
      const tab = bar.getByRole('tab', { name: new RegExp(`^${escaped(container)}( - | \\(|$)`) }).first();
      if ((await tab.getAttribute('aria-expanded')) !== 'true') {
        await tab.click();
      }
      const title = this.page.locator('.part.sidebar > .title h2');
      await title.getByText(new RegExp(`^${escaped(container)}(: |$)`)).waitFor();
    });
  }

  /** The view with this title in the container that is open. */
  view(title: string): TreeView {
    return new TreeView(this.#screen, title);
  }

  /** Makes the side bar this many pixels wide, by its edge. */
  async setSideBarWidth(width: number): Promise<void> {
    const bar = this.page.locator('.part.sidebar');
    await this.#screen.attempt(`make the side bar ${width} pixels wide`, async () => {
      const box = await bar.boundingBox();
      if (!box) throw new Error('There is no side bar.');
      const y = box.y + box.height / 2;
      await this.page.mouse.move(box.x + box.width, y);
      await this.page.mouse.down();
      await this.page.mouse.move(box.x + width, y, { steps: 5 });
      await this.page.mouse.up();
      await this.page.mouse.move(box.x + box.width + 300, y);
    });
    await this.waitFor(
      `a side bar of ${width} pixels`,
      async () => (await bar.boundingBox())?.width ?? 0,
      (now) => Math.abs(now - width) <= 2,
    );
  }

  /** Changes the color theme, in the user's settings too. */
  async setTheme(theme: keyof typeof themes): Promise<void> {
    const { name, className } = themes[theme];
    await this.pickTheme(name);
    await this.#screen.attempt(`see the theme “${name}”`, () =>
      this.page.locator(`.monaco-workbench.${className}`).waitFor(),
    );
  }

  /** Picks a color theme by its name in the list of them. */
  async pickTheme(name: string): Promise<void> {
    await this.command('Preferences: Color Theme');
    await this.input.pick(name);
    await this.input.waitForNone();
  }

  /** Reloads the page, as “Developer: Reload Window” does: the extension host starts anew and secrets are read again. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.waitUntilDrawn();
  }

  /** Resolves once the workbench is drawn. Extensions may start later. */
  async waitUntilDrawn(): Promise<void> {
    await this.#screen.attempt('see the workbench', async () => {
      await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
      await this.page.locator('.monaco-workbench .activitybar [role="tab"]').first().waitFor();
    });
  }

  /** Writes a picture of the window: a PNG or, for a path that ends so, a WebP, which takes a quarter of the bytes. */
  async screenshot(path: string): Promise<void> {
    if (!path.endsWith('.webp')) {
      await this.page.screenshot({ path, animations: 'disabled', caret: 'hide' });
      return;
    }
    const devTools = await this.page.context().newCDPSession(this.page);
    const { data } = await devTools.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
    await writeFile(path, Buffer.from(data, 'base64'));
  }

  /** Closes the window, and with it its extension host. */
  async close(): Promise<void> {
    await Promise.all(this.#popups.map((popup) => popup.close()));
    await this.#close();
  }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
