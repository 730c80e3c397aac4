import type { Locator } from 'playwright-core';
import { CommandPalette } from './commandPalette.ts';
import { matches, type PageElement, type Screen } from './screen.ts';

/** A notification as it is rendered. */
export interface Notification {
  readonly text: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly buttons: readonly string[];
  /** Whether a progress bar runs in it. */
  readonly progress: boolean;
}

/** Milliseconds after which a notification that was not seen is looked for in the centre. */
const unseenAfter = 3000;

/**
 * The notifications that are shown at the corner of the window. VS Code hides those without buttons after 10 s, and of
 * those that come within 0.8 s it shows three: the others go to its centre unseen, where they are found too.
 */
export class Notifications {
  readonly #screen: Screen;
  readonly #toasts: Locator;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#toasts = screen.page
      .locator('.notification-toast, .notifications-center .monaco-list-row')
      .filter({ visible: true });
  }

  /** Those on show, newest first. */
  all(): Promise<readonly Notification[]> {
    // VS Code puts up a notification before its text: until then nobody can tell which one it is.
    return this.#screen.waitFor(
      'the texts of the notifications',
      () => this.#read(),
      (notifications) => notifications.every(({ text }) => text !== ''),
    );
  }

  async #read(): Promise<readonly Notification[]> {
    const toasts = await this.#toasts.evaluateAll((elements: readonly PageElement[]) =>
      elements.map((toast) => ({
        text: (toast.querySelector('.notification-list-item-message')?.textContent ?? '').trim(),
        icon: toast.querySelector('.notification-list-item-icon')?.getAttribute('class') ?? '',
        buttons: [...toast.querySelectorAll('.notification-list-item-buttons-container .monaco-button')].map((button) =>
          button.textContent.trim(),
        ),
        progress: toast.querySelector('.monaco-progress-container.active') !== null,
      })),
    );
    return toasts.map(({ icon, ...toast }) => ({
      ...toast,
      severity: icon.includes('error') ? 'error' : icon.includes('warning') ? 'warning' : 'info',
    }));
  }

  /** Resolves with the notification once one with this text is on show. */
  async waitFor(expected: string | RegExp): Promise<Notification> {
    const fits = ({ text }: Notification) => matches(text, expected);
    const look = (timeout?: number) =>
      this.#screen.waitFor(
        `the notification “${expected}”`,
        () => this.#read(),
        (now) => now.some(fits),
        timeout,
      );
    const all = await look(unseenAfter).catch(async () => {
      await new CommandPalette(this.#screen).run('Notifications: Show Notifications');
      return look();
    });
    const found = all.find(fits);
    if (!found) {
      throw new Error(`The notification “${expected}” has gone.`);
    }
    return found;
  }

  /** Clicks a button of a notification: of the one that contains `text`, or of the only one that has the button. */
  async action(button: string, text?: string): Promise<void> {
    const toast = text === undefined ? this.#toasts : this.#toasts.filter({ hasText: text });
    await this.#screen.attempt(`click “${button}” on a notification`, () =>
      toast.getByRole('button', { name: button, exact: true }).click(),
    );
  }

  /** Clears them all, those in the center too. */
  async clear(): Promise<void> {
    await new CommandPalette(this.#screen).run('Notifications: Clear All Notifications');
    await this.#screen.waitFor(
      'the notifications to go',
      () => this.#toasts.count(),
      (count) => count === 0,
    );
  }
}
