export { balanceAt } from './account.ts';
export type { AccountChange } from './accountChange.ts';
export { ControlError } from './controlError.ts';
export type { Failure } from './failure.ts';
export { type ProviderId, providerIds } from './providerId.ts';
export type { RequestEntry } from './requestLog.ts';
export type { Scenario } from './scenario.ts';
export { demoKeys, type ScenarioName, scenarios } from './scenarios.ts';
export { type Simulator, type SimulatorOptions, startSimulator } from './startSimulator.ts';
