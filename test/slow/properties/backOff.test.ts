import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Failure, failureKinds, failureReasons } from '../../../src/core/failure.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { dueAt, longestWait, parseRetryAfter, retryTime } from '../../../src/core/refresh/schedule.ts';
import { sampleAccount, sampleReading } from '../../support/fakes/samples.ts';

/** Any time that a machine's clock can show, from 1970 on. */
const time = fc.integer({ min: 0, max: 8.64e15 });
/** A random number as `Math.random` gives it. */
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const interval = fc.integer({ min: 60_000, max: 24 * longestWait });
const failures = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1 }));

const failure = fc.record(
  {
    kind: fc.constantFrom(...failureKinds),
    reason: fc.constantFrom(...failureReasons),
    notBefore: fc.oneof(time, fc.double({ noNaN: true })),
  },
  { requiredKeys: ['kind'], noNullPrototype: true },
);

const account = sampleAccount();
/** After a local failure nothing was sent: to look again costs nothing. */
const local: readonly unknown[] = [
  'keyLost',
  'keyElsewhere',
  'keyUnavailable',
  'originChanged',
  'endpointInvalid',
  'unknownProvider',
  'entryInvalid',
];
const isRefused = ({ kind, reason }: Failure) => kind === 'unauthorized' && !local.includes(reason);

/** What may stand in the file of readings: any numbers, for another version may have written them. */
const reading: fc.Arbitrary<Reading> = fc
  .record(
    {
      checkedAt: fc.oneof(time, fc.double({ noNaN: true, noDefaultInfinity: true })),
      failure,
      failures,
      retryAt: fc.oneof(time, fc.double({ noNaN: true, noDefaultInfinity: true })),
    },
    { requiredKeys: ['checkedAt', 'failures'] },
  )
  .map((change) => sampleReading(change));

describe('for any input, the time to ask again', () => {
  it('is never for a refused key, and comes for one that is only lost', () => {
    fc.assert(
      fc.property(failure, failures, time, chance, (found, count, now, random) => {
        const at = retryTime(found, count, now, random);
        assert.equal(at === undefined, isRefused(found));
      }),
    );
  });

  it('is half a minute away at least and an hour at most, whatever the service asked for', () => {
    fc.assert(
      fc.property(failure, failures, time, chance, (found, count, now, random) => {
        const at = retryTime({ ...found, kind: 'unavailable' }, count, now, random) ?? Number.NaN;
        assert.ok(at >= now + 30_000 && at <= now + longestWait, `${at - now} ms`);
      }),
    );
  });

  it('is never before what the service asked for, up to an hour', () => {
    fc.assert(
      fc.property(failures, time, chance, fc.integer({ min: 0, max: longestWait }), (count, now, random, wait) => {
        const at = retryTime({ kind: 'rateLimited', notBefore: now + wait }, count, now, random) ?? Number.NaN;
        assert.ok(at >= now + wait, `${at - now} ms instead of ${wait}`);
      }),
    );
  });

  it('comes no sooner after one more failure, by the same chance', () => {
    fc.assert(
      fc.property(failures, time, chance, (count, now, random) => {
        const [one, more] = [count, count + 1].map((n) => retryTime({ kind: 'timeout' }, n, now, random) ?? 0);
        assert.ok((more ?? 0) >= (one ?? 0));
      }),
    );
  });
});

describe('for any text, Retry-After', () => {
  const header = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.integer().map(String),
    fc.double().map(String),
    fc.bigInt().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.stringMatching(/^(Mon|Fri|Jan|Dec|Xyz)[ ,0-9A-Za-z:+-]{0,30}$/),
  );

  it('is nothing or a time within the next hour', () => {
    fc.assert(
      fc.property(fc.option(header), time, (text, now) => {
        const at = parseRetryAfter(text, now);
        assert.ok(at === undefined || (at > now && at <= now + longestWait), `${text}: ${at}`);
      }),
      { numRuns: 1000 },
    );
  });

  it('is its number of seconds, if there are any and no more than an hour of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3600 }), time, (seconds, now) => {
        assert.equal(parseRetryAfter(` ${seconds} `, now), now + seconds * 1000);
      }),
    );
  });

  it('is the time of its date, if that is to come within an hour', () => {
    const whole = fc.integer({ min: 0, max: 4e9 }).map((seconds) => seconds * 1000);
    fc.assert(
      fc.property(whole, fc.integer({ min: 1, max: 3600 }), (now, seconds) => {
        const at = now + seconds * 1000;
        assert.equal(parseRetryAfter(new Date(at).toUTCString(), now), at);
      }),
    );
  });
});

describe('for any reading, an account', () => {
  it('is due or not by its reading, its interval and the time alone', () => {
    fc.assert(
      fc.property(fc.option(reading, { nil: undefined }), interval, time, (found, every, now) => {
        const copy = structuredClone(found);
        assert.equal(dueAt(account, found, every, now), dueAt(account, copy, every, now));
        assert.deepStrictEqual(found, copy);
      }),
    );
  });

  it('is due within its interval and an hour, unless its key was refused', () => {
    fc.assert(
      fc.property(reading, interval, time, (found, every, now) => {
        fc.pre(!found.failure || !isRefused(found.failure));
        // A reading of a time to come is due at once: the clock was set back since.
        const times = [now, now + Math.max(every, longestWait)];
        assert.ok(times.some((at) => dueAt(account, found, every, at) <= at));
      }),
      { numRuns: 1000 },
    );
  });

  it('is never due while its key is refused, whatever the file of readings says', () => {
    fc.assert(
      fc.property(reading, failure.filter(isRefused), interval, time, (found, refusal, every, now) => {
        assert.equal(dueAt(account, { ...found, failure: refusal }, every, now), Number.POSITIVE_INFINITY);
      }),
    );
  });

  it('that was read a moment ago is not due', () => {
    fc.assert(
      fc.property(interval, time, chance, (every, now, part) => {
        const at = now + Math.floor(part * every);
        assert.ok(dueAt(account, sampleReading({ checkedAt: now }), every, at) > at);
      }),
    );
  });
});
