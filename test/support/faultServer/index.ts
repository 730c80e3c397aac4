import { jsonFaults, sizeFaults } from './bodyFaults.ts';
import { connectionFaults, headFaults, statusFaults } from './headFaults.ts';

export { answerRaw, type Fault } from './fault.ts';
export { type FaultServer, startFaultServer } from './faultServer.ts';

/** Every way in which a server answers wrongly, by name. */
export const faults = { ...connectionFaults, ...statusFaults, ...headFaults, ...sizeFaults, ...jsonFaults };

export type FaultName = keyof typeof faults;
