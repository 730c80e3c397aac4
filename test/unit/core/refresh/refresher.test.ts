import assert from 'node:assert/strict';
import type { Account } from '../../../../src/core/account.ts';
import { parseEndpoints } from '../../../../src/core/endpoint.ts';
import type { HttpResponse } from '../../../../src/core/ports.ts';
import { readingOf } from '../../../../src/core/reading.ts';
import { Refresher, tickInterval } from '../../../../src/core/refresh/refresher.ts';
import { credits } from '../../../../src/core/unit.ts';
import { mimir } from '../../../../src/providers/mimir.ts';
import { FakeClock } from '../../../support/fakes/fakeClock.ts';
import { FakeFetch } from '../../../support/fakes/fakeFetch.ts';
import { fakeFingerprints } from '../../../support/fakes/fakeFingerprints.ts';
import { FakeKeys } from '../../../support/fakes/fakeKeys.ts';
import { jsonAnswer } from '../../../support/fakes/jsonAnswer.ts';
import { keyFragments } from '../../../support/fakes/keyFragments.ts';
import { MemoryAccounts } from '../../../support/fakes/memoryAccounts.ts';
import { MemoryLocks } from '../../../support/fakes/memoryLocks.ts';
import { MemoryLog } from '../../../support/fakes/memoryLog.ts';
import { MemoryReadings } from '../../../support/fakes/memoryReadings.ts';
import { sampleAccount } from '../../../support/fakes/sampleAccount.ts';
import { settled } from '../../../support/fakes/settled.ts';

const interval = 900_000;
const never = new AbortController().signal;
const key = (digit: string) => digit.repeat(64);
const fingerprint = (digit: string) => fakeFingerprints.of(key(digit));
const account = sampleAccount({ fingerprint: fingerprint('1') });

interface Open {
  readonly key: string | undefined;
  readonly signal: AbortSignal;
  readonly answer: (answer: HttpResponse) => void;
}

/** A refresher whose network leaves every request open until a test answers it. */
function begin(accounts: readonly Account[] = [account], random = 0, keysAreShared = true) {
  const open: Open[] = [];
  const network = new FakeFetch(
    ({ headers, signal }) =>
      new Promise((resolve) => open.push({ key: headers['x-api-key'], signal, answer: resolve })),
  );
  const clock = new FakeClock();
  const keys = new FakeKeys(Object.fromEntries(accounts.map(({ id }, index) => [id, key(String(index + 1))])));
  const store = new MemoryAccounts(accounts);
  const readings = new MemoryReadings();
  const locks = new MemoryLocks();
  const log = new MemoryLog();
  const refresher = new Refresher({
    fetch: network.fetch,
    clock,
    keys,
    fingerprints: fakeFingerprints,
    providers: { get: (id) => (id === 'mimir' ? mimir : undefined) },
    endpointsOf: ({ baseUrl }) => parseEndpoints([baseUrl]),
    accounts: store,
    readings,
    locks,
    log,
    random: () => random,
    keysAreShared,
    interval: () => interval,
  });
  const at = (index: number): Open => open[index] ?? assert.fail(`request ${index} was not sent`);
  const says = (index: number, amount: number) => at(index).answer(jsonAnswer(200, { current_balance: amount }));
  const amount = (of: Account = account) => readingOf(of, readings.all())?.balance?.pools[0].amount;
  return { refresher, clock, keys, store, readings, log, open, at, says, amount };
}

