import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { addAccount } from '../../../src/core/editAccounts.ts';
import { mimir } from '../../../src/providers/mimir.ts';
import { sweepFolder } from '../../../src/storage/sweepFolder.ts';
import { quickClock } from '../../support/fakes/clocks.ts';
import { seededRandom, tempFolder, until } from '../../support/fakes/environment.ts';
import { FakeKeys } from '../../support/fakes/keys.ts';
import { openWindow } from '../../support/fakes/openWindow.ts';
import { bundled } from '../../support/processes/bundled.ts';
import { type Counted, startCountingServer } from '../../support/processes/countingServer.ts';
import { keyOf } from '../../support/processes/keyOf.ts';

const count = 8;
const kills = 16;
const interval = 400;
const ids = ['mimir', 'mimir-2', 'mimir-3'];
const program = fileURLToPath(new URL('../../support/processes/window.ts', import.meta.url));

interface Shown {
  readonly shown: Readonly<Record<string, number>>;
  readonly storageProblems: readonly string[];
}

/** A process, with what it has said. */
interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly pid: number;
  readonly said: unknown[];
}

describe('eight processes over one folder, some of which are killed and started again', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let bundle: Awaited<ReturnType<typeof tempFolder>>;
  let entry: string;
  let server: Awaited<ReturnType<typeof startCountingServer>>;
  const running: Running[] = [];
  const killed = new Set<number>();
  const random = seededRandom(20_261_120);
  let untilKill = 4;

  function start(): Running {
    const child = spawn(process.execPath, [entry, folder.path, server.url, `${interval}`]);
    const said: unknown[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => said.push(JSON.parse(line)));
    child.stderr.on('data', (text) => said.push({ error: `${text}` }));
    child.stdin.on('error', () => {});
    return { child, pid: child.pid ?? assert.fail('no process was started'), said };
  }

  /** Every few requests kills a process: the one that asks, and holds locks, or any. */
  function killSome({ pid }: Counted): void {
    untilKill -= 1;
    if (untilKill > 0 || killed.size >= kills) return;
    const asker = running.findIndex((one) => one.pid === pid);
    const index = random() < 0.6 && asker >= 0 ? asker : Math.floor(random() * running.length);
    const victim = running[index];
    // One that has just been started has nothing to leave behind yet.
    if (!victim?.said.includes('ready')) return;
    untilKill = 2 + Math.floor(random() * 5);
    killed.add(victim.pid);
    victim.child.kill('SIGKILL');
    running[index] = start();
  }

  const all = (said: unknown) => until(() => running.every((one) => one.said.includes(said)));
  const tell = (line: string) => {
    for (const { child } of running) child.stdin.write(`${line}\n`);
  };

  before(async function () {
    this.timeout(60_000);
    [folder, bundle] = await Promise.all([tempFolder(), tempFolder()]);
    entry = await bundled(program, bundle.path);
    server = await startCountingServer(killSome);
  });
  after(async () => {
    for (const { child } of running) child.kill('SIGKILL');
    await server.stop();
    await Promise.all([folder.dispose(), bundle.dispose()]);
  });

  it('ask one at a time and once an interval, show the newest reading and never half a file', async function () {
    this.timeout(60_000);
    const { fetch } = globalThis;
    const window = openWindow({ folder: folder.path, fetch, clock: quickClock, keys: new FakeKeys() });
    for (const id of ids) {
      const draft = { provider: mimir, origins: [server.url] as const, key: keyOf(id), parameters: {} };
      await addAccount(window.ports, draft);
    }
    running.push(...Array.from({ length: count }, start));

    const look = async () => {
      await window.look();
      const text = await readFile(join(folder.path, 'readings.2.json'), 'utf8').catch(() => '{}');
      JSON.parse(text);
    };
    await until(async () => {
      await look();
      return killed.size >= kills && running.every(({ said }) => said.includes('ready'));
    });
    const sinceKills = server.requests.length;
    const askedSince = (id: string) =>
      server.requests.slice(sinceKills).filter(({ key, ended }) => key === keyOf(id) && ended !== undefined).length;
    await until(async () => {
      await look();
      return ids.every((id) => askedSince(id) >= 3);
    });
    tell('stop');
    await all('stopped');
    tell('show');
    await until(() => running.every(({ said }) => typeof said.at(-1) === 'object'));
    await window.look();

    const told = running.map(({ said }) => said.at(-1) as Shown);
    const ofKey = (id: string) => server.requests.filter(({ key }) => key === keyOf(id));
    const newest = Object.fromEntries(ids.map((id) => [id, ofKey(id).length]));
    const survived = ({ pid }: Counted) => !killed.has(pid);
    const overlaps = server.requests.filter((one) => one.beside.some(survived));
    const hasty = ids.flatMap((id) =>
      ofKey(id).filter((one, index, asked) => {
        const before = asked[index - 1];
        return before !== undefined && survived(before) && one.begun - (before.ended ?? 0) < interval;
      }),
    );
    const span = (server.requests.at(-1)?.begun ?? 0) - (server.requests[0]?.begun ?? 0);
    const most = ids.length * (Math.floor(span / interval) + 1) + killed.size;
    assert.deepStrictEqual(
      {
        overlaps,
        hasty,
        tooMany: server.requests.length > most,
        shown: told.map(({ shown }) => shown),
        kept: window.shown(),
        storageProblems: [...told.flatMap(({ storageProblems }) => storageProblems), ...window.storageProblems],
        errors: running.flatMap(({ said }) => said.filter((one) => JSON.stringify(one).includes('"error"'))),
      },
      {
        overlaps: [],
        hasty: [],
        tooMany: false,
        shown: Array(count).fill(newest),
        kept: newest,
        storageProblems: [],
        errors: [],
      },
    );

    // Two days later, what the killed ones have left is swept away.
    const later = { ...quickClock, now: () => Date.now() + 2 * 86_400_000 };
    const last = openWindow({ folder: folder.path, fetch, clock: later, keys: new FakeKeys() });
    await sweepFolder(folder.path, last.locks, later.now());
    assert.deepStrictEqual(
      [(await readdir(folder.path)).toSorted(), await readdir(join(folder.path, 'leases'))],
      [['accounts.json', 'leases', 'readings.2.json'], []],
    );
  });
});
