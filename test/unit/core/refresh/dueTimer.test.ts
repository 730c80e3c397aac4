import assert from 'node:assert/strict';
import { DueTimer } from '../../../../src/core/refresh/schedule.ts';
import { FakeClock } from '../../../support/fakes/clocks.ts';
import { settled } from '../../../support/fakes/environment.ts';
import { jsonAnswer } from '../../../support/fakes/network.ts';
import { accountWith, openRefresher, outcomesOf } from '../../../support/fakes/openRefresher.ts';

const minute = 60_000;
const interval = 15 * minute;
const never = new AbortController().signal;
const account = accountWith('1');

/** A refresher that has started, and whose first check was answered. */
async function started(options: Parameters<typeof openRefresher>[1] = {}) {
  const world = openRefresher([account], options);
  world.refresher.start();
  await world.pass(0);
  world.says(0, 42);
  await settled();
  return world;
}

describe('the timer', () => {
  for (const minutes of [1, 7, 15]) {
    it(`checks every ${minutes} min where that is the interval, not half a minute later`, async () => {
      const { refresher, clock, open, says, pass } = await started({ interval: minutes * minute });
      const begin = clock.now();
      const times: number[] = [];
      for (let turn = 1; turn <= 4; turn += 1) {
        await pass(minutes * minute - 1);
        times.push(open.length);
        await pass(1);
        says(turn, 42);
        await settled();
        times.push(open.length);
      }
      assert.deepStrictEqual([times, clock.now() - begin], [[1, 2, 2, 3, 3, 4, 4, 5], 4 * minutes * minute]);
      refresher.dispose();
    });
  }

  for (const [random, wait] of [
    [0, 0],
    [0.5, 1000],
    [0.9999, 2000],
  ] as const) {
    it(`first checks after ${wait} ms by a draw of ${random}, so that ten windows are no burst`, async () => {
      const { refresher, open, pass } = openRefresher([account], { random });
      refresher.start();
      const seen: number[] = [];
      for (const step of [wait - 1, 1]) {
        await pass(Math.max(step, 0));
        seen.push(open.length);
      }
      assert.deepStrictEqual(seen, wait === 0 ? [1, 1] : [0, 1]);
      refresher.dispose();
    });
  }

  it('checks an account that was just added only when the answer to its key was not saved', async () => {
    const { refresher, clock, store, open, pass } = openRefresher([]);
    refresher.start();
    await pass(0);
    await store.change(() => [accountWith('1', { keySetAt: clock.now() })]);
    await pass(4_999);
    const early = refresher.refreshing.size + open.length;
    await pass(1);
    // The key is not there, so nothing is sent.
    assert.deepStrictEqual([early, refresher.localFailures.size], [0, 1]);
    refresher.dispose();
  });

  it('does not check an account again that is still being checked', async () => {
    const { refresher, open, pass } = openRefresher();
    refresher.start();
    await pass(0);
    await pass(14_999);
    assert.equal(open.length, 1);
    refresher.dispose();
  });

  it('looks again after 15 seconds at an account that another window is checking', async () => {
    const { refresher, locks, open, pass } = openRefresher();
    const lock = await locks.tryAcquire(`check-${account.id}-${account.keySetAt}`);
    refresher.start();
    await pass(0);
    await pass(14_999);
    await lock?.release();
    const early = open.length;
    await pass(1);
    assert.deepStrictEqual([early, open.length], [0, 1]);
    refresher.dispose();
  });

  it('never ends before a moment within a millisecond', () => {
    const clock = new FakeClock();
    let calls = 0;
    const timer = new DueTimer(clock, () => {
      calls += 1;
    });
    timer.waitFor(clock.now() + 0.4);
    clock.advance(0.9);
    const early = calls;
    clock.advance(0.1);
    assert.deepStrictEqual([early, calls], [0, 1]);
  });

  it('never sends a key again that was rejected', async () => {
    const { refresher, open, at, pass } = openRefresher();
    refresher.start();
    await pass(0);
    at(0).answer(jsonAnswer(401, {}));
    await settled();
    for (let hours = 0; hours < 48; hours += 1) await pass(60 * minute);
    assert.equal(open.length, 1);
    refresher.dispose();
  });

  it('is one, however often it is started', () => {
    const { refresher, clock } = openRefresher([]);
    refresher.start();
    refresher.start();
    assert.equal(clock.pending, 1);
    refresher.dispose();
  });

  it('is gone after dispose, with every request', async () => {
    const { refresher, clock, at, open, pass } = openRefresher();
    refresher.start();
    await pass(0);
    refresher.dispose();
    await settled();
    assert.deepStrictEqual([clock.pending, at(0).signal.aborted, refresher.refreshing.size], [0, true, 0]);
    refresher.start();
    refresher.look();
    assert.deepStrictEqual(outcomesOf(await refresher.refresh([account], never)), ['canceled']);
    assert.deepStrictEqual([clock.pending, open.length], [0, 1]);
  });
});

