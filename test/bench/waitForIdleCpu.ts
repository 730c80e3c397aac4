import { cpus } from 'node:os';
import { setTimeout as later } from 'node:timers/promises';

/**
 * Resolves once the CPUs have been mostly idle for a second, or after 20 seconds on a machine that stays busy. A window
 * works on after its rows are drawn, which would slow down what is measured next.
 */
export async function waitForIdleCpu(): Promise<void> {
  const latest = performance.now() + 20_000;
  let idleChecks = 0;
  let last = cpuTime();
  while (idleChecks < 5 && performance.now() < latest) {
    await later(200);
    const now = cpuTime();
    idleChecks = now.idle - last.idle >= mostly * (now.all - last.all) ? idleChecks + 1 : 0;
    last = now;
  }
}

const mostly = 0.8;

/** Milliseconds since the machine was started, summed over its CPUs. */
function cpuTime(): Readonly<Record<'idle' | 'all', number>> {
  const times = cpus().map(({ times }) => times);
  const idle = times.reduce((sum, time) => sum + time.idle, 0);
  return { idle, all: times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, idle) };
}
