import { connectionFaults } from './connectionFaults.ts';
import { headFaults } from './headFaults.ts';
import { jsonFaults } from './jsonFaults.ts';
import { sizeFaults } from './sizeFaults.ts';
import { statusFaults } from './statusFaults.ts';

export { answerRaw } from './answerRaw.ts';
export type { Fault, FaultRequest, FaultSample } from './fault.ts';
export { type FaultServer, startFaultServer, type Visit } from './startFaultServer.ts';

/** Every way in which a server answers wrongly, by what it is. */
export const faults = { ...connectionFaults, ...statusFaults, ...headFaults, ...sizeFaults, ...jsonFaults };

export type FaultName = keyof typeof faults;
