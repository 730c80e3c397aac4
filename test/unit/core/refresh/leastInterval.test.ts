import assert from 'node:assert/strict';
import { addAccount } from '../../../../src/core/editAccounts.ts';
import { againAfter, nextSlot, overdue, staleAfterAt } from '../../../../src/core/refresh/schedule.ts';
import { mimir } from '../../../../src/providers/mimir.ts';
import { SharedClock } from '../../../support/fakes/clocks.ts';
import { settled, tempFolder, until } from '../../../support/fakes/environment.ts';
import { FakeKeys } from '../../../support/fakes/keys.ts';
import { FakeFetch, jsonAnswer } from '../../../support/fakes/network.ts';
import { accountWith, openRefresher, outcomesOf } from '../../../support/fakes/openRefresher.ts';
import { openWindow } from '../../../support/fakes/openWindow.ts';
import { sampleReading } from '../../../support/fakes/samples.ts';

const never = new AbortController().signal;
const own = { interval: 300_000, shared: false };
const shared = { interval: 12_000, shared: true };
const three = [accountWith('1'), accountWith('2', { id: 'mimir-2' }), accountWith('3', { id: 'mimir-3' })];
const two = three.slice(0, 2);

describe('the least interval of a service', () => {
  it('ends after the last check of those that share it', () => {
    assert.deepStrictEqual(
      [nextSlot(undefined, [1000], 2000), nextSlot(own, [], 2000), nextSlot(own, [500, 1000], 2000)],
      [overdue, overdue, 301_000],
    );
  });

  it('is not kept by a check in the future', () => {
    assert.equal(nextSlot(own, [1000, 9000], 2000), 301_000);
  });

  it('makes no balance stale that may not be read more often', () => {
    assert.deepStrictEqual([staleAfterAt(own, 120_000), staleAfterAt(undefined, 120_000)], [600_000, 120_000]);
  });

  it('holds for the second reading of a zero, which is never later than in a minute', () => {
    assert.deepStrictEqual([againAfter(undefined), againAfter(shared), againAfter(own)], [10_000, 12_000, 60_000]);
  });

  it('holds for the timer, whatever the setting says', async () => {
    const { refresher, open, readOnce, pass } = openRefresher([accountWith('1')], { interval: 60_000, least: own });
    refresher.start();
    await readOnce(5);
    await pass(60_000);
    await pass(60_000);
    const early = open.length;
    for (let minutes = 2; minutes <= 5; minutes += 1) await pass(60_000);
    assert.deepStrictEqual([early, open.length], [1, 2]);
    refresher.dispose();
  });

  it('gives a person who asks again so soon the balance that was just read', async () => {
    const { refresher, open, readOnce } = openRefresher([accountWith('1')], { least: own });
    await readOnce(5);
    const report = await refresher.refresh([accountWith('1')], never);
    assert.deepStrictEqual([outcomesOf(report), open.length], [['balance'], 1]);
    refresher.dispose();
  });

  it('does not begin with a check that reached nobody', async () => {
    const { refresher, readings, open, says } = openRefresher([accountWith('1')], { least: own });
    readings.put(sampleReading({ failure: { kind: 'offline' } }));
    const report = refresher.refresh([accountWith('1')], never);
    await settled();
    says(0, 5);
    assert.deepStrictEqual([outcomesOf(await report), open.length], [['balance'], 1]);
    refresher.dispose();
  });

  it('does not keep the accounts of a service apart that have a limit each', async () => {
    const { refresher, open, says } = openRefresher(two, { least: own });
    const report = refresher.refresh(two, never);
    await settled();
    assert.equal(open.length, 2);
    says(0, 5);
    says(1, 7);
    assert.deepStrictEqual(outcomesOf(await report), ['balance', 'balance']);
    refresher.dispose();
  });

  it('lets accounts that share a limit ask one after the other', async () => {
    const { refresher, open, says, pass, amount } = openRefresher(two, { least: shared });
    const report = refresher.refresh(two, never);
    await settled();
    const atOnce = open.length;
    says(0, 5);
    await pass(11_000);
    const early = open.length;
    await pass(1_000);
    says(1, 7);
    assert.deepStrictEqual(
      { atOnce, early, outcomes: outcomesOf(await report), amounts: two.map((account) => amount(account)) },
      { atOnce: 1, early: 1, outcomes: ['balance', 'balance'], amounts: [5, 7] },
    );
    refresher.dispose();
  });

  it('ends the wait of an account when the person cancels', async () => {
    const { refresher, open, says, pass } = openRefresher(two, { least: shared });
    const abort = new AbortController();
    const report = refresher.refresh(two, abort.signal);
    await settled();
    says(0, 5);
    await pass(1_000);
    abort.abort();
    assert.deepStrictEqual([outcomesOf(await report)[1], open.length], ['canceled', 1]);
    refresher.dispose();
  });

  it('has the timer ask one account after the other, too', async () => {
    const { refresher, open, says, pass } = openRefresher(two, { interval: 60_000, least: shared });
    refresher.start();
    await pass(6_000);
    const first = open.length;
    says(0, 5);
    await pass(6_000);
    const early = open.length;
    for (let times = 0; times < 3; times += 1) await pass(6_000);
    assert.deepStrictEqual([first, early, open.length], [1, 1, 2]);
    refresher.dispose();
  });

  it('has the timer ask every account, though there are more of them than the limit has slots in an interval', async () => {
    const slow = { interval: 600_000, shared: true };
    const { refresher, open, at, says, pass } = openRefresher(three, { interval: 900_000, least: slow });
    refresher.start();
    const asked: (string | undefined)[] = [];
    for (let minutes = 0; minutes < 100; minutes += 1) {
      await pass(60_000);
      while (asked.length < open.length) {
        says(asked.length, 5);
        asked.push(at(asked.length).key?.[0]);
      }
    }
    assert.deepStrictEqual(asked.slice(0, 9), ['1', '2', '3', '1', '2', '3', '1', '2', '3']);
    refresher.dispose();
  });

  it('has an account that a clock set back since has read in the future wait for no other', async () => {
    const { refresher, readings, clock, open, at, says } = openRefresher(three, { least: shared });
    readings.put(sampleReading({ checkedAt: clock.now() - 2_000_000 }));
    readings.put(sampleReading({ accountId: 'mimir-2', checkedAt: clock.now() + 9_000_000 }));
    readings.put(sampleReading({ accountId: 'mimir-3', checkedAt: clock.now() - 3_000_000 }));
    const report = refresher.refreshDue();
    await settled();
    says(0, 5);
    await report;
    assert.deepStrictEqual([at(0).key?.[0], open.length], ['2', 1]);
    refresher.dispose();
  });

  it('holds no lock while an account waits, and has it wait again when another was asked meanwhile', async () => {
    const { refresher, locks, open, says, pass } = openRefresher(three, { least: shared });
    const report = refresher.refresh(three, never);
    await settled();
    says(0, 5);
    await pass(6_000);
    const held = [...locks.held].filter((name) => name.startsWith('service'));
    await pass(6_000);
    const first = open.length;
    says(1, 7);
    await pass(11_000);
    const early = open.length;
    await pass(1_000);
    says(2, 9);
    assert.deepStrictEqual(
      { held, first, early, outcomes: outcomesOf(await report) },
      { held: [], first: 2, early: 2, outcomes: ['balance', 'balance', 'balance'] },
    );
    refresher.dispose();
  });

  it('holds for longer than a lock is good for', async () => {
    const folder = await tempFolder();
    const [clock, keys] = [new SharedClock(), new FakeKeys()];
    const network = new FakeFetch(() => jsonAnswer(200, { current_balance: 5 }));
    const least = { interval: 60_000, shared: true };
    const window = openWindow({ folder: folder.path, fetch: network.fetch, clock, keys, least });
    for (const digit of ['1', '2', '3']) {
      const origins = [new URL(mimir.baseUrl).origin] as const;
      await addAccount(window.ports, { provider: mimir, origins, key: digit.repeat(64), parameters: {} });
    }
    const begun = clock.now();
    const report = window.refresher.refresh(window.accounts.all(), never);
    const asked: number[] = [];
    for (let seconds = 0; seconds <= 120; seconds += 5) {
      // Each is asked in its slot and, if a lock was lost, one before it.
      await until(() => network.sent.length > Math.floor(seconds / 60));
      await until(() => window.readings.all().size === network.sent.length);
      // A window looks every few milliseconds whether a lock is free.
      await new Promise((resolve) => setTimeout(resolve, 20));
      while (asked.length < network.sent.length) asked.push((clock.now() - begun) / 1000);
      clock.advance(5_000);
    }
    assert.deepStrictEqual(
      [asked, outcomesOf(await report)],
      [
        [0, 60, 120],
        ['balance', 'balance', 'balance'],
      ],
    );
    await window.close();
    await folder.dispose();
  });
});
