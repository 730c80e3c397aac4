import assert from 'node:assert/strict';
import { readingOf } from '../../../../src/core/reading.ts';
import { credits } from '../../../../src/core/unit.ts';
import { settled } from '../../../support/fakes/environment.ts';
import { fakeFingerprints, keyFragments } from '../../../support/fakes/keys.ts';
import { jsonAnswer } from '../../../support/fakes/network.ts';
import { accountWith, keyOfDigit, openRefresher, outcomesOf } from '../../../support/fakes/openRefresher.ts';
import { sampleAccount } from '../../../support/fakes/samples.ts';

const interval = 900_000;
const never = new AbortController().signal;
const account = accountWith('1');

describe('a refresh', () => {
  it('turns an answer into a reading and a line in the log that names no key', async () => {
    const { refresher, clock, readings, log, says } = openRefresher();
    const report = refresher.refresh([account], never);
    await settled();
    clock.advance(120);
    says(0, 42);
    assert.deepStrictEqual(outcomesOf(await report), ['balance']);
    assert.deepStrictEqual(readings.all().get('mimir'), {
      accountId: 'mimir',
      keySetAt: account.keySetAt,
      checkedAt: clock.now(),
      balance: { pools: [{ unit: credits, amount: 42 }] },
      balanceAt: clock.now(),
      lastAmounts: undefined,
      failures: 0,
    });
    assert.deepStrictEqual(log.lines, ['info mimir: balance read in 120 ms']);
    assert.deepStrictEqual(keyFragments(keyOfDigit('1'), log.lines), []);
  });

  it('keeps the last balance when a check fails, and tells the kind in the log', async () => {
    const { refresher, clock, readings, log, at, says } = openRefresher();
    const first = refresher.refresh([account], never);
    await settled();
    says(0, 42);
    await first;
    const readAt = clock.now();
    clock.advance(interval);
    const second = refresher.refresh([account], never);
    await settled();
    at(1).answer(jsonAnswer(503, {}));
    assert.deepStrictEqual(outcomesOf(await second), [{ kind: 'unavailable' }]);
    assert.deepStrictEqual(readings.all().get('mimir'), {
      accountId: 'mimir',
      keySetAt: account.keySetAt,
      checkedAt: clock.now(),
      balance: { pools: [{ unit: credits, amount: 42 }] },
      balanceAt: readAt,
      lastAmounts: undefined,
      failure: { kind: 'unavailable' },
      failures: 1,
      retryAt: clock.now() + 30_000,
    });
    assert.deepStrictEqual(log.lines.slice(1), ['warn mimir: unavailable after 0 ms']);
  });

  it('waits longer after each failure in a row, and starts anew after a balance', async () => {
    const { refresher, clock, readings, at, says } = openRefresher([account], { random: 1 });
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
    const others = ['2', '3'].map((digit) =>
      sampleAccount({ id: `mimir-${digit}`, fingerprint: fakeFingerprints.of(keyOfDigit(digit)) }),
    );
    const { refresher, clock, says, amount } = openRefresher([account, ...others]);
    const report = refresher.refresh([account, ...others], never);
    await settled();
    says(1, 2);
    says(2, 3);
    await settled();
    assert.deepStrictEqual([account, ...others].map(amount), [undefined, 2, 3]);
    clock.advance(15_000);
    assert.deepStrictEqual(outcomesOf(await report), [{ kind: 'timeout' }, 'balance', 'balance']);
  });

  it('lets no account suffer for another that is broken', async () => {
    const broken = sampleAccount({ id: 'gone', provider: 'gone' });
    const second = { ...account, fingerprint: fakeFingerprints.of(keyOfDigit('2')) };
    const { refresher, says } = openRefresher([broken, second]);
    const report = refresher.refresh([broken, second], never);
    await settled();
    says(0, 7);
    assert.deepStrictEqual(outcomesOf(await report), [{ kind: 'unexpected', reason: 'unknownProvider' }, 'balance']);
  });

  it('shares one request among all who ask while it runs', async () => {
    const { refresher, open, says } = openRefresher();
    const reports = [refresher.refresh([account], never), refresher.refresh([account], never), refresher.refreshDue()];
    await settled();
    says(0, 42);
    assert.deepStrictEqual(
      [(await Promise.all(reports)).flatMap(outcomesOf), open.length],
      [['balance', 'balance', 'canceled'], 1],
    );
  });

  it('names the accounts that are being asked, by their ids, and says when that changes', async () => {
    const { refresher, says } = openRefresher();
    const seen: string[][] = [];
    refresher.onDidChange(() => seen.push([...refresher.refreshing]));
    const report = refresher.refresh([account], never);
    await settled();
    says(0, 42);
    await report;
    assert.deepStrictEqual(seen, [['mimir'], []]);
  });

  it('asks nothing when it is canceled before it begins', async () => {
    const { refresher, open } = openRefresher();
    assert.deepStrictEqual(outcomesOf(await refresher.refresh([account], AbortSignal.abort())), ['canceled']);
    assert.equal(open.length, 0);
  });

  it('that one of two gives up goes on for the other', async () => {
    const { refresher, at, says } = openRefresher();
    const abort = new AbortController();
    const impatient = refresher.refresh([account], abort.signal);
    const patient = refresher.refresh([account], never);
    await settled();
    abort.abort();
    assert.deepStrictEqual(outcomesOf(await impatient), ['canceled']);
    assert.equal(at(0).signal.aborted, false);
    says(0, 42);
    assert.deepStrictEqual(outcomesOf(await patient), ['balance']);
  });

  it('that everyone gives up is aborted, and leaves what was known', async () => {
    const { refresher, at, readings, log } = openRefresher();
    const aborts = [new AbortController(), new AbortController()];
    const reports = aborts.map(({ signal }) => refresher.refresh([account], signal));
    await settled();
    for (const abort of aborts) abort.abort();
    assert.deepStrictEqual((await Promise.all(reports)).flatMap(outcomesOf), ['canceled', 'canceled']);
    assert.deepStrictEqual([at(0).signal.aborted, readings.all().size, log.lines], [true, 0, []]);
  });

  it('can be asked for again at once after it was given up', async () => {
    const { refresher, says, open } = openRefresher();
    const abort = new AbortController();
    const given = refresher.refresh([account], abort.signal);
    await settled();
    abort.abort();
    const again = refresher.refresh([account], never);
    await given;
    await settled();
    says(1, 42);
    assert.deepStrictEqual([outcomesOf(await again), open.length, refresher.refreshing.size], [['balance'], 2, 0]);
  });

  it('can be asked for again while a keyring still hangs on the one that was given up', async () => {
    const { refresher, keys, says } = openRefresher();
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
    assert.deepStrictEqual(outcomesOf(await again), ['balance']);
    release();
    await settled();
    assert.equal(refresher.refreshing.size, 0);
  });

  it('that was given up leaves nothing behind, even when the keyring refuses afterwards', async () => {
    const { refresher, keys, readings, log } = openRefresher();
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
    assert.deepStrictEqual([outcomesOf(await given), readings.all().size, log.lines], [['canceled'], 0, []]);
  });

  it('holds back, even for a person, until the time that the service asked for', async () => {
    const { refresher, clock, open, at, says } = openRefresher();
    const first = refresher.refresh([account], never);
    await settled();
    at(0).answer(jsonAnswer(429, {}, { 'retry-after': '120' }));
    await first;
    const failure = { kind: 'rateLimited', notBefore: clock.now() + 120_000 };
    clock.advance(119_999);
    assert.deepStrictEqual(outcomesOf(await refresher.refresh([account], never)), [failure]);
    assert.equal(open.length, 1);
    clock.advance(1);
    const second = refresher.refresh([account], never);
    await settled();
    says(1, 5);
    assert.deepStrictEqual(outcomesOf(await second), ['balance']);
  });

  it('does not hold back a new key because of the old one', async () => {
    const { refresher, at, says } = openRefresher();
    const first = refresher.refresh([account], never);
    await settled();
    at(0).answer(jsonAnswer(429, {}, { 'retry-after': '120' }));
    await first;
    const second = refresher.refresh([{ ...account, keySetAt: account.keySetAt + 1 }], never);
    await settled();
    says(1, 5);
    assert.deepStrictEqual(outcomesOf(await second), ['balance']);
  });
});

describe('a key that is replaced while its account is asked', () => {
  const replaced = { ...account, fingerprint: fakeFingerprints.of(keyOfDigit('9')), keySetAt: account.keySetAt + 1 };

  for (const { order, answers } of [
    { order: 'before', answers: [0, 1] },
    { order: 'after', answers: [1, 0] },
  ]) {
    it(`is asked about on its own, and the old key's answer, ${order} its own, is never shown for it`, async () => {
      const { refresher, keys, store, says, at, readings } = openRefresher();
      const old = refresher.refresh([account], never);
      await settled();
      keys.kept.set('mimir', keyOfDigit('9'));
      await store.change(() => [replaced]);
      const fresh = refresher.refresh([replaced], never);
      await settled();
      assert.deepStrictEqual([at(0).key, at(1).key], [keyOfDigit('1'), keyOfDigit('9')]);
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
