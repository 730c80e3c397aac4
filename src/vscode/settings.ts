import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { ParameterValues } from '../core/account.ts';
import { type Endpoint, type Endpoints, parseEndpoint, parseEndpoints } from '../core/endpoint.ts';
import type { Disposable, Event } from '../core/ports.ts';
import { baseUrlsOf, type Provider } from '../core/provider.ts';
import { optionalField } from '../core/responseFields.ts';
import type { ThresholdSetting } from '../core/standing.ts';
import { minute } from '../core/time.ts';
import { section, settings } from './names.ts';

const number = optionalField(z.number());
const thresholds = optionalField(z.catchall(z.object({}), optionalField(z.object({ low: number, critical: number }))));
const endpoints = optionalField(z.catchall(z.object({}), z.unknown()));

const shortestInterval = 1;

/** The settings as values. Only what the user set counts: a workspace must not be able to send a key elsewhere. */
export class Settings implements Disposable {
  readonly #listening: vscode.Disposable;
  readonly #changed = new vscode.EventEmitter<void>();

  readonly onDidChange: Event<void> = this.#changed.event;

  constructor() {
    this.#listening = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(section)) this.#changed.fire();
    });
  }

  /** Milliseconds between two checks of an account, at least a minute. */
  get interval(): number {
    const { user, preset } = valuesOf(settings.refreshInterval);
    const minutes = number.parse(user) ?? number.parse(preset) ?? shortestInterval;
    return Math.max(minutes, shortestInterval) * minute;
  }

  /** How old a balance may be before it is stale, in milliseconds: one missed refresh is a delay. */
  get staleAfter(): number {
    return 2 * this.interval;
  }

  /** By service, account or pool. */
  get thresholds(): ThresholdSetting {
    return thresholds.parse(valuesOf(settings.thresholds).user) ?? {};
  }

  /** What the user set for the alerts, as it is. */
  get alerts(): unknown {
    return valuesOf(settings.alerts).user;
  }

  /** Puts this in the place of what the user set for the alerts. Rejects when VS Code cannot write its settings. */
  setAlerts(value: unknown): Thenable<void> {
    return vscode.workspace.getConfiguration(section).update(settings.alerts, value, true);
  }

  /** Whether the status bar is about the lowest balance or about what runs out first. */
  get statusBar(): 'balance' | 'runway' {
    return valuesOf(settings.statusBar).user === 'runway' ? 'runway' : 'balance';
  }

  /** Where a provider is asked; undefined when the person named an endpoint that cannot be used. */
  endpointOf(provider: Pick<Provider, 'id' | 'baseUrl'>): Endpoint | undefined {
    const custom = customEndpoint(provider.id);
    if (custom === undefined) return parseEndpoint(provider.baseUrl);
    return typeof custom === 'string' ? parseEndpoint(custom) : undefined;
  }

  /** Where a provider is asked with this key and these parameters; an endpoint that the user named stands for all of them. */
  endpointsOf(provider: Provider, key: string, parameters: ParameterValues): Endpoints | undefined {
    const custom = customEndpoint(provider.id);
    if (custom === undefined) return parseEndpoints(baseUrlsOf(provider, key, parameters));
    return typeof custom === 'string' ? parseEndpoints([custom]) : undefined;
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }
}

function customEndpoint(providerId: string): unknown {
  return endpoints.parse(valuesOf(settings.endpoints).user)?.[providerId];
}

/** What the user set, and the default of package.json. Never the value of a workspace or a folder. */
function valuesOf(name: string): { readonly user: unknown; readonly preset: unknown } {
  const found = vscode.workspace.getConfiguration(section).inspect<unknown>(name);
  return { user: found?.globalValue, preset: found?.defaultValue };
}
