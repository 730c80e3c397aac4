import { fork } from 'node:child_process';
import { on, once } from 'node:events';
import { join } from 'node:path';
import { credits } from '../../src/core/unit.ts';
import { systemClock } from '../../src/vscode/systemClock.ts';
import { tempFolder } from '../support/fakes/environment.ts';
import { FakeKeys } from '../support/fakes/keys.ts';
import { openWindow } from '../support/fakes/openWindow.ts';
import { sampleAccount, sampleReading } from '../support/fakes/samples.ts';
import type { Chapter, Figure } from './figure.ts';
import { machineTime } from './machineTime.ts';
import { median } from './median.ts';

const rounds = 20;
/** Milliseconds after which a change that was not seen is an error. */
const patience = 60_000;

/** What the program `otherWindow.ts` tells. */
interface Told {
  readonly at: number;
  readonly label?: string;
  readonly amount?: number | null;
}

/** One change: when it was asked for, when it was kept, when the other window had it. */
interface Passage {
  readonly called: number;
  readonly kept: number;
  readonly seen: number;
}

type Window = ReturnType<typeof openWindow>;

/** How long a change in one window takes to reach another. */
export async function timeToOtherWindow(): Promise<Chapter> {
  const folder = await tempFolder();
  const fetch = () => Promise.reject(new Error('Nobody is asked.'));
  const window = openWindow({ folder: folder.path, fetch, clock: systemClock, keys: new FakeKeys() });
  await window.accounts.change(() => [sampleAccount()]);
  const other = fork(join(import.meta.dirname, 'otherWindow.ts'), [folder.path], { execArgv: ['--import', 'tsx'] });
  const ended = once(other, 'exit');
  const messages = on(other, 'message', { signal: AbortSignal.timeout(patience), close: ['exit'] });
  const seen = async (isIt: (told: Told) => boolean): Promise<number> => {
    for (;;) {
      const { value, done } = await messages.next();
      if (done) throw new Error('The other window has ended.');
      const [told] = value as [Told];
      if (isIt(told)) return told.at;
    }
  };
  try {
    await seen(({ label }) => label !== undefined);
    const readings = await passages(
      (round) => putReading(window, round),
      (round) => seen(({ amount }) => amount === round),
    );
    const accounts = await passages(
      (round) => rename(window, `Mimir ${round}`),
      (round) => seen(({ label }) => label === `Mimir ${round}`),
    );
    return {
      title: 'From window to window',
      how: `Two processes over one folder, each with its own stores; the other one hears of changes from the system's watcher and from nothing else. Of ${rounds} changes, from the call of put() or change() until onDidChange of the other's store says the new value, by a clock that both share. "kept" is when flush() or change() has resolved: the file is in place some time before that.`,
      figures: [...figuresOf('reading', readings), ...figuresOf('account', accounts)],
    };
  } finally {
    await window.close();
    await messages.return?.();
    if (other.connected) other.disconnect();
    await ended;
    await folder.dispose();
  }
}

async function passages(
  change: (round: number) => Promise<void>,
  seen: (round: number) => Promise<number>,
): Promise<readonly Passage[]> {
  const all: Passage[] = [];
  // The first round, which finds code that was never run, is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const called = machineTime();
    await change(round);
    const kept = machineTime();
    all.push({ called, kept, seen: await seen(round) });
  }
  return all.slice(1);
}

function putReading({ readings }: Window, round: number): Promise<void> {
  readings.put(
    sampleReading({ checkedAt: Date.now() + round - patience, balance: { pools: [{ unit: credits, amount: round }] } }),
  );
  return readings.flush();
}

function rename({ accounts }: Window, label: string): Promise<void> {
  return accounts.change((list) => list.map((account) => ({ ...account, label })));
}

function figuresOf(what: 'reading' | 'account', all: readonly Passage[]): readonly Figure[] {
  const seen = all.map((one) => one.seen - one.called);
  const kept = all.map((one) => one.kept - one.called);
  return [
    { id: `change.${what}`, what: `a new ${what}: call to seen elsewhere`, value: median(seen), unit: 'ms' },
    { id: `change.${what}.slowest`, what: `a new ${what}: the slowest`, value: Math.max(...seen), unit: 'ms' },
    { id: `change.${what}.kept`, what: `a new ${what}: call to kept`, value: median(kept), unit: 'ms' },
  ];
}
