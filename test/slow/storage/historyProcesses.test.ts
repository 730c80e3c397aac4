import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findChanges } from '../../../src/core/history/changes/changes.ts';
import { HistoryFolder } from '../../../src/storage/historyFolder.ts';
import { FileLocks } from '../../../src/storage/lock.ts';
import { sweepFolder } from '../../../src/storage/sweepFolder.ts';
import { quickClock } from '../../support/fakes/clocks.ts';
import { seededRandom, tempFolder, until } from '../../support/fakes/environment.ts';
import { bundled } from '../../support/processes/bundled.ts';

const count = 4;
const kills = 12;
/** A day is about a second, so that history is compacted again and again. */
const factor = 80_000;
const program = fileURLToPath(new URL('../../support/processes/historyWindow.ts', import.meta.url));

type Said = { readonly account: string; readonly kept: number } | { readonly storageProblems: readonly string[] };

/** A process, with what it has said. */
interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly said: Said[];
  errors: string;
}

describe('processes that keep one history, some of which are killed', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let bundle: Awaited<ReturnType<typeof tempFolder>>;
  let entry: string;
  const started: Running[] = [];
  before(async function () {
    this.timeout(60_000);
    [folder, bundle] = await Promise.all([tempFolder(), tempFolder()]);
    entry = await bundled(program, bundle.path);
  });
  after(async () => {
    for (const { child } of started) child.kill('SIGKILL');
    await Promise.all([folder.dispose(), bundle.dispose()]);
  });

  it('lose nothing that was kept, count nothing twice and never leave half a file', async function () {
    this.timeout(60_000);
    const start = Date.now();
    const random = seededRandom(20_261_121);
    const begin = (): Running => {
      const child = spawn(process.execPath, [entry, folder.path, `${start}`, `${factor}`]);
      const running: Running = { child, said: [], errors: '' };
      createInterface({ input: child.stdout }).on('line', (line) => running.said.push(JSON.parse(line)));
      child.stderr.on('data', (text) => {
        running.errors += text;
      });
      child.stdin.on('error', () => {});
      started.push(running);
      return running;
    };
    const histories = join(folder.path, 'history');
    // Before the processes begin: the first of them that writes would create it, too.
    await mkdir(histories);
    const alive = Array.from({ length: count }, begin);
    let killed = 0;
    let untilKill = 3;
    // Killed while it writes a file whole, or appends to its own, by what the names of the files tell.
    const watcher = watch(histories, (_, name) => {
      const [, own, whole] = /^(?:own-(\d+)|[^.]+)\.jsonl(?:\.(\d+)\.)?/.exec(name ?? '') ?? [];
      untilKill -= whole ? 1 : 0.05;
      const index = alive.findIndex(({ child }) => child.pid === Number(whole ?? own));
      if (untilKill > 0 || killed >= kills || !alive[index]?.said.length) return;
      untilKill = random() * 3;
      killed += 1;
      alive[index].child.kill('SIGKILL');
      alive[index] = begin();
    });
    await until(() => killed >= kills);
    watcher.close();
    await until(() => alive.every(({ said }) => said.length >= 5));
    for (const { child } of alive) child.stdin.write('stop\n');
    const end = (one: Running) => one.said.flatMap((said) => ('storageProblems' in said ? said.storageProblems : []));
    await until(() => alive.every(({ said }) => said.some((one) => 'storageProblems' in one)));

    const storageProblems: string[] = [];
    const locks = new FileLocks(folder.path, (code) => storageProblems.push(code), quickClock);
    const report = {
      problem: ({ file, kind }: { file: string; kind: string }) => storageProblems.push(`${file} ${kind}`),
      solved: () => {},
    };
    const store = new HistoryFolder({ folder: folder.path, report, locks, clock: quickClock });
    await store.load();
    const usedOf = (account: string) =>
      store
        .of(account)
        .flatMap((series) => findChanges(series))
        .map((change) => (change.kind === 'used' ? change.amount : Number.NaN));
    const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
    for (const { said } of started) {
      const last = said.flatMap((one) => ('kept' in one ? one : [])).at(-1);
      if (!last) continue;
      const [series, ...others] = store.of(last.account);
      const [first, newest] = [series?.points[0]?.amount, series?.points.at(-1)?.amount ?? Number.NaN];
      assert.deepStrictEqual([first, others], [1_000_000, []]);
      // What came after it may have been kept as well before the process could say so.
      assert.ok(newest === last.kept || newest === last.kept - 1, `${newest} was kept after ${last.kept}`);
      assert.equal(sum(usedOf(last.account)), 1_000_000 - newest);
    }
    const shared = store.of('shared')[0]?.points ?? [];
    assert.ok(shared.length > 1);
    assert.equal(sum(usedOf('shared')), (shared[0]?.amount ?? Number.NaN) - (shared.at(-1)?.amount ?? Number.NaN));
    assert.deepStrictEqual(
      [storageProblems, alive.flatMap(end), started.map(({ errors }) => errors).filter(Boolean)],
      [[], [], []],
    );

    const later = { ...quickClock, now: () => Date.now() + 2 * 86_400_000 };
    await sweepFolder(folder.path, new FileLocks(folder.path, () => {}, later), later.now());
    assert.deepStrictEqual((await readdir(folder.path)).toSorted(), ['history', 'leases']);
    assert.deepStrictEqual(
      (await readdir(histories)).filter((name) => !name.endsWith('.jsonl')),
      [],
    );
  });
});
