export { type ProviderId, providerIds } from './account.ts';
export { demoKeys, scenarios } from './scenarios.ts';
export { type Simulator, startSimulator } from './startSimulator.ts';
