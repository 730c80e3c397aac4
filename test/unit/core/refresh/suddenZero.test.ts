import assert from 'node:assert/strict';
import { suddenZeroDelay } from '../../../../src/core/refresh/schedule.ts';
import { settled } from '../../../support/fakes/environment.ts';
import { jsonAnswer } from '../../../support/fakes/network.ts';
import { accountWith, openRefresher, outcomesOf } from '../../../support/fakes/openRefresher.ts';

const never = new AbortController().signal;
const account = accountWith('1');

/** An account of 42 credits that is being refreshed by a person. */
async function refreshing(signal = never) {
  const world = openRefresher();
  await world.readOnce(42);
  const seen: (number | undefined)[] = [];
  world.readings.onDidPut(({ reading }) => seen.push(reading.balance?.pools[0].amount));
  const report = world.refresher.refresh([account], signal);
  await settled();
  return { ...world, seen, report };
}

describe('a balance that falls to zero', () => {
  it('is read again after ten seconds, before anybody sees it', async () => {
    const { says, seen, report, open, pass } = await refreshing();
    says(1, 0);
    await pass(suddenZeroDelay - 1);
    const early = open.length;
    await pass(1);
    says(2, 40);
    assert.deepStrictEqual([outcomesOf(await report), early, seen], [['balance'], 2, [40]]);
  });

  for (const amount of [0, -3]) {
    it(`to ${amount} twice is believed`, async () => {
      const { says, seen, report, pass } = await refreshing();
      says(1, amount);
      await pass(suddenZeroDelay);
      says(2, amount);
      await report;
      assert.deepStrictEqual(seen, [amount]);
    });
  }

  it('is believed when the service states it by a status, twice', async () => {
    const { at, seen, report, pass } = await refreshing();
    at(1).answer(jsonAnswer(402, {}));
    await pass(suddenZeroDelay);
    at(2).answer(jsonAnswer(402, {}));
    await report;
    assert.deepStrictEqual(seen, [0]);
  });

  it('and can not be read again leaves the last balance, and is believed when the next check states it', async () => {
    const { refresher, says, at, amount, report, open, readingIn, pass } = await refreshing();
    says(1, 0);
    await pass(suddenZeroDelay);
    at(2).answer(jsonAnswer(429, {}));
    await report;
    const doubted = [amount(), readingIn()?.failure?.kind];
    const next = refresher.refresh([account], never);
    await settled();
    says(3, 0);
    await next;
    assert.deepStrictEqual([doubted, amount(), open.length], [[42, 'rateLimited'], 0, 4]);
  });

  it('is doubted anew after another balance was read', async () => {
    const { refresher, says, at, report, open, pass, readOnce } = await refreshing();
    says(1, 0);
    await pass(suddenZeroDelay);
    at(2).answer(jsonAnswer(503, {}));
    await report;
    await readOnce(41);
    const next = refresher.refresh([account], never);
    await settled();
    says(4, 0);
    await pass(suddenZeroDelay);
    says(5, 41);
    await next;
    assert.equal(open.length, 6);
  });

  it('can be given up while it is doubted, and leaves no timer', async () => {
    const abort = new AbortController();
    const { clock, says, seen, report, open, locks } = await refreshing(abort.signal);
    says(1, 0);
    await settled();
    abort.abort();
    const outcomes = outcomesOf(await report);
    await settled();
    assert.deepStrictEqual([outcomes, seen, clock.pending, open.length, locks.held.size], [['canceled'], [], 0, 2, 0]);
  });

  for (const { what, before } of [
    { what: 'is the first that is known', before: undefined },
    { what: 'was zero before', before: 0 },
    { what: 'was a debt before', before: -5 },
  ]) {
    it(`is believed at once when it ${what}`, async () => {
      const { open, amount, readOnce } = openRefresher();
      if (before !== undefined) await readOnce(before);
      const count = open.length;
      await readOnce(0);
      assert.deepStrictEqual([amount(), open.length], [0, count + 1]);
    });
  }
});
