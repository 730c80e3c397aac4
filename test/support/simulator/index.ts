export { type ProviderId, providerIds } from './account.ts';
export { demoKeys, scenarios } from './scenarios.ts';
export { sampledIds, sampledKey, sampledServices } from './services/catalog.ts';
export { type Simulator, startSimulator } from './startSimulator.ts';
