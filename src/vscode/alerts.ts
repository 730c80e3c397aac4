import * as vscode from 'vscode';
import type { Alert } from '../core/alerts/alert.ts';
import { alertSettingsOf } from '../core/alerts/alertSettings.ts';
import type { AlertStore } from '../core/alerts/alertStore.ts';
import { AlertWatcher } from '../core/alerts/alertWatcher.ts';
import type { Format } from '../core/format.ts';
import type { SummarySource } from '../core/liveSummary.ts';
import type { Clock, Disposable, Log } from '../core/ports.ts';
import type { ProviderRegistry } from '../core/provider.ts';
import { type AlertButton, alertMessage } from './alertMessage.ts';
import type { Settings } from './settings.ts';
import { turnOffAlerts } from './writeAlertSettings.ts';

interface Ports {
  readonly summary: SummarySource;
  readonly store: AlertStore;
  readonly settings: Pick<Settings, 'alerts' | 'write'>;
  readonly providers: Pick<ProviderRegistry, 'get'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly format: Format;
}

/** Shows new alerts in messages that the user can act on. */
export class Alerts implements Disposable {
  readonly #ports: Ports;
  readonly #watcher: AlertWatcher;

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#watcher = new AlertWatcher({
      ...ports,
      settings: () => alertSettingsOf(ports.settings.alerts.value),
      isFocused: () => vscode.window.state.focused,
      // A message that is still open when VS Code closes ends with an error.
      show: (alerts) => void this.#show(alerts).catch(() => {}),
    });
  }

  /** The alerts that were shown while a task ran, those that its end brought about among them. */
  during<T>(task: Promise<T>): Promise<{ readonly result: T; readonly shown: readonly Alert[] }> {
    return this.#watcher.during(task);
  }

  dispose(): void {
    this.#watcher.dispose();
  }

  /** Nobody waits for this: a message may stay open for days. */
  async #show(alerts: readonly Alert[]): Promise<void> {
    const { format, clock } = this.#ports;
    const { severity, text, buttons } = alertMessage(alerts, format, clock.now(), (id) => this.#hasBillingPage(id));
    const { showWarningMessage, showInformationMessage } = vscode.window;
    const show = severity === 'warning' ? showWarningMessage : showInformationMessage;
    const chosen = await show(text, ...buttons.map(({ title }) => title));
    const button = buttons.find(({ title }) => title === chosen);
    if (button) await this.#press(button, alerts);
  }

  async #press(button: AlertButton, alerts: readonly Alert[]): Promise<void> {
    const { settings, log } = this.#ports;
    switch (button.does) {
      case 'run':
        await vscode.commands.executeCommand(button.command, button.target);
        return;
      case 'snooze':
        await this.#watcher.snooze(alerts);
        return;
      case 'turnOff':
        try {
          await turnOffAlerts(settings, button.kinds);
        } catch {
          // VS Code doesn't write settings that are being edited.
          log.warn('alerts: the settings could not be written');
          const advice = 'Save settings.json and try again.';
          await vscode.window.showWarningMessage(`VS Code couldn't write your settings. ${advice}`);
        }
    }
  }

  #hasBillingPage(accountId: string): boolean {
    const summary = this.#ports.summary.current.accounts.find(({ account }) => account.id === accountId);
    return summary !== undefined && this.#ports.providers.get(summary.account.provider)?.pages.billing !== undefined;
  }
}
