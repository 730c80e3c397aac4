import assert from 'node:assert/strict';
import { stateOf } from '../../../../src/core/reading.ts';
import { mimir } from '../../../../src/providers/mimir.ts';
import { settled } from '../../../support/fakes/environment.ts';
import { jsonAnswer } from '../../../support/fakes/network.ts';
import { accountWith, keyOfDigit, openRefresher, outcomesOf } from '../../../support/fakes/openRefresher.ts';
import { sampleReading } from '../../../support/fakes/samples.ts';

const interval = 900_000;
const never = new AbortController().signal;
const account = accountWith('1');
const elsewhere = 'https://elsewhere.example';
const keyLost = { kind: 'unauthorized', reason: 'keyLost' };

describe('a key that this window does not have', () => {
  it('is said in this window alone, and the shared reading stays as it was', async () => {
    const { refresher, clock, keys, readings, localReason, readOnce } = openRefresher();
    await readOnce(42);
    const shared = readings.all().get(account.id);
    await keys.delete(account.id);
    clock.advance(interval);
    assert.deepStrictEqual(outcomesOf(await refresher.refreshDue()), [keyLost]);
    assert.deepStrictEqual([localReason(), readings.all().get(account.id)], ['keyLost', shared]);
    assert.deepStrictEqual(refresher.localFailures.get(account.id)?.balance, shared?.balance);
  });

  it('is not said in a browser while another window that has it keeps the balance up to date', async () => {
    const { refresher, clock, keys, localReason, readOnce } = openRefresher([account], { keysAreShared: false });
    await readOnce(42);
    await keys.delete(account.id);
    clock.advance(interval);
    await refresher.refreshDue();
    const fresh = localReason();
    clock.advance(interval + 1);
    assert.deepStrictEqual([fresh, localReason()], [undefined, 'keyElsewhere']);
  });

  it('is said to be in another browser to a person who asks, where each browser has its own keys', async () => {
    const { refresher, keys, readOnce } = openRefresher([account], { keysAreShared: false });
    await readOnce(42);
    await keys.delete(account.id);
    const keyElsewhere = { kind: 'unauthorized', reason: 'keyElsewhere' };
    assert.deepStrictEqual(outcomesOf(await refresher.refresh([account], never)), [keyElsewhere]);
  });

  it('never makes the balance stale for the window that has it', async () => {
    const theirs = openRefresher([account], { keysAreShared: false });
    await theirs.readOnce(42);
    const mine = openRefresher([account], { keysAreShared: false, shared: theirs });
    await mine.keys.delete(account.id);
    mine.clock.advance(3 * interval);
    await mine.refresher.refreshDue();
    assert.deepStrictEqual(
      [mine.localReason(), theirs.localReason(), theirs.readingIn()?.failure],
      ['keyElsewhere', undefined, undefined],
    );
    assert.equal(stateOf(theirs.readingIn(), theirs.clock.now(), interval), 'known');
  });

  it('counts no more once another window has read the balance', async () => {
    const { refresher, clock, keys, readings, localReason } = openRefresher();
    await keys.delete(account.id);
    await refresher.refresh([account], never);
    const before = localReason();
    clock.advance(1);
    readings.put(sampleReading({ checkedAt: clock.now(), balanceAt: clock.now() }));
    assert.deepStrictEqual([before, localReason()], ['keyLost', undefined]);
  });

  it('does not hide another failure of the service', async () => {
    const { refresher, clock, at, amount, readingIn, readOnce } = openRefresher([account], { keysAreShared: false });
    await readOnce(42);
    clock.advance(interval);
    const second = refresher.refreshDue();
    await settled();
    at(1).answer(jsonAnswer(500, {}));
    await second;
    assert.deepStrictEqual([amount(), readingIn()?.failure?.kind], [42, 'unavailable']);
  });

  it('is sent as soon as a keyring that was locked hands it out', async () => {
    const { refresher, clock, keys, open, says, amount, localReason } = openRefresher();
    keys.refuse('get');
    await refresher.refresh([account], never);
    const locked = localReason();
    keys.answer();
    const changed = refresher.keyChanged(account.id);
    clock.advance(1_000);
    await settled();
    says(0, 41);
    await changed;
    assert.deepStrictEqual([locked, open.length, amount(), localReason()], ['keyUnavailable', 1, 41, undefined]);
  });

  it('is looked for again after a while, because nothing is sent for that', async () => {
    const { refresher, keys, open, pass } = openRefresher();
    await keys.delete(account.id);
    refresher.start();
    await pass(0);
    keys.kept.set(account.id, keyOfDigit('1'));
    await pass(2 * 60_000);
    assert.equal(open.length, 1);
    refresher.dispose();
  });

  it('is said again and again, and says so to whoever shows it', async () => {
    const { refresher, keys } = openRefresher();
    let changes = 0;
    refresher.onDidChange(() => {
      changes += 1;
    });
    await keys.delete(account.id);
    await refresher.refreshDue();
    assert.equal(changes, 1);
  });
});

