import type { Simulator } from '../simulator/index.ts';

/** The settings of a person who has pointed the extension at the simulator and set a threshold or two. */
export function demoSettings({ endpoints }: Pick<Simulator, 'endpoints'>): Readonly<Record<string, unknown>> {
  return {
    'credits.endpoints': endpoints,
    'credits.thresholds': { mimir: { low: 20, critical: 5 }, breeze: { low: 200 } },
    'credits.statusBar': 'runway',
    'credits.refreshInterval': 1,
  };
}
