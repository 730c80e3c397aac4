import * as vscode from 'vscode';
import type { Account } from '../core/account.ts';
import type { Alert } from '../core/alerts/alert.ts';
import { alertSettingsOf, withoutKinds } from '../core/alerts/alertSettings.ts';
import type { AlertStore } from '../core/alerts/alertStore.ts';
import { AlertWatcher } from '../core/alerts/alertWatcher.ts';
import { attention } from '../core/alerts/attention.ts';
import type { Format } from '../core/format.ts';
import { lastHour } from '../core/history/forecast/lastHour.ts';
import type { SummarySource } from '../core/liveSummary.ts';
import type { Clock, Disposable, Event, Log } from '../core/ports.ts';
import type { ProviderRegistry } from '../core/provider.ts';
import type { Summary } from '../core/summary.ts';
import { type AlertButton, alertMessage } from './alertMessage.ts';
import type { Settings } from './settings.ts';

interface Ports {
  readonly store: AlertStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly format: Format;
  readonly settings: Pick<Settings, 'alerts' | 'thresholds' | 'setAlerts'>;
  readonly summary: SummarySource;
  readonly providers: Pick<ProviderRegistry, 'get'>;
  /** Fires twice a minute while the machine is awake. */
  readonly onDidTick: Event<void>;
  /** Checks an account that has only just been checked. */
  checkAgain(account: Account): void;
}

/** Tells the person what is new in the summaries, in messages that they can do something about. */
export class Alerts implements Disposable {
  readonly #ports: Ports;
  readonly #watcher: AlertWatcher;
  readonly #ticking: Disposable;
  readonly #subscription: Disposable;

  constructor(ports: Ports) {
    this.#ports = ports;
    const { store, clock, log, settings, checkAgain } = ports;
    this.#watcher = new AlertWatcher({
      store,
      clock,
      log,
      settings: () => alertSettingsOf(settings.alerts),
      thresholds: () => settings.thresholds,
      lastHour,
      isFocused: () => vscode.window.state.focused,
      // A message that is still there when VS Code closes ends with an error.
      show: (alerts) => void this.#show(alerts).catch(() => {}),
      checkAgain,
    });
    this.#ticking = ports.onDidTick(() => this.#watcher.tick());
    this.#subscription = ports.summary.onDidChange((summary) => this.#watcher.look(summary));
  }

  /** How many accounts need attention, for the badge of the view. */
  attention(summary: Summary): number {
    return attention(summary, alertSettingsOf(this.#ports.settings.alerts));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#ticking.dispose();
    this.#watcher.dispose();
  }

  /** Nobody waits for this: a message may stand there for days. */
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
          await settings.setAlerts(withoutKinds(settings.alerts, button.kinds));
        } catch {
          // VS Code does not write over settings that are being edited. The person asked, so the person is told.
          log.warn('alerts: the settings could not be written');
          const advice = 'Save settings.json, or turn the alert off in credits.alerts there.';
          await vscode.window.showWarningMessage(`VS Code could not write your settings. ${advice}`);
        }
    }
  }

  #hasBillingPage(accountId: string): boolean {
    const found = this.#ports.summary.current.accounts.find(({ account }) => account.id === accountId);
    return found !== undefined && this.#ports.providers.get(found.account.provider)?.pages.billing !== undefined;
  }
}
