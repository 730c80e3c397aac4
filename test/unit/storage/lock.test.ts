import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Lock } from '../../../src/core/ports.ts';
import { FileLocks, lockTime } from '../../../src/storage/lock.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { tempFolder, until } from '../../support/fakes/environment.ts';

/** The id of a process that has ended. */
const deadPid = Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
const onLinux = process.platform === 'linux';
const overdue = lockTime + 5_001;

describe('a lock', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let clock: FakeClock;
  let storageProblems: string[];
  beforeEach(async () => {
    folder = await tempFolder();
    clock = new FakeClock();
    storageProblems = [];
  });
  afterEach(() => folder.dispose());

  /** A window. */
  const open = (path = folder.path) => new FileLocks(path, (code) => storageProblems.push(code), clock);
  const take = async (name = 'a'): Promise<Lock> => (await open().tryAcquire(name)) ?? assert.fail(`${name} is held`);
  const isFree = async (name = 'a') => {
    const lease = await open().tryAcquire(name);
    await lease?.release();
    return lease !== undefined;
  };
  const files = () => readdir(join(folder.path, 'leases'));
  const holder = async () => JSON.parse(await readFile(join(folder.path, 'leases', 'a.lease'), 'utf8'));

  /** A file as a holder leaves it that is gone. */
  async function leave(name: string, content: Readonly<Record<string, unknown>> | string): Promise<void> {
    const whole = { token: 'theirs', pid: process.pid, host: hostname(), until: clock.now() + lockTime };
    await mkdir(join(folder.path, 'leases'), { recursive: true });
    const text = typeof content === 'string' ? content : JSON.stringify({ ...whole, ...content });
    const path = join(folder.path, 'leases', `${name}.lease`);
    await writeFile(path, text);
    await utimes(path, clock.now() / 1000, clock.now() / 1000);
  }

  it('is had by one window at a time, and by the next once it is let go', async () => {
    const lease = await take();
    const [meanwhile, other] = [await isFree(), await isFree('b')];
    await lease.release();
    assert.deepStrictEqual([meanwhile, other, await isFree(), await files()], [false, true, true, []]);
  });

  it('is had by one of many windows that ask at once', async () => {
    const locks = await Promise.all(Array.from({ length: 30 }, () => open().tryAcquire('a')));
    assert.deepStrictEqual([locks.filter(Boolean).length, storageProblems], [1, []]);
  });

  it('is had by one of many windows that find its holder dead at once', async () => {
    for (const round of [1, 2, 3]) {
      await leave('a', { pid: deadPid, token: `dead-${round}` });
      const locks = await Promise.all(Array.from({ length: 10 }, () => open().tryAcquire('a')));
      assert.equal(locks.filter(Boolean).length, 1);
      for (const lease of locks) await lease?.release();
    }
    assert.deepStrictEqual([await files(), storageProblems], [[], []]);
  });

  for (const { when, content, free } of [
    { when: 'its holder is dead', content: { pid: deadPid }, free: true },
    { when: 'its holder may live on another machine', content: { pid: deadPid, host: 'another' }, free: false },
    { when: 'its time is long over', content: { until: 1 }, free: true },
    { when: 'its time cannot be', content: { until: 1e300 }, free: true },
    { when: 'its holder is dead and this process has its id', content: { started: 'earlier' }, free: true },
    {
      when: 'its holder is dead and another process has its id',
      content: { pid: process.ppid, started: 'earlier' },
      free: onLinux,
    },
    { when: 'its holder is of version 0.1.0, and alive', content: { started: undefined }, free: false },
    { when: 'its file has just been made', content: '', free: false },
    { when: 'its file is being written', content: '{"token":"the', free: false },
    { when: 'its file has the name of another folder', content: { token: '../../elsewhere' }, free: false },
  ]) {
    it(`is ${free ? 'taken over' : 'left alone'} when ${when}`, async () => {
      await leave('a', content);
      assert.deepStrictEqual([await isFree(), storageProblems], [free, []]);
    });
  }

  for (const content of ['', '{"token":"the', '{"token":"../../elsewhere","pid":1,"host":"a","until":1}', 'null']) {
    it(`of which nothing but ${JSON.stringify(content)} was written is taken over after two seconds`, async () => {
      await leave('a', content);
      clock.advance(2000);
      const before = await isFree();
      clock.advance(1);
      assert.deepStrictEqual([before, await isFree(), await files(), storageProblems], [false, true, [], []]);
    });
  }

  it('is taken over when the clock was set back, or nobody would have it until then', async () => {
    await take();
    clock.set(clock.now() - 86_400_000);
    assert.equal(await isFree(), true);
  });

  it('is never had twice while its time runs, nor taken over before a margin', async () => {
    await take();
    clock.advance(overdue - 1);
    const before = await isFree();
    clock.advance(1);
    assert.deepStrictEqual([before, await isFree()], [false, true]);
  });

  it('whose holder slept past its time is its follower’s, even when the holder lets go', async () => {
    const slept = await take();
    clock.advance(overdue);
    await take();
    const followed = await holder();
    await slept.release();
    assert.deepStrictEqual([await holder(), await isFree()], [followed, false]);
  });

  it('whose holder lets go near the end is left to be taken over', async () => {
    const lease = await take();
    clock.advance(lockTime - 5_000);
    await lease.release();
    assert.deepStrictEqual([await files(), await isFree()], [['a.lease'], false]);
  });

  it('is taken over even when whoever was about to do so died', async () => {
    await leave('a', { pid: deadPid, token: 'first' });
    await leave('a.first', { pid: deadPid, token: 'second' });
    await leave('a.first.second', { pid: deadPid, token: 'third' });
    assert.deepStrictEqual([await isFree(), await files(), storageProblems], [true, [], []]);
  });

  it('is left alone while another is about to take it over', async () => {
    await leave('a', { pid: deadPid, token: 'first' });
    await leave('a.first', { token: 'second' });
    assert.deepStrictEqual([await isFree(), (await files()).toSorted()], [false, ['a.first.lease', 'a.lease']]);
  });

  it('has a name that cannot leave the folder', async () => {
    await take('../a/b');
    assert.deepStrictEqual(await files(), ['..%2Fa%2Fb.lease']);
  });

  it('is never seen without who holds it, so that no crash leaves one behind that nobody understands', async () => {
    const texts: string[] = [];
    let isOver = false;
    const reading = (async () => {
      while (!isOver) texts.push(await readFile(join(folder.path, 'leases', 'a.lease'), 'utf8').catch(() => '{}'));
    })();
    for (let round = 0; round < 30; round += 1) await (await take()).release();
    isOver = true;
    await reading;
    assert.deepStrictEqual(
      texts.filter((text) => !text.endsWith('}')),
      [],
    );
  });

  it('whose file is a pipe does not hang', async function () {
    if (process.platform === 'win32') this.skip();
    await mkdir(join(folder.path, 'leases'));
    execFileSync('mkfifo', [join(folder.path, 'leases', 'a.lease')]);
    assert.deepStrictEqual([await isFree(), storageProblems], [true, ['ENOTFILE']]);
  });

  describe('that is waited for', () => {
    const acquire = (signal = new AbortController().signal) => open().acquire('a', signal);

    it('is had at once when it is free', async () => {
      assert.deepStrictEqual([(await acquire()) !== undefined, clock.pending], [true, 0]);
    });

    it('is had soon after it was released', async () => {
      const held = await take();
      const waiting = acquire();
      await until(() => clock.pending === 1);
      await held.release();
      clock.advance(50);
      assert.deepStrictEqual([(await waiting) !== undefined, clock.pending], [true, 0]);
    });

    it('is not had once it is given up', async () => {
      await take();
      const abort = new AbortController();
      const waiting = acquire(abort.signal);
      await until(() => clock.pending === 1);
      abort.abort();
      assert.deepStrictEqual([await waiting, clock.pending, await acquire(abort.signal)], [undefined, 0, undefined]);
    });
  });

  it('tells who holds it and no more', async () => {
    await take();
    const { token, started, ...rest } = await holder();
    assert.deepStrictEqual(
      [/^[\w-]{36}$/.test(token), typeof started, rest],
      [true, 'string', { pid: process.pid, host: hostname(), until: clock.now() + lockTime }],
    );
  });

  it('is given to everyone where the folder cannot be written, which is told each time', async () => {
    await writeFile(join(folder.path, 'file'), '');
    const locks = open(join(folder.path, 'file'));
    const taken = [await locks.tryAcquire('a'), await locks.tryAcquire('a')];
    for (const lease of taken) await lease?.release();
    assert.deepStrictEqual([taken.filter(Boolean).length, storageProblems], [2, ['ENOTDIR', 'ENOTDIR']]);
  });

  it('is given to everyone where its name is taken by a folder, which is told', async () => {
    await mkdir(join(folder.path, 'leases', 'a.lease'), { recursive: true });
    assert.deepStrictEqual([await isFree(), storageProblems, await files()], [true, ['ENOTFILE'], ['a.lease']]);
  });
});
