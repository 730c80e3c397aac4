import { cpus } from 'node:os';
import { setTimeout as later } from 'node:timers/promises';

/**
 * Resolves once the processors of this machine have been mostly idle for a second: a window is at work for a while after
 * its rows are drawn, which would be measured with what comes next. On a machine that stays busy after 20 seconds.
 */
export async function quietMachine(): Promise<void> {
  const latest = performance.now() + 20_000;
  let quiet = 0;
  let last = processorTime();
  while (quiet < 5 && performance.now() < latest) {
    await later(200);
    const now = processorTime();
    quiet = now.idle - last.idle >= mostly * (now.all - last.all) ? quiet + 1 : 0;
    last = now;
  }
}

const mostly = 0.8;

/** Milliseconds since the machine was started, of all its processors. */
function processorTime(): Readonly<Record<'idle' | 'all', number>> {
  const times = cpus().map(({ times }) => times);
  const idle = times.reduce((sum, time) => sum + time.idle, 0);
  return { idle, all: times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, idle) };
}
