import { day } from '../../../src/core/time.ts';
import { providers } from '../../../src/providers/index.ts';
import { openRegistry, sampleParameters } from '../catalog/catalog.ts';
import { addAccount } from '../e2e/openVsCode.ts';
import type { Window } from '../host/window.ts';
import { demoKeys, providerIds, type Simulator, sampledKey } from '../simulator/index.ts';
import type { Story } from '../simulator/story.ts';
import { bursts, expiringLot, leakedKey, steadyUsage, topUp } from '../stories/stories.ts';

/** The settings of a person who has pointed the extension at the simulator and set a threshold or two. */
export function demoSettings(
  { endpoints, sampled }: Pick<Simulator, 'endpoints' | 'sampled'>,
  services: readonly string[],
): Readonly<Record<string, unknown>> {
  return {
    'credits.endpoints': { ...endpoints, ...Object.fromEntries(services.map((id) => [id, sampled(id)])) },
    'credits.thresholds': { mimir: { low: 20, critical: 5 }, breeze: { low: 200 } },
    'credits.statusBar': 'runway',
    'credits.refreshInterval': 1,
  };
}

/** What goes on at each demo account, by its label: enough past for a usage rate, and something different at each. */
export function demoStories(now: number): ReadonlyMap<string, Story> {
  return new Map<string, Story>([
    ['Bloom', leakedKey({ now, leakAt: now + 30 * day })],
    ['Mimir', bursts({ now, left: 42, perDay: 6, burst: 90 })],
    ['Breeze', topUp({ now, past: 60 * day, left: 130, nextIn: 3 * day })],
    ['FullEnrich', steadyUsage({ now })],
    ['Olostep', expiringLot({ now })],
  ]);
}

/** Enters the five demo keys at the prompts, as a person would. */
export async function enterDemoKeys(window: Window): Promise<void> {
  for (const id of providerIds) await addAccount(window, providers.get(id)?.name ?? id, demoKeys[id]);
}

/** Enters a key for each of these services, which are answered from their samples, with what else they need. */
export async function enterSampledKeys(window: Window, services: readonly string[]): Promise<void> {
  const registry = openRegistry();
  for (const id of services) {
    const provider = registry.get(id);
    if (!provider) continue;
    const { name, parameters } = provider;
    await window.command('Credits: Add API Key…');
    await window.input.waitForTitle('Add API Key');
    await window.input.pick(name);
    await window.input.waitForTitle(`${name} API key`);
    await window.input.type(sampledKey(id));
    await window.input.accept();
    for (const parameter of parameters) {
      await window.input.waitForTitle(parameter.title);
      await window.input.type(sampleParameters(id)[parameter.id] ?? '');
      await window.input.accept();
    }
    await window.notifications.waitFor(new RegExp(`^${name.replace(/[^\w ]/g, '\\$&')} added: `));
    await window.notifications.clear();
  }
}

/** Opens the view with what is below two of its accounts, and the dashboard beside it. */
export async function showDemo(window: Window): Promise<void> {
  await window.openView('Credits');
  const view = window.view('Balances');
  await view.expand('Olostep');
  await view.expand('Breeze');
  await window.command('Credits: Open Dashboard');
}
