import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { Balance } from '../../../src/core/balance.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { credits } from '../../../src/core/unit.ts';
import { HistoryFolder } from '../../../src/storage/historyFolder.ts';
import { FileLocks } from '../../../src/storage/lock.ts';
import { quickClock } from '../fakes/clocks.ts';

// The program of a process that keeps a history as a window does, on a clock that goes faster by a factor from a moment
// on. It reads an account of its own, which has one credit less each time, and one that all processes read, which has one
// less each minute. It says what was kept, and ends when it is told to or its input does.

const [folder = '', moment = '', factor = ''] = process.argv.slice(2);
const start = Number(moment);
const now = () => start + (Date.now() - start) * Number(factor);
const clock = { ...quickClock, now };
const storageProblems: string[] = [];
const store = new HistoryFolder({
  folder,
  report: { problem: ({ file, kind, code }) => storageProblems.push(`${file} ${kind} ${code}`), solved: () => {} },
  locks: new FileLocks(folder, (code) => storageProblems.push(`locks ${code}`), quickClock),
  clock,
});
let isReading = true;
process.on('unhandledRejection', () => storageProblems.push('unhandled rejection'));

function say(said: unknown): void {
  process.stdout.write(`${JSON.stringify(said)}\n`);
}

async function read(): Promise<void> {
  await store.load();
  const last = new Map<string, Reading>();
  const add = (accountId: string, at: number, amount: number) => {
    const balance: Balance = { pools: [{ unit: credits, amount }] };
    const reading = { accountId, keySetAt: start, checkedAt: at, balance, balanceAt: at, failures: 0 };
    store.add(reading, last.get(accountId));
    last.set(accountId, reading);
  };
  const own = `own-${process.pid}`;
  for (let amount = 1_000_000; isReading; amount -= 1) {
    const at = Math.floor(now());
    add(own, at, amount);
    add('shared', at, -Math.floor((at - start) / 60_000));
    await store.flush();
    say({ account: own, kept: amount });
    await wait(3);
  }
  say({ storageProblems });
}

const input = createInterface({ input: process.stdin });
input.on('line', () => {
  isReading = false;
});
input.on('close', () => process.exit());
void read();
