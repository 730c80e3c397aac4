import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { addAccount, removeAccounts, replaceKey } from '../../../../src/core/editAccounts.ts';
import type { HttpResponse } from '../../../../src/core/ports.ts';
import { readingOf } from '../../../../src/core/reading.ts';
import { firstCheckDelay } from '../../../../src/core/refresh/schedule.ts';
import { minute } from '../../../../src/core/time.ts';
import { mimir } from '../../../../src/providers/mimir.ts';
import { SharedClock } from '../../../support/fakes/clocks.ts';
import { tempFolder, until } from '../../../support/fakes/environment.ts';
import { FakeKeys } from '../../../support/fakes/keys.ts';
import { FakeFetch, jsonAnswer } from '../../../support/fakes/network.ts';
import { openWindow } from '../../../support/fakes/openWindow.ts';

const interval = 900_000;
const never = new AbortController().signal;
const key = (digit: string) => digit.repeat(64);
const origins = [new URL(mimir.baseUrl).origin] as const;

interface Open {
  readonly key: string | undefined;
  readonly signal: AbortSignal;
  readonly answer: (answer: HttpResponse) => void;
}

describe('windows over one folder', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let clock: SharedClock;
  let keys: FakeKeys;
  let open: Open[];
  let mine: ReturnType<typeof openWindow>;
  let theirs: ReturnType<typeof openWindow>;

  beforeEach(async () => {
    folder = await tempFolder();
    clock = new SharedClock();
    keys = new FakeKeys();
    open = [];
    const { fetch } = new FakeFetch(
      ({ headers, signal }) =>
        new Promise((resolve) => open.push({ key: headers['x-api-key'], signal, answer: resolve })),
    );
    mine = openWindow({ folder: folder.path, fetch, clock, keys });
    theirs = openWindow({ folder: folder.path, fetch, clock, keys });
    await addAccount(mine.ports, { provider: mimir, origins, key: key('1'), parameters: {} });
    clock.advance(firstCheckDelay);
    await theirs.look();
  });
  afterEach(async () => {
    assert.deepStrictEqual([...mine.storageProblems, ...theirs.storageProblems], []);
    await Promise.all([mine.close(), theirs.close()]);
    await folder.dispose();
  });

  const sent = (count: number) => until(() => open.length >= count);
  const at = (index: number): Open => open[index] ?? assert.fail(`request ${index} was not sent`);
  const says = (index: number, amount: number) => at(index).answer(jsonAnswer(200, { current_balance: amount }));
  const locks = async () => (await readdir(join(folder.path, 'leases'))).toSorted();
  const ask = async (window: typeof mine, signal = never) => {
    const { results } = await window.refresher.refresh(window.accounts.all(), signal);
    return results.map(({ outcome }) => outcome);
  };
  const askDue = async (window: typeof mine) =>
    (await window.refresher.refreshDue()).results.map(({ outcome }) => outcome);
  const shown = async () => {
    await Promise.all([mine.look(), theirs.look()]);
    return [mine.shown(), theirs.shown()];
  };

  /** Both know this amount, read by one request. */
  async function readOnce(amount: number): Promise<void> {
    const asked = ask(mine);
    await sent(1);
    says(0, amount);
    await asked;
    await theirs.look();
  }

  it('ask once for what is due in both, and both show it', async () => {
    const asked = [askDue(mine), askDue(theirs)];
    await sent(1);
    says(0, 42);
    const outcomes = (await Promise.all(asked)).flat().toSorted();
    assert.deepStrictEqual(
      [outcomes, await shown(), open.length, await locks()],
      [['balance', 'canceled'], [{ mimir: 42 }, { mimir: 42 }], 1, []],
    );
  });

  it('do not ask again for what another has just read, though they have not seen it yet', async () => {
    const asked = ask(mine);
    await sent(1);
    says(0, 42);
    await asked;
    assert.deepStrictEqual([await askDue(theirs), theirs.shown(), open.length], [[], { mimir: 42 }, 1]);
  });

  it('give way to one that asks, and have its answer on the next look', async () => {
    const asked = ask(mine);
    await sent(1);
    const given = await askDue(theirs);
    says(0, 42);
    await asked;
    assert.deepStrictEqual([given, await shown(), open.length], [['canceled'], [{ mimir: 42 }, { mimir: 42 }], 1]);
  });

  it('use the answer that another waits for when a person asks meanwhile', async () => {
    const due = askDue(mine);
    await sent(1);
    const asked = ask(theirs);
    clock.advance(120);
    says(0, 42);
    assert.deepStrictEqual(
      [await due, await asked, theirs.shown(), open.length],
      [['balance'], ['balance'], { mimir: 42 }, 1],
    );
  });

  it('use the failure that another has got when a person asks meanwhile', async () => {
    const due = askDue(mine);
    await sent(1);
    const asked = ask(theirs);
    at(0).answer(jsonAnswer(503, {}));
    assert.deepStrictEqual(
      [await due, await asked, open.length],
      [[{ kind: 'unavailable' }], [{ kind: 'unavailable' }], 1],
    );
  });

  it('ask for a person, though another has read it before', async () => {
    await readOnce(42);
    clock.advance(1000);
    const asked = ask(theirs);
    await sent(2);
    says(1, 41);
    assert.deepStrictEqual([await asked, await shown()], [['balance'], [{ mimir: 41 }, { mimir: 41 }]]);
  });

  it('ask for a person once the other has given up', async () => {
    const abort = new AbortController();
    const given = ask(mine, abort.signal);
    await sent(1);
    const asked = ask(theirs);
    abort.abort();
    await sent(2);
    says(1, 42);
    assert.deepStrictEqual(
      [await given, await asked, at(0).signal.aborted, theirs.shown()],
      [['canceled'], ['balance'], true, { mimir: 42 }],
    );
  });

  it('ask for a person at once while the keyring hangs on what the other has given up', async () => {
    const get = keys.get.bind(keys);
    let release: () => void = () => {};
    keys.get = (id) =>
      new Promise((resolve) => {
        release = () => resolve(get(id));
        keys.get = get;
      });
    const abort = new AbortController();
    const given = ask(mine, abort.signal);
    await until(() => keys.get === get);
    abort.abort();
    const asked = ask(theirs);
    await sent(1);
    release();
    says(0, 42);
    assert.deepStrictEqual([await given, await asked, open.length], [['canceled'], ['balance'], 1]);
  });

  it('stay away from a service that asked another to', async () => {
    const asked = ask(mine);
    await sent(1);
    at(0).answer(jsonAnswer(429, {}, { 'retry-after': '120' }));
    await asked;
    const failure = { kind: 'rateLimited', notBefore: clock.now() + 120_000 };
    clock.advance(119_999);
    const held = [await ask(theirs), await askDue(theirs), open.length];
    clock.advance(1);
    const again = ask(theirs);
    await sent(2);
    says(1, 5);
    assert.deepStrictEqual([held, await again], [[[failure], [], 1], ['balance']]);
  });

  it('wait as long as the other has to after its failures', async () => {
    const asked = ask(mine);
    await sent(1);
    at(0).answer(jsonAnswer(503, {}));
    await asked;
    clock.advance(29_999);
    const early = await askDue(theirs);
    clock.advance(1);
    const due = askDue(theirs);
    await sent(2);
    at(1).answer(jsonAnswer(503, {}));
    await due;
    const [account = assert.fail()] = theirs.accounts.all();
    assert.deepStrictEqual([early, readingOf(account, theirs.readings.all())?.failures], [[], 2]);
  });

  it('show no balance of a key that another has replaced, and the new one once it is read', async () => {
    await readOnce(1111);
    const [account = assert.fail()] = mine.accounts.all();
    await replaceKey(theirs.ports, account, { origins, key: key('9'), parameters: {} });
    const before = await shown();
    const asked = ask(theirs);
    await sent(2);
    says(1, 9999);
    await asked;
    assert.deepStrictEqual(
      [at(1).key, before, await shown()],
      [key('9'), [{ mimir: null }, { mimir: null }], [{ mimir: 9999 }, { mimir: 9999 }]],
    );
  });

  it('ask with the new key when a person asks in one that has not heard of it', async () => {
    await readOnce(1111);
    clock.advance(1000);
    const [account = assert.fail()] = mine.accounts.all();
    await replaceKey(theirs.ports, account, { origins, key: key('9'), parameters: {} });
    const asked = ask(mine);
    await sent(2);
    says(1, 9999);
    assert.deepStrictEqual([await asked, at(1).key, mine.shown()], [['balance'], key('9'), { mimir: 9999 }]);
  });

  it('never send a key that another has entered for another origin', async () => {
    const [account = assert.fail()] = mine.accounts.all();
    // The key is there, its row is not yet.
    await keys.set('mimir', key('9'), { provider: 'mimir', origins: ['https://gateway.example.com'] });
    const between = await ask(mine);
    await replaceKey(theirs.ports, account, {
      origins: ['https://gateway.example.com'],
      key: key('9'),
      parameters: {},
    });
    assert.deepStrictEqual(
      [between, await ask(mine), open.length],
      [[{ kind: 'unauthorized', reason: 'keyLost' }], [{ kind: 'unauthorized', reason: 'originChanged' }], 0],
    );
  });

  it('lose nothing that another has read of an account that they have not heard of', async () => {
    await readOnce(42);
    await addAccount(theirs.ports, { provider: mimir, origins, key: key('2'), parameters: {} });
    const second = theirs.refresher.refresh(theirs.accounts.all().slice(1), never);
    await sent(2);
    says(1, 7);
    await second;
    clock.advance(1000);
    const first = ask(mine);
    await sent(3);
    says(2, 41);
    await first;
    assert.deepStrictEqual(await shown(), [
      { mimir: 41, 'mimir-2': 7 },
      { mimir: 41, 'mimir-2': 7 },
    ]);
  });

  it('forget what another has removed', async () => {
    await readOnce(42);
    await removeAccounts(
      theirs.ports,
      theirs.accounts.all().map(({ id }) => id),
    );
    assert.deepStrictEqual([await shown(), keys.kept.size, await askDue(mine), open.length], [[{}, {}], 0, [], 1]);
  });

  describe('when a key has changed', () => {
    /** Both hear of it, and what they then do is done. */
    async function changed(): Promise<void> {
      const heard = [mine, theirs].map(({ refresher }) => refresher.keyChanged('mimir'));
      await until(() => clock.pending === 2);
      clock.advance(1000);
      await Promise.all(heard);
    }

    it('ask nothing if it is the one that the account has', async () => {
      await readOnce(42);
      await changed();
      assert.deepStrictEqual([open.length, await shown()], [1, [{ mimir: 42 }, { mimir: 42 }]]);
    });

    it('find out that it is gone, and keep the last balance on show', async () => {
      await readOnce(42);
      clock.advance(1000);
      keys.kept.delete('mimir');
      await changed();
      const [account = assert.fail()] = mine.accounts.all();
      const reasons = [mine, theirs].map(({ refresher }) => refresher.localFailures.get(account.id)?.failure?.reason);
      assert.deepStrictEqual(
        [open.length, await shown(), reasons],
        [1, [{ mimir: 42 }, { mimir: 42 }], ['keyLost', 'keyLost']],
      );
    });

    it('ask once if it is there again', async () => {
      keys.kept.delete('mimir');
      await ask(mine);
      clock.advance(1000);
      keys.kept.set('mimir', key('1'));
      const heard = changed();
      await sent(1);
      says(0, 42);
      await heard;
      assert.deepStrictEqual([open.length, await shown()], [1, [{ mimir: 42 }, { mimir: 42 }]]);
    });

    it('ask nothing for one that hears of it late', async () => {
      keys.kept.delete('mimir');
      await ask(mine);
      await theirs.look();
      clock.advance(1000);
      keys.kept.set('mimir', key('1'));
      const heard = mine.refresher.keyChanged('mimir');
      await until(() => clock.pending === 1);
      clock.advance(1000);
      await sent(1);
      says(0, 42);
      await heard;
      const late = theirs.refresher.keyChanged('mimir');
      await until(() => clock.pending === 1);
      clock.advance(1000);
      await late;
      assert.equal(open.length, 1);
    });

    it('say nothing of a key that is lost while it is being replaced', async () => {
      await readOnce(42);
      const heard: Promise<void>[] = [];
      for (const { refresher } of [mine, theirs]) {
        keys.onDidChange((id) => heard.push(refresher.keyChanged(id)));
      }
      const [account = assert.fail()] = mine.accounts.all();
      await replaceKey(theirs.ports, account, { origins, key: key('9'), parameters: {} });
      await until(() => clock.pending === 2);
      clock.advance(1000);
      await Promise.all(heard);
      assert.deepStrictEqual(
        [mine.log.lines.filter((line) => line.includes('keyLost')), theirs.log.lines, open.length],
        [[], [], 1],
      );
    });

    it('take no notice of an account that is not theirs, nor after their end', async () => {
      const heard = mine.refresher.keyChanged('bloom');
      const late = theirs.refresher.keyChanged('mimir');
      await until(() => clock.pending === 2);
      theirs.refresher.dispose();
      clock.advance(1000);
      await Promise.all([heard, late]);
      assert.deepStrictEqual([open.length, clock.pending], [0, 0]);
    });
  });

  describe('after a sleep', () => {
    it('ask once, and not before the network had five seconds to come back', async () => {
      await readOnce(42);
      for (const { refresher } of [mine, theirs]) refresher.start();
      await until(() => clock.pending === 2);
      // Asleep: the clock goes on, the timers do not.
      clock.set(clock.now() + 8 * 3_600_000);
      clock.advance(minute);
      await Promise.all([mine.look(), theirs.look()]);
      clock.advance(4_999);
      await Promise.all([mine.look(), theirs.look()]);
      const early = open.length;
      clock.advance(1);
      await sent(2);
      says(1, 41);
      await until(async () => (await locks()).length === 0);
      assert.deepStrictEqual([early, open.length, await shown()], [1, 2, [{ mimir: 41 }, { mimir: 41 }]]);
    });
  });

  describe('that are closed', () => {
    it('while they ask let go of the lease, abort the request and leave no timer', async () => {
      mine.refresher.start();
      await sent(1);
      mine.refresher.dispose();
      await until(async () => (await locks()).length === 0);
      assert.deepStrictEqual([at(0).signal.aborted, clock.pending, mine.shown()], [true, 0, { mimir: null }]);
    });

    it('while they wait for another ask nothing any more, and leave no timer', async () => {
      const asked = ask(mine);
      await sent(1);
      const waiting = ask(theirs);
      theirs.refresher.dispose();
      assert.deepStrictEqual(await waiting, ['canceled']);
      says(0, 42);
      await asked;
      assert.deepStrictEqual([open.length, clock.pending, await locks()], [1, 0, []]);
    });

    it('after a sleep ask nothing any more', async () => {
      mine.refresher.start();
      await sent(1);
      says(0, 42);
      await until(() => mine.shown()['mimir'] === 42);
      clock.set(clock.now() + 8 * 3_600_000);
      clock.advance(minute);
      mine.refresher.dispose();
      clock.advance(interval);
      await mine.look();
      assert.deepStrictEqual([open.length, clock.pending], [1, 0]);
    });
  });
});
