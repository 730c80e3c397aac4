import { ConfigurationTarget, EventEmitter, workspace } from 'vscode';
import * as z from 'zod/mini';
import type { ParameterValues } from '../core/account.ts';
import { alertSettingsOf, usualDays } from '../core/alerts/alertSettings.ts';
import type { AttentionLimits } from '../core/attention.ts';
import { type Endpoint, type Endpoints, ownEndpoint, parseEndpoint, parseEndpoints } from '../core/endpoint.ts';
import type { Disposable, Setting } from '../core/ports.ts';
import { baseUrlsOf, type Provider } from '../core/provider.ts';
import { optionalField } from '../core/responseFields.ts';
import type { ThresholdSetting } from '../core/standing.ts';
import type { StatusSubject } from '../core/statusAccount.ts';
import { day, minute } from '../core/time.ts';
import { section, settings } from './names.ts';
import type { Grouping } from './serviceGroups.ts';

const number = optionalField(z.number());
const thresholds = optionalField(z.catchall(z.object({}), optionalField(z.object({ low: number, critical: number }))));
const endpoints = optionalField(z.catchall(z.object({}), z.unknown()));

const shortestInterval = 1;

/** The settings as values. Only the user's own count: a workspace must not be able to send a key elsewhere. */
export class Settings implements Disposable {
  readonly #disposables: Disposable[] = [];

  /** Milliseconds between two checks of an account, at least a minute. */
  readonly interval = this.#setting(settings.refreshInterval, (user, preset) => {
    const minutes = number.parse(user) ?? number.parse(preset) ?? shortestInterval;
    return Math.max(minutes, shortestInterval) * minute;
  });

  /** By service, account or pool. */
  readonly thresholds = this.#setting(settings.thresholds, (user): ThresholdSetting => thresholds.parse(user) ?? {});

  /** As the user typed them, also what can't be used. */
  readonly typedThresholds = this.#setting(settings.thresholds, (user) => user);

  /** The values below it by kind, as the user set them; the object of version 0.1.0 reads the same. */
  readonly alerts = this.#setting(settings.alerts, (user) => user);

  /** How far ahead attention looks: as far as the alerts of the same kinds. Without the alert it looks as far as by default. */
  readonly attention = this.#setting(settings.alerts, (user): AttentionLimits => {
    const { runway, expiring } = alertSettingsOf(user);
    return {
      runsOut: (runway || usualDays.runway) * day,
      expiring: (expiring || usualDays.expiring) * day,
    };
  });

  /** What the status bar shows; undefined while the person has not chosen. */
  readonly statusBar = this.#setting(settings.statusBar, (user): StatusSubject | undefined =>
    user === 'runway' || user === 'balance' ? user : undefined,
  );

  readonly groupByService = this.#setting(
    settings.groupByService,
    (user): Grouping => (user === 'always' || user === 'never' ? user : 'auto'),
  );

  /** By provider id, as the user typed them. */
  readonly endpoints = this.#setting(settings.endpoints, (user) => endpoints.parse(user) ?? {});

  /** The person's own services, as they typed them. */
  readonly customProviders = this.#setting(settings.customProviders, (user) => user);

  /** Adds a service to the user's own. Rejects where the settings can't be written, or aren't a list. */
  async addCustomProvider(entry: unknown): Promise<void> {
    const before = this.customProviders.value ?? [];
    if (!Array.isArray(before)) throw new Error('The setting is no list.');
    await this.write(settings.customProviders, [...before, entry]);
  }

  /** Writes a value of the user; undefined removes it. Rejects when VS Code can't write its settings. */
  async write(name: string, value: unknown): Promise<void> {
    await workspace.getConfiguration(section).update(name, value, ConfigurationTarget.Global);
  }

  /** Chooses what the status bar shows. Rejects when VS Code can't write its settings. */
  setStatusBar(subject: StatusSubject): Promise<void> {
    return this.write(settings.statusBar, subject);
  }

  /** The main endpoint of a provider; undefined when the user's own can't be used. */
  endpointOf({ id, baseUrl }: Pick<Provider, 'id' | 'baseUrl'>): Endpoint | undefined {
    const own = ownEndpoint(this.endpoints.value, id);
    if (own === undefined) return parseEndpoint(baseUrl);
    return typeof own === 'string' ? parseEndpoint(own) : undefined;
  }

  /** The endpoints of a provider for this key and these parameters; the user's own replaces all of them. */
  endpointsOf(provider: Provider, key: string, parameters: ParameterValues): Endpoints | undefined {
    const own = ownEndpoint(this.endpoints.value, provider.id);
    if (own === undefined) return parseEndpoints(baseUrlsOf(provider, key, parameters));
    return typeof own === 'string' ? parseEndpoints([own]) : undefined;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** Parses the user's value, or the default of package.json; never the value of a workspace or a folder. */
  #setting<T>(name: string, parse: (user: unknown, preset: unknown) => T): Setting<T> {
    const read = () => {
      const values = workspace.getConfiguration(section).inspect<unknown>(name);
      return parse(values?.globalValue, values?.defaultValue);
    };
    const changed = new EventEmitter<T>();
    const setting = { value: read(), onDidChange: changed.event };
    const listening = workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration(`${section}.${name}`)) return;
      setting.value = read();
      changed.fire(setting.value);
    });
    this.#disposables.push(listening, changed);
    return setting;
  }
}
