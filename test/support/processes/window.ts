import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { Keys } from '../../../src/core/ports.ts';
import { systemClock } from '../../../src/vscode/systemClock.ts';
import { openWindow } from '../fakes/openWindow.ts';
import { keyOf } from './keyOf.ts';

// The program of a process that does what a window does, with a short interval and without waiting for a tick. It gets
// its folder, the base URL of the service and its interval as arguments, is told on its standard input to stop asking
// and then to say what it shows, and ends when that input does.

const [folder = '', baseUrl = '', interval = ''] = process.argv.slice(2);
const keys: Keys = {
  onDidChange: () => ({ dispose: () => {} }),
  get: async (id) => ({ key: keyOf(id), binding: undefined }),
  bind: async () => {},
  ids: async () => [],
  set: () => Promise.reject(new Error('Only the test changes keys.')),
  delete: () => Promise.reject(new Error('Only the test changes keys.')),
};
const window = openWindow({
  folder,
  baseUrl,
  interval: Number(interval),
  clock: systemClock,
  keys,
  // Every request says whose it is: those of killed processes overlap with others.
  fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, 'x-pid': `${process.pid}` } }),
});
let asking = true;
process.on('unhandledRejection', () => window.storageProblems.push('unhandled rejection'));

function say(said: unknown): void {
  process.stdout.write(`${JSON.stringify(said)}\n`);
}

async function ask(): Promise<void> {
  await window.look();
  say('ready');
  while (asking) {
    await window.refresher.refreshDue();
    await wait(20);
  }
  await window.close();
  say('stopped');
}

const input = createInterface({ input: process.stdin });
input.on('line', async (line) => {
  if (line === 'stop') asking = false;
  if (line === 'show') {
    await window.look();
    say({ shown: window.shown(), storageProblems: window.storageProblems });
  }
});
input.on('close', () => process.exit());
void ask();