describe('a key that this window does not have', () => {
  for (const { where, keysAreShared, reason } of [
    { where: 'leaves the fresh balance of another window alone in a browser', keysAreShared: false, reason: undefined },
    { where: 'is told at once where all windows have the same keys', keysAreShared: true, reason: 'keyLost' },
  ]) {
    it(where, async () => {
      const { refresher, clock, keys, readings, says, amount } = begin([account], 0, keysAreShared);
      const first = refresher.refresh([account], never);
      await settled();
      says(0, 42);
      await first;
      await keys.delete(account.id);
      clock.advance(interval);
      await refresher.refreshDue();
      assert.deepStrictEqual([amount(), readings.all().get(account.id)?.failure?.reason], [42, reason]);
    });
  }

  it('does not keep another failure of the service from being told in a browser', async () => {
    const { refresher, clock, readings, at, says, amount } = begin([account], 0, false);
    const first = refresher.refresh([account], never);
    await settled();
    says(0, 42);
    await first;
    clock.advance(interval);
    const second = refresher.refreshDue();
    await settled();
    at(1).answer(jsonAnswer(500, {}));
    await second;
    assert.deepStrictEqual([amount(), readings.all().get(account.id)?.failure?.kind], [42, 'unavailable']);
  });

  it('is told in a browser once the balance is old, because no other window reads it', async () => {
    const { refresher, clock, keys, readings, says, amount } = begin([account], 0, false);
    const first = refresher.refresh([account], never);
    await settled();
    says(0, 42);
    await first;
    await keys.delete(account.id);
    clock.advance(2 * interval + 1);
    await refresher.refreshDue();
    assert.deepStrictEqual([amount(), readings.all().get(account.id)?.failure?.reason], [42, 'keyLost']);
  });

  it('is asked with as soon as a keyring that was locked hands it out', async () => {
    const { refresher, clock, keys, open, says, amount } = begin();
    const get = keys.get.bind(keys);
    keys.get = () => Promise.reject(new Error('locked'));
    await refresher.refresh([account], never);
    keys.get = get;
    const changed = refresher.keyChanged(account.id);
    clock.advance(1_000);
    await settled();
    says(0, 41);
    await changed;
    assert.deepStrictEqual([open.length, amount()], [1, 41]);
  });

  it('is looked for again, because nothing is sent for that', async () => {
    const { refresher, clock, keys, open, says, amount } = begin();
    await keys.delete(account.id);
    await refresher.refresh([account], never);
    await keys.set(account.id, key('1'));
    clock.advance(interval);
    const due = refresher.refreshDue();
    await settled();
    says(0, 41);
    await due;
    assert.deepStrictEqual([open.length, amount()], [1, 41]);
  });
});

const outcomes = (report: { readonly results: readonly { readonly outcome: unknown }[] }) =>
  report.results.map(({ outcome }) => outcome);

describe('an account beside a newer one', () => {
  const newer = sampleAccount({ id: 'mimir-2', fingerprint: fingerprint('2'), keySetAt: account.keySetAt + 1 });

  it('is asked with its own key', async () => {
    const { refresher, at, says, amount } = begin([account, newer]);
    const report = refresher.refresh([account], never);
    await settled();
    says(0, 42);
    await report;
    assert.deepStrictEqual([at(0).key, amount()], [key('1'), 42]);
  });

  it('is left alone when only the other was waiting for its endpoint', async () => {
    const moved = { ...newer, origins: ['https://elsewhere.example'] as const };
    const { refresher, open, readings, store, says } = begin([account, moved]);
    const first = refresher.refresh([account, moved], never);
    await settled();
    says(0, 42);
    await first;
    assert.equal(readings.all().get(moved.id)?.failure?.reason, 'originChanged');
    await store.change((list) => list.map((one) => (one.id === moved.id ? newer : one)));
    const again = refresher.refreshMoved();
    await settled();
    says(1, 7);
    await again;
    assert.deepStrictEqual(
      open.map(({ key: sent }) => sent),
      [key('1'), key('2')],
    );
  });
});

describe('a machine that has slept', () => {
  it('gives the network five seconds to come back before anything is sent', async () => {
    const { refresher, clock, open, says } = begin();
    refresher.start();
    clock.advance(0);
    await settled();
    says(0, 42);
    await settled();
    clock.set(clock.now() + interval);
    clock.advance(tickInterval);
    await settled();
    const atWake = open.length;
    clock.advance(5_000);
    await settled();
    assert.deepStrictEqual([atWake, open.length], [1, 2]);
    refresher.dispose();
  });
});