describe('an endpoint that has moved', () => {
  it('gets nothing, and the balance stays', async () => {
    const { refresher, endpoint, open, amount, localReason, readOnce } = openRefresher();
    await readOnce(42);
    endpoint.base = elsewhere;
    await refresher.refresh([account], never);
    assert.deepStrictEqual([open.length, amount(), localReason()], [1, 42, 'originChanged']);
  });

  it('and was put back is asked at once when the settings change', async () => {
    const { refresher, clock, endpoint, says, amount, localReason } = openRefresher();
    endpoint.base = elsewhere;
    await refresher.refresh([account], never);
    endpoint.base = mimir.baseUrl;
    clock.advance(1);
    const changed = refresher.endpointsChanged();
    await settled();
    says(0, 41);
    await changed;
    assert.deepStrictEqual([amount(), localReason()], [41, undefined]);
  });

  it('and was put back while no window ran is asked at the next start', async () => {
    const { refresher, clock, readings, says, open, amount, pass } = openRefresher();
    // As version 0.1.0 saved it.
    const failure = { kind: 'unauthorized', reason: 'originChanged' } as const;
    readings.put(sampleReading({ checkedAt: clock.now() - 1, failure, failures: 1 }));
    refresher.start();
    await pass(0);
    says(0, 41);
    await settled();
    assert.deepStrictEqual([open.length, amount()], [1, 41]);
    refresher.dispose();
  });

  it('is looked at whenever its account is due, and nothing is sent until the origin is right', async () => {
    const { refresher, endpoint, open, pass } = openRefresher();
    endpoint.base = elsewhere;
    refresher.start();
    for (let hours = 0; hours < 24; hours += 1) await pass(3_600_000);
    const moved = open.length;
    endpoint.base = mimir.baseUrl;
    await pass(3_600_000);
    assert.deepStrictEqual([moved, open.length], [0, 1]);
    refresher.dispose();
  });

  it('keeps no other account from being asked when it is put back', async () => {
    const moved = accountWith('2', { id: 'mimir-2' });
    const { refresher, keys, open, says, localReason } = openRefresher([account, moved]);
    keys.bindings.set(moved.id, { provider: 'mimir', origins: [elsewhere] });
    const first = refresher.refresh([account, moved], never);
    await settled();
    says(0, 42);
    await first;
    const reason = refresher.localFailures.get(moved.id)?.failure?.reason;
    keys.bindings.set(moved.id, { provider: 'mimir', origins: [new URL(mimir.baseUrl).origin] });
    const again = refresher.endpointsChanged();
    await settled();
    says(1, 7);
    await again;
    const sent = open.map(({ key }) => key);
    assert.deepStrictEqual(
      [reason, sent, localReason()],
      ['originChanged', [keyOfDigit('1'), keyOfDigit('2')], undefined],
    );
  });
});

describe('a service whose entry was broken', () => {
  it('is said to be so as soon as the settings change, and nothing is sent until it is mended', async () => {
    const { refresher, entry, open, says, amount, localReason, readOnce } = openRefresher();
    await readOnce(42);
    entry.isUsable = false;
    await refresher.endpointsChanged();
    assert.deepStrictEqual([open.length, amount(), localReason()], [1, 42, 'entryInvalid']);
    entry.isUsable = true;
    const mended = refresher.endpointsChanged();
    await settled();
    says(1, 41);
    await mended;
    assert.deepStrictEqual([amount(), localReason()], [41, undefined]);
  });
});
