import { providerIds, startSimulator } from '../support/simulator/index.ts';

// A program of its own, so that the services do not share our event loop: tells its parent where they are. Every
// answer takes as many milliseconds as the argument says.

const ms = Number(process.argv[2]);
const simulator = await startSimulator();
for (const provider of providerIds) simulator.failNext({ provider, kind: 'slow', ms, times: 1_000_000 });
process.send?.(simulator.endpoints);
process.once('disconnect', () => void simulator.dispose());