describe('a refresh', () => {
  it('turns an answer into a reading and a line in the log that names no key', async () => {
    const { refresher, clock, readings, log, says } = begin();
    const report = refresher.refresh([account], never);
    await settled();
    clock.advance(120);
    says(0, 42);
    assert.deepStrictEqual(outcomes(await report), ['balance']);
    assert.deepStrictEqual(readings.all().get('mimir'), {
      accountId: 'mimir',
      keySetAt: account.keySetAt,
      checkedAt: clock.now(),
      balance: { pools: [{ unit: credits, amount: 42 }] },
      balanceAt: clock.now(),
      lastAmount: undefined,
      failures: 0,
    });
    assert.deepStrictEqual(log.lines, ['info mimir: balance read in 120 ms']);
    assert.deepStrictEqual(keyFragments(key('1'), log.lines), []);
  });

  it('keeps the last balance when a check fails, and tells the kind in the log', async () => {
    const { refresher, clock, readings, log, at, says } = begin();
    const first = refresher.refresh([account], never);
    await settled();
    says(0, 42);
    await first;
    const readAt = clock.now();
    clock.advance(interval);
    const second = refresher.refresh([account], never);
    await settled();
    at(1).answer(jsonAnswer(503, {}));
    assert.deepStrictEqual(outcomes(await second), [{ kind: 'unavailable' }]);
    assert.deepStrictEqual(readings.all().get('mimir'), {
      accountId: 'mimir',
      keySetAt: account.keySetAt,
      checkedAt: clock.now(),
      balance: { pools: [{ unit: credits, amount: 42 }] },
      balanceAt: readAt,
      lastAmount: undefined,
      failure: { kind: 'unavailable' },
      failures: 1,
      retryAt: clock.now() + 30_000,
    });
    assert.deepStrictEqual(log.lines.slice(1), ['warn mimir: unavailable after 0 ms']);
  });

  it('waits longer after each failure in a row, and starts anew after a balance', async () => {
    const { refresher, clock, readings, at, says } = begin([account], 1);
    const waits: unknown[] = [];
    for (const [index, fails] of [true, true, true, false, true].entries()) {
      const report = refresher.refresh([account], never);
      await settled();
      if (fails) at(index).answer(jsonAnswer(503, {}));
      else says(index, 42);
      await report;
      const { failures, retryAt } = readings.all().get('mimir') ?? assert.fail();
      waits.push([failures, retryAt && (retryAt - clock.now()) / 60_000]);
    }
    assert.deepStrictEqual(waits, [
      [1, 2],
      [2, 4],
      [3, 8],
      [0, undefined],
      [1, 2],
    ]);
  });

  it('lets no account wait for another that hangs', async () => {
    const others = ['2', '3'].map((digit) => sampleAccount({ id: `mimir-${digit}`, fingerprint: fingerprint(digit) }));
    const { refresher, clock, says, amount } = begin([account, ...others]);
    const report = refresher.refresh([account, ...others], never);
    await settled();
    says(1, 2);
    says(2, 3);
    await settled();
    assert.deepStrictEqual([account, ...others].map(amount), [undefined, 2, 3]);
    clock.advance(15_000);
    assert.deepStrictEqual(outcomes(await report), [{ kind: 'timeout' }, 'balance', 'balance']);
  });

  it('lets no account suffer for another that is broken', async () => {
    const broken = sampleAccount({ id: 'gone', provider: 'gone' });
    const second = { ...account, fingerprint: fingerprint('2') };
    const { refresher, says } = begin([broken, second]);
    const report = refresher.refresh([broken, second], never);
    await settled();
    says(0, 7);
    assert.deepStrictEqual(outcomes(await report), [{ kind: 'unexpected', reason: 'unknownProvider' }, 'balance']);
  });

  it('shares one request among all who ask while it runs', async () => {
    const { refresher, open, says } = begin();
    const reports = [refresher.refresh([account], never), refresher.refresh([account], never), refresher.refreshDue()];
    await settled();
    says(0, 42);
    assert.deepStrictEqual(
      [(await Promise.all(reports)).flatMap(outcomes), open.length],
      [['balance', 'balance', 'canceled'], 1],
    );
  });

  it('names the accounts that are being asked, by their ids, and says when that changes', async () => {
    const { refresher, says } = begin();
    const seen: string[][] = [];
    refresher.onDidChange(() => seen.push([...refresher.running]));
    const report = refresher.refresh([account], never);
    await settled();
    says(0, 42);
    await report;
    assert.deepStrictEqual(seen, [['mimir'], []]);
  });

  it('asks nothing when it is canceled before it begins', async () => {
    const { refresher, open } = begin();
    assert.deepStrictEqual(outcomes(await refresher.refresh([account], AbortSignal.abort())), ['canceled']);
    assert.equal(open.length, 0);
  });

  it('that one of two gives up goes on for the other', async () => {
    const { refresher, at, says } = begin();
    const abort = new AbortController();
    const impatient = refresher.refresh([account], abort.signal);
    const patient = refresher.refresh([account], never);
    await settled();
    abort.abort();
    assert.deepStrictEqual(outcomes(await impatient), ['canceled']);
    assert.equal(at(0).signal.aborted, false);
    says(0, 42);
    assert.deepStrictEqual(outcomes(await patient), ['balance']);
  });

  it('that everyone gives up is aborted, and leaves what was known', async () => {
    const { refresher, at, readings, log } = begin();
    const aborts = [new AbortController(), new AbortController()];
    const reports = aborts.map(({ signal }) => refresher.refresh([account], signal));
    await settled();
    for (const abort of aborts) abort.abort();
    assert.deepStrictEqual((await Promise.all(reports)).flatMap(outcomes), ['canceled', 'canceled']);
    assert.deepStrictEqual([at(0).signal.aborted, readings.all().size, log.lines], [true, 0, []]);
  });

  it('can be asked for again at once after it was given up', async () => {
    const { refresher, clock, says, open } = begin();
    const abort = new AbortController();
    const given = refresher.refresh([account], abort.signal);
    await settled();
    abort.abort();
    const again = refresher.refresh([account], never);
    await given;
    clock.advance(50);
    await settled();
    says(1, 42);
    assert.deepStrictEqual([outcomes(await again), open.length, refresher.running.size], [['balance'], 2, 0]);
  });

  it('can be asked for again while a keyring still hangs on the one that was given up', async () => {
    const { refresher, keys, says } = begin();
    const get = keys.get.bind(keys);
    let release: () => void = () => {};
    keys.get = (id) =>
      new Promise((resolve) => {
        release = () => resolve(get(id));
      });
    const abort = new AbortController();
    const given = refresher.refresh([account], abort.signal);
    await settled();
    abort.abort();
    await given;
    keys.get = get;
    const again = refresher.refresh([account], never);
    await settled();
    says(0, 42);
    assert.deepStrictEqual(outcomes(await again), ['balance']);
    release();
    await settled();
    assert.equal(refresher.running.size, 0);
  });

  it('that was given up leaves nothing behind, even when the keyring refuses afterwards', async () => {
    const { refresher, keys, readings, log } = begin();
    let refuse: () => void = () => {};
    keys.get = () =>
      new Promise((_, reject) => {
        refuse = () => reject(new Error('locked'));
      });
    const abort = new AbortController();
    const given = refresher.refresh([account], abort.signal);
    await settled();
    abort.abort();
    refuse();
    await settled();
    assert.deepStrictEqual([outcomes(await given), readings.all().size, log.lines], [['canceled'], 0, []]);
  });

  it('holds back, even for a person, until the time that the service asked for', async () => {
    const { refresher, clock, open, at, says } = begin();
    const first = refresher.refresh([account], never);
    await settled();
    at(0).answer(jsonAnswer(429, {}, { 'retry-after': '120' }));
    await first;
    const failure = { kind: 'rateLimited', notBefore: clock.now() + 120_000 };
    clock.advance(119_999);
    assert.deepStrictEqual(outcomes(await refresher.refresh([account], never)), [failure]);
    assert.equal(open.length, 1);
    clock.advance(1);
    const second = refresher.refresh([account], never);
    await settled();
    says(1, 5);
    assert.deepStrictEqual(outcomes(await second), ['balance']);
  });

  it('does not hold back a new key because of the old one', async () => {
    const { refresher, at, says } = begin();
    const first = refresher.refresh([account], never);
    await settled();
    at(0).answer(jsonAnswer(429, {}, { 'retry-after': '120' }));
    await first;
    const second = refresher.refresh([{ ...account, keySetAt: account.keySetAt + 1 }], never);
    await settled();
    says(1, 5);
    assert.deepStrictEqual(outcomes(await second), ['balance']);
  });
});

