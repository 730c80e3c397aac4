import { type Account, type ProviderId, providerIds } from './account.ts';
import type { Scenario, Service } from './service.ts';
import { bloom, bloomScenarios } from './services/bloom.ts';
import { breeze, breezeScenarios } from './services/breeze.ts';
import { fullenrich, fullenrichScenarios } from './services/fullenrich.ts';
import { mimir, mimirScenarios } from './services/mimir.ts';
import { olostep, olostepScenarios } from './services/olostep.ts';

/** Every simulated service by its id. */
export const services: Readonly<Record<ProviderId, Service>> = { bloom, mimir, breeze, fullenrich, olostep };

const all = {
  ...bloomScenarios,
  ...mimirScenarios,
  ...breezeScenarios,
  ...fullenrichScenarios,
  ...olostepScenarios,
};

/** The name of a scenario, and of the account behind it: the provider's id, a hyphen, what happens. */
export type ScenarioName = keyof typeof all;

/** Every documented answer of the five services, by name. */
export const scenarios: Readonly<Record<ScenarioName, Scenario>> = all;

/** The key of the one healthy account of each service. None of them is a secret. */
export const demoKeys: Readonly<Record<ProviderId, string>> = {
  bloom: all['bloom-demo'].key,
  mimir: all['mimir-demo'].key,
  breeze: all['breeze-demo'].key,
  fullenrich: all['fullenrich-demo'].key,
  olostep: all['olostep-demo'].key,
};

/** The finest amount that each service deals in, in credits. */
const finest: Readonly<Record<ProviderId, number>> = {
  bloom: 1,
  mimir: 1,
  breeze: 0.001,
  fullenrich: 0.25,
  olostep: 1,
};

/** The service of a scenario. */
function providerOf(name: string): ProviderId {
  const provider = providerIds.find((id) => name.startsWith(`${id}-`));
  if (!provider) throw new Error(`${name} names no service.`);
  return provider;
}

/** Opens every account as it is at the start, by name; `now` is in milliseconds since 1970. */
export function openAccounts(now: number): Map<string, Account> {
  return new Map(
    Object.entries<Scenario>(scenarios).flatMap(([name, { key, state }]) => {
      if (!state) return [];
      const provider = providerOf(name);
      const base = { provider, name, key, since: now, balance: 0, usedPerHour: 0, step: finest[provider] };
      return [[name, { ...base, ...state(now) }] as const];
    }),
  );
}
