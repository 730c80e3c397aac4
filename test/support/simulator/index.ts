export { type ProviderId, providerIds } from './account.ts';
export type { Failure } from './failures.ts';
export { type FastClock, fastClock } from './fastClock.ts';
export { demoKeys, providerOf, type ScenarioName, scenarios, services } from './scenarios.ts';
export { sampledIds, sampledKey, sampledServices } from './services/catalog.ts';
export { type Simulator, startSimulator } from './startSimulator.ts';