describe('a key that is replaced while its account is asked', () => {
  const replaced = { ...account, fingerprint: fingerprint('9'), keySetAt: account.keySetAt + 1 };

  for (const { order, answers } of [
    { order: 'before', answers: [0, 1] },
    { order: 'after', answers: [1, 0] },
  ]) {
    it(`is asked about on its own, and the old key's answer, ${order} its own, is never shown for it`, async () => {
      const { refresher, keys, store, says, at, readings } = begin();
      const old = refresher.refresh([account], never);
      await settled();
      keys.kept.set('mimir', key('9'));
      await store.change(() => [replaced]);
      const fresh = refresher.refresh([replaced], never);
      await settled();
      assert.deepStrictEqual([at(0).key, at(1).key], [key('1'), key('9')]);
      const shown: unknown[] = [];
      for (const index of answers) {
        says(index, index === 0 ? 1111 : 9999);
        await settled();
        shown.push(readingOf(replaced, readings.all())?.balance?.pools[0].amount);
      }
      await Promise.all([old, fresh]);
      assert.ok(!shown.includes(1111), `${shown}`);
    });
  }
});

describe('the timer', () => {
  it('asks at once, then when an account is due', async () => {
    const { refresher, clock, open, says } = begin();
    refresher.start();
    clock.advance(0);
    await settled();
    says(0, 42);
    await settled();
    clock.advance(interval - tickInterval);
    await settled();
    const early = open.length;
    clock.advance(tickInterval);
    await settled();
    assert.deepStrictEqual([early, open.length], [1, 2]);
    refresher.dispose();
  });

  for (const [random, wait] of [
    [0, 0],
    [0.5, 1000],
    [0.9999, 2000],
  ] as const) {
    it(`first asks after ${wait} ms by a draw of ${random}, so that ten windows are no burst`, async () => {
      const { refresher, clock, open } = begin([account], random);
      refresher.start();
      const seen: number[] = [];
      for (const step of [wait - 1, 1]) {
        clock.advance(Math.max(step, 0));
        await settled();
        seen.push(open.length);
      }
      assert.deepStrictEqual(seen, wait === 0 ? [1, 1] : [0, 1]);
      refresher.dispose();
    });
  }

  it('tells of every tick, before anything is asked', async () => {
    const { refresher, clock, open } = begin();
    const seen: number[] = [];
    refresher.onDidTick(() => seen.push(open.length));
    refresher.start();
    clock.advance(0);
    await settled();
    clock.advance(2 * tickInterval);
    assert.deepStrictEqual(seen, [0, 1, 1]);
    refresher.dispose();
  });

  it('does not ask again for an account that is still being asked', async () => {
    const { refresher, clock, open } = begin();
    refresher.start();
    clock.advance(0);
    await settled();
    clock.advance(14_999);
    await refresher.refresh([], never);
    await settled();
    assert.equal(open.length, 1);
    refresher.dispose();
  });

  it('never asks again with a key that was refused', async () => {
    const { refresher, clock, open, at } = begin();
    refresher.start();
    clock.advance(0);
    await settled();
    at(0).answer(jsonAnswer(401, {}));
    for (let hour = 0; hour < 48; hour += 1) {
      await settled();
      clock.advance(3_600_000);
    }
    assert.equal(open.length, 1);
    refresher.dispose();
  });

  it('is one, however often it is started', () => {
    const { refresher, clock } = begin([]);
    refresher.start();
    refresher.start();
    assert.equal(clock.pending, 1);
    refresher.dispose();
  });

  it('is gone after dispose, with every request', async () => {
    const { refresher, clock, at, open } = begin();
    refresher.start();
    clock.advance(0);
    await settled();
    refresher.dispose();
    await settled();
    assert.deepStrictEqual([clock.pending, at(0).signal.aborted, refresher.running.size], [0, true, 0]);
    refresher.start();
    assert.deepStrictEqual(outcomes(await refresher.refresh([account], never)), ['canceled']);
    assert.deepStrictEqual([clock.pending, open.length], [0, 1]);
  });
});
