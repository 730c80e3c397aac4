import assert from 'node:assert/strict';
import { delay } from '../../../src/core/delay.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { settled } from '../../support/fakes/environment.ts';

/** What a promise has come to so far. */
function watched<T>(promise: Promise<T>): { value: T | 'waiting' } {
  const seen: { value: T | 'waiting' } = { value: 'waiting' };
  void promise.then((value) => {
    seen.value = value;
  });
  return seen;
}

describe('a pause', () => {
  it('lasts as long as it was asked to, and leaves no timer', async () => {
    const clock = new FakeClock();
    const seen = watched(delay(clock, 1000).then(() => 'over'));
    clock.advance(999);
    await settled();
    const before = seen.value;
    clock.advance(1);
    await settled();
    assert.deepStrictEqual([before, seen.value, clock.pending], ['waiting', 'over', 0]);
  });

  for (const when of ['before it begins', 'while it lasts']) {
    it(`is over at once when it is given up ${when}`, async () => {
      const clock = new FakeClock();
      const abort = new AbortController();
      if (when === 'before it begins') abort.abort();
      const paused = delay(clock, 1000, abort.signal);
      abort.abort();
      await paused;
      assert.equal(clock.pending, 0);
    });
  }

  it('leaves no listener on the signal', async () => {
    const clock = new FakeClock();
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...all: Parameters<typeof add>) => {
      listeners += 1;
      add(...all);
    };
    signal.removeEventListener = (...all: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...all);
    };
    const paused = delay(clock, 1000, signal);
    clock.advance(1000);
    await paused;
    assert.equal(listeners, 0);
  });
});