describe('a machine that has slept', () => {
  it('checks within a minute of waking, five seconds after that the network had time to come back', async () => {
    const { refresher, clock, open, pass } = await started();
    // Asleep: the clock goes on, the timers do not.
    clock.set(clock.now() + 8 * 60 * minute);
    await pass(minute);
    await pass(4_999);
    const early = open.length;
    await pass(1);
    assert.deepStrictEqual([early, open.length], [1, 2]);
    refresher.dispose();
  });

  it('gives the network its five seconds when somebody looks at once, too', async () => {
    const { refresher, clock, open, pass } = await started();
    clock.set(clock.now() + 8 * 60 * minute);
    refresher.look();
    await pass(4_999);
    const early = open.length;
    await pass(1);
    assert.deepStrictEqual([early, open.length], [1, 2]);
    refresher.dispose();
  });

  it('checks within a minute when its clock was set back by a year', async () => {
    const { refresher, clock, open, pass } = await started();
    clock.set(clock.now() - 365 * 24 * 60 * minute);
    await pass(minute);
    assert.equal(open.length, 2);
    refresher.dispose();
  });
});

describe('while nobody uses any window', () => {
  it('accounts are checked every hour, and no number becomes stale for that', async () => {
    const { refresher, clock, schedule, open, says, pass, readingIn } = await started({ canIdle: true });
    const begin = clock.now();
    const checks: number[] = [];
    let oldest = -Infinity;
    for (let minutes = 0; minutes < 6 * 60; minutes += 1) {
      const before = open.length;
      await pass(minute);
      oldest = Math.max(oldest, clock.now() - (readingIn()?.balanceAt ?? 0) - schedule.staleAfter);
      if (open.length > before) {
        checks.push((clock.now() - begin) / minute);
        says(before, 42);
        await settled();
      }
    }
    // The window was in use at the start, so that the first one is due before anybody counts as away.
    assert.deepStrictEqual(checks, [60, 120, 180, 240, 300, 360]);
    assert.ok(oldest <= 0, `stale by ${oldest} ms`);
    refresher.dispose();
  });

  it('an account is checked at once when somebody comes back, and is not stale meanwhile', async () => {
    const { refresher, clock, schedule, open, says, pass, readingIn } = await started({ canIdle: true });
    await pass(59 * minute);
    const away = open.length;
    schedule.noteUse(clock.now());
    refresher.look();
    await settled();
    const age = clock.now() - (readingIn()?.balanceAt ?? 0);
    assert.deepStrictEqual([away, open.length, age < schedule.staleAfter], [1, 2, true]);
    says(1, 41);
    await settled();
    await pass(minute);
    assert.equal(schedule.staleAfter, 2 * interval);
    refresher.dispose();
  });

  it('a window goes by the use of another', async () => {
    const { schedule, clock } = await started({ canIdle: true });
    clock.advance(20 * minute);
    const idle = schedule.interval;
    schedule.noteUse(clock.now() - minute);
    assert.deepStrictEqual([idle, schedule.interval], [60 * minute, interval]);
  });
});
