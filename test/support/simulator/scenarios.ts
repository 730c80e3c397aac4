import type { Account } from './account.ts';
import type { ProviderId } from './providerId.ts';
import type { Scenario } from './scenario.ts';
import { bloomScenarios } from './scenarios/bloom.ts';
import { breezeScenarios } from './scenarios/breeze.ts';
import { fullenrichScenarios } from './scenarios/fullenrich.ts';
import { mimirScenarios } from './scenarios/mimir.ts';
import { olostepScenarios } from './scenarios/olostep.ts';

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

/** The key of the one happy account of each service. None of them is a secret. */
export const demoKeys: Readonly<Record<ProviderId, string>> = {
  bloom: scenarios['bloom-demo'].key,
  mimir: scenarios['mimir-demo'].key,
  breeze: scenarios['breeze-demo'].key,
  fullenrich: scenarios['fullenrich-demo'].key,
  olostep: scenarios['olostep-demo'].key,
};

/** Opens every account as it is at the start, by name; `now` is in milliseconds since the epoch. */
export function openAccounts(now: number): Map<string, Account> {
  const accounts = new Map<string, Account>();
  for (const [name, { key, open }] of Object.entries(scenarios)) {
    if (open !== undefined) {
      accounts.set(name, open({ name, key, now }));
    }
  }
  return accounts;
}
