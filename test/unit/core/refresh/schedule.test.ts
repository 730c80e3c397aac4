import assert from 'node:assert/strict';
import { type Failure, failureKinds } from '../../../../src/core/failure.ts';
import { dueAt, longestWait, retryTime, serviceWaitsUntil } from '../../../../src/core/refresh/schedule.ts';
import { seededRandom } from '../../../support/fakes/environment.ts';
import { sampleAccount, sampleReading } from '../../../support/fakes/samples.ts';

const now = Date.UTC(2026, 10, 20, 12);
const interval = 900_000;
const minute = 60_000;
const account = sampleAccount();
const kinds = failureKinds.filter((kind) => kind !== 'unauthorized');

describe('the wait after a failure', () => {
  it('is at least Retry-After, at least half a minute and at most an hour, for any failure and count', () => {
    const random = seededRandom(20261120);
    for (let round = 0; round < 5000; round += 1) {
      const kind = kinds[Math.floor(random() * kinds.length)] ?? 'timeout';
      const wait = random() < 0.5 ? undefined : Math.ceil(random() * longestWait);
      const failure: Failure = wait === undefined ? { kind } : { kind, notBefore: now + wait };
      const failures = 1 + Math.floor(random() ** 4 * 2000);
      const delay = (retryTime(failure, failures, now, random()) ?? Number.NaN) - now;
      assert.ok(
        delay >= Math.max(minute / 2, wait ?? 0) && delay <= longestWait,
        JSON.stringify({ failure, failures, delay }),
      );
    }
  });

  it('has a ceiling that doubles with each failure in a row until it is an hour', () => {
    const ceilings = [1, 2, 3, 4, 5, 6, 7, 1e9].map(
      (failures) => retryTime({ kind: 'timeout' }, failures, now, 1) ?? 0,
    );
    assert.deepStrictEqual(
      ceilings.map((time) => (time - now) / minute),
      [2, 4, 8, 16, 32, 60, 60, 60],
    );
  });

  it('differs between windows by chance', () => {
    const times = [0, 0.5, 0.999].map((random) => retryTime({ kind: 'timeout' }, 4, now, random));
    assert.equal(new Set(times).size, 3);
  });

  it('has no end for a refused key, even when the service names one', () => {
    assert.deepStrictEqual(
      [{}, { notBefore: now + minute }].map((more) => retryTime({ kind: 'unauthorized', ...more }, 1, now, 0)),
      [undefined, undefined],
    );
  });
});

describe('an account is due on its own', () => {
  const failed = (kind: Failure['kind'], retryAt: number | undefined, checkedAt = now - minute) =>
    sampleReading({ failure: { kind }, failures: 1, retryAt, checkedAt });

  for (const { when, reading, due } of [
    { when: 'it has never been read', reading: undefined, due: true },
    { when: 'the interval is over', reading: sampleReading({ checkedAt: now - interval }), due: true },
    { when: 'the interval is not over', reading: sampleReading({ checkedAt: now - interval + 1 }), due: false },
    { when: 'it has just been read', reading: sampleReading({ checkedAt: now }), due: false },
    { when: 'the clock was set back behind its reading', reading: sampleReading({ checkedAt: now + 1 }), due: true },
    { when: 'the time to try again has come', reading: failed('unavailable', now), due: true },
    { when: 'the time to try again has not come', reading: failed('unavailable', now + 1), due: false },
    {
      when: 'the time to try again has not come, though the interval is over',
      reading: failed('unavailable', now + 1, now - 2 * interval),
      due: false,
    },
    {
      when: 'the clock was set back behind its failure',
      reading: failed('unavailable', now + 7_200_000, now + minute),
      due: true,
    },
    { when: 'its key was refused', reading: failed('unauthorized', undefined), due: false },
    { when: 'its key was refused a year ago', reading: failed('unauthorized', undefined, 0), due: false },
    {
      when: 'its key was refused and the clock was set back',
      reading: failed('unauthorized', undefined, now + minute),
      due: false,
    },
  ]) {
    it(`${due ? 'when' : 'not when'} ${when}`, () => assert.equal(dueAt(account, reading, interval, now) <= now, due));
  }
});

describe("the person's own refresh waits", () => {
  const held = (notBefore: number | undefined) => sampleReading({ failure: { kind: 'rateLimited', notBefore } });

  for (const { when, reading, until } of [
    { when: 'nothing was read', reading: undefined, until: undefined },
    { when: 'the last check was good', reading: sampleReading(), until: undefined },
    { when: 'the service asked for nothing', reading: held(undefined), until: undefined },
    { when: 'the service asked for a time to come', reading: held(now + minute), until: now + minute },
    { when: 'the time that the service asked for is over', reading: held(now), until: undefined },
    { when: 'the clock was set back by a day', reading: held(now + 86_400_000), until: undefined },
  ]) {
    it(`${until ? '' : 'not '}when ${when}`, () => assert.equal(serviceWaitsUntil(reading, now), until));
  }
});
