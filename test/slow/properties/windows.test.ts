import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addAccount, removeAccounts, renameAccount, replaceKey } from '../../../src/core/editAccounts.ts';
import type { Lock } from '../../../src/core/ports.ts';
import { afterBalance } from '../../../src/core/reading.ts';
import { credits } from '../../../src/core/unit.ts';
import { mimir } from '../../../src/providers/mimir.ts';
import { FileLocks } from '../../../src/storage/lock.ts';
import { SharedClock } from '../../support/fakes/clocks.ts';
import { tempFolder } from '../../support/fakes/environment.ts';
import { FakeKeys } from '../../support/fakes/keys.ts';
import { FakeFetch, jsonAnswer } from '../../support/fakes/network.ts';
import { openWindow } from '../../support/fakes/openWindow.ts';

const origins = [new URL(mimir.baseUrl).origin] as const;
const { fetch } = new FakeFetch(() => jsonAnswer(200, { current_balance: 1 }));
const windowIndex = fc.integer({ min: 0, max: 1 });

/** Two windows over a folder of their own, which are closed and removed when the run ends. */
async function withWindows(
  run: (windows: readonly [Window, Window], clock: SharedClock, keys: FakeKeys) => Promise<void>,
): Promise<void> {
  const folder = await tempFolder();
  const clock = new SharedClock();
  const keys = new FakeKeys();
  const open = () => openWindow({ folder: folder.path, fetch, clock, keys });
  const windows = [open(), open()] as const;
  try {
    await run(windows, clock, keys);
    assert.deepStrictEqual(
      windows.flatMap(({ storageProblems }) => storageProblems),
      [],
    );
  } finally {
    await Promise.all(windows.map((window) => window.close()));
    await folder.dispose();
  }
}

type Window = ReturnType<typeof openWindow>;

describe('whatever two windows do over one folder', function () {
  // Each run works on a disk.
  this.timeout(60_000);

  it('no lock is ever had by both, however their steps on disk interleave', async () => {
    /** What a window does: asks for a lock and lets it go, or dies with it. */
    const step = fc.record({ window: windowIndex, dies: fc.boolean(), passes: fc.integer({ min: 0, max: 12_000 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), fc.boolean(), async (steps, atOnce) => {
        const folder = await tempFolder();
        const clock = new SharedClock();
        const windows = [0, 1].map(() => new FileLocks(folder.path, (code) => assert.fail(code), clock));
        /** Who has it, each until its time is over: nobody may count on it for longer. */
        let held: { readonly lock: Lock; readonly until: number }[] = [];
        const act = async ({ window, dies, passes }: (typeof steps)[number]) => {
          const begun = clock.now();
          const lock = await windows[window]?.tryAcquire('a');
          clock.advance(passes);
          if (!lock) return;
          const mine = { lock, until: begun + 30_000 };
          held = held.filter(({ until }) => until > clock.now());
          assert.equal(held.length, 0);
          held.push(mine);
          if (dies) return;
          await new Promise((resolve) => setImmediate(resolve));
          // Past its time to be let go, it is left to be taken over.
          if (mine.until - clock.now() > 5_000) held = held.filter((one) => one !== mine);
          await lock.release();
        };
        try {
          if (atOnce) await Promise.all(steps.map(act));
          else for (const one of steps) await act(one);
        } finally {
          await folder.dispose();
        }
      }),
      { numRuns: 60 },
    );
  });

  it('the newest reading of each account ends up in both and in the file', async () => {
    const put = fc.record({
      window: windowIndex,
      account: fc.integer({ min: 0, max: 2 }),
      at: fc.integer({ min: 0, max: 1000 }),
      next: fc.constantFrom('goOn', 'flush', 'load', 'turn'),
    });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(put, { selector: ({ at }) => at, maxLength: 25 }), async (puts) => {
        await withWindows(async (windows, clock, keys) => {
          const [mine, theirs] = windows;
          for (const digit of ['1', '2', '3']) {
            const draft = { provider: mimir, origins, key: digit.repeat(64), parameters: {} };
            await addAccount({ ...mine.ports, keys }, draft);
          }
          const accounts = mine.accounts.all();
          const begun = clock.now();
          clock.advance(10_000);
          const running: Promise<void>[] = [];
          for (const { window, account: index, at, next } of puts) {
            const { readings } = window === 0 ? mine : theirs;
            const account = accounts[index] ?? assert.fail();
            // The second window may not have heard of the account: then it cannot have asked for it.
            if (window === 1) await theirs.accounts.load();
            readings.put(afterBalance(account, undefined, { pools: [{ unit: credits, amount: at }] }, begun + at));
            if (next === 'flush') running.push(readings.flush());
            if (next === 'load') running.push(readings.load());
            if (next === 'turn') await new Promise((resolve) => setImmediate(resolve));
          }
          await Promise.all([...running, mine.readings.flush(), theirs.readings.flush()]);
          await Promise.all([mine.look(), theirs.look()]);
          const third = openWindow({ folder: mine.folder, fetch, clock, keys });
          await third.look();
          const newest = Object.fromEntries(
            accounts.map(({ id }, index) => {
              const times = puts.filter(({ account }) => account === index).map(({ at }) => at);
              return [id, times.length > 0 ? Math.max(...times) : null];
            }),
          );
          assert.deepStrictEqual([mine.shown(), theirs.shown(), third.shown()], [newest, newest, newest]);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('no change of an account is lost, and every account has the key that its row is of', async () => {
    const change = fc.record({
      window: windowIndex,
      kind: fc.constantFrom('add', 'add', 'rename', 'replace', 'remove'),
      which: fc.nat(5),
      waits: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 10 }), async (changes) => {
        await withWindows(async (windows, _clock, keys) => {
          const running: Promise<unknown>[] = [];
          const added: string[] = [];
          const removed = new Set<string>();
          for (const [index, { window, kind, which, waits }] of changes.entries()) {
            const { ports } = windows[window as 0 | 1];
            await ports.accounts.load();
            const account = ports.accounts.all()[which];
            const key = `${index}`.padStart(64, '0');
            let made: Promise<unknown> | undefined;
            if (kind === 'add') {
              const draft = { provider: mimir, origins, key, parameters: {} };
              made = addAccount(ports, draft).then(({ id }) => added.push(id));
            } else if (account && kind === 'rename') {
              made = renameAccount(ports, account, `Name ${index}`);
            } else if (account && kind === 'replace') {
              // It may be removed meanwhile, which is an error of its own.
              made = replaceKey(ports, account, { origins, key, parameters: {} }).catch(() => {});
            } else if (account) {
              removed.add(account.id);
              made = removeAccounts(ports, [account.id]);
            }
            if (made) running.push(made);
            if (waits) await made;
          }
          await Promise.all(running);
          for (const window of windows) await window.look();
          const [mine, theirs] = windows.map(({ accounts }) => accounts.all());
          assert.deepStrictEqual(mine, theirs);
          const all = mine ?? assert.fail();
          const ids = all.map(({ id }) => id);
          assert.deepStrictEqual(
            {
              ids: new Set(ids).size,
              missing: added.filter((id) => !removed.has(id) && !ids.includes(id)),
              keys: [...keys.kept.keys()].toSorted(),
              strange: all.filter(
                ({ id, fingerprint }) => !windows[0].ports.fingerprints.matches(fingerprint, keys.kept.get(id) ?? ''),
              ),
            },
            { ids: ids.length, missing: [], keys: ids.toSorted(), strange: [] },
          );
        });
      }),
      { numRuns: 40 },
    );
  });
});
