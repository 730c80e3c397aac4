import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findChanges } from '../../../src/core/history/changes/changes.ts';
import { outlookOf } from '../../../src/core/history/forecast/outlook.ts';
import type { History, Tally } from '../../../src/core/history/series.ts';
import { day, hour, minute } from '../../../src/core/time.ts';
import { inZone } from '../../support/fakes/environment.ts';
import { sampleAccount } from '../../support/fakes/samples.ts';
import type { Story } from '../../support/simulator/story.ts';
import { evenUsage, type PlotLot, storyOf, workingUsage } from '../../support/stories/plot.ts';
import { recordStory } from '../../support/stories/recordStory.ts';
import {
  bursts,
  correction,
  expiringLot,
  leakedKey,
  steadyUsage,
  topUp,
  workingHours,
} from '../../support/stories/stories.ts';

// A Friday, and not a round time.
const now = Date.UTC(2026, 10, 20, 12, 34, 56, 789);

interface Recording {
  readonly story: Story;
  readonly days: number;
  readonly interval: number;
  readonly to?: number;
  readonly isOn?: (time: number) => boolean;
}

function recordingOf({ story, days, interval, to = now, isOn }: Recording) {
  const from = to - days * day;
  const account = sampleAccount({ id: story.provider, provider: story.provider, keySetAt: from });
  return recordStory({ story, account, from, to, interval, ...(isOn ? { isOn } : {}) });
}

function record(recording: Recording): History {
  return recordingOf(recording).history;
}

/** The usage rate and the forecast that a person sees at the end. */
function outlookAt(recording: Recording) {
  const { history, reading } = recordingOf(recording);
  return (reading && outlookOf(history, reading).pools.get('main')) ?? assert.fail('no reading');
}

/** The sums of the changes that are found in a history. */
function sums(history: History): Tally {
  const total = { used: 0, toppedUp: 0, expired: 0, adjusted: 0 };
  for (const { kind, amount } of history.flatMap(findChanges)) total[kind] += amount;
  const { used, toppedUp, expired, adjusted } = total;
  return { used: round(used), toppedUp: round(toppedUp), expired: round(expired), adjusted: round(adjusted) };
}

/** The true sums between the first and the last reading. */
function truth({ story, days, to = now }: Recording): Tally {
  return story.happened(to - days * day, to);
}

function assertAddsUp(history: History): void {
  for (const series of history) {
    const { used, toppedUp, expired, adjusted } = sums([series]);
    const [first, last] = [series.points.at(0), series.points.at(-1)];
    assert.ok(first && last);
    assert.equal(round(first.amount + toppedUp + adjusted - used - expired), last.amount);
  }
}

function assertExact(recording: Recording): void {
  const history = record(recording);
  assertAddsUp(history);
  assert.deepStrictEqual(sums(history), truth(recording));
}

function assertNear(actual: number | undefined, expected: number, share: number): void {
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= share * expected, `${actual}, not ${expected}`);
}

/** The intervals of checks, each over as long as is quick to play. */
const rhythms = [
  { interval: minute, days: 4 },
  { interval: 5 * minute, days: 8 },
  { interval: 15 * minute, days: 21 },
  { interval: hour, days: 60 },
  { interval: 7 * hour + 13 * minute, days: 120 },
  { interval: day, days: 200 },
] as const;

for (const rhythm of rhythms) {
  const { interval, days } = rhythm;
  describe(`a story that is checked every ${interval / minute} minutes for ${days} days`, () => {
    for (const [name, story] of [
      ['steady usage', steadyUsage({ now })],
      ['usage in working hours', workingHours({ now })],
      ['bursts', bursts({ now })],
      ['a leaked key', leakedKey({ now, leakAt: now - 2 * day })],
      ['listed top-ups', topUp({ now, past: (days + 1) * day })],
      ['listed top-ups that are pending first', topUp({ now, past: (days + 30) * day, pendingFor: 20 * minute })],
      ['a top-up that is pending in the first reading', topUp({ now, past: (days + 30) * day, pendingFor: 2 * hour })],
    ] as const) {
      it(`has a history with exact sums: ${name}`, () => assertExact({ ...rhythm, story }));
    }

    for (const listsExpired of [false, true]) {
      it(`has its expiries apart from usage${listsExpired ? ', when the service goes on to list the lot' : ''}`, () => {
        const renewal = Date.UTC(2026, 9, 26);
        const story = expiringLot({ now, listsExpired, past: (days + 60) * day });
        const recording = { ...rhythm, story, to: renewal + 1.3 * day };
        const history = record(recording);
        assertAddsUp(history);
        const [measured, real] = [sums(history), truth(recording)];
        assert.ok(real.expired > 300);
        // What is used between the last reading and the expiry at midnight UTC can't be told from what expires.
        const unclear = Array.from({ length: 14 }, (_, index) => renewal - index * 30 * day)
          .filter((at) => at > recording.to - days * day)
          .reduce((sum, at) => sum + story.happened(at - interval, at).used, 0);
        assert.ok(Math.abs(measured.expired - real.expired) <= unclear, `${measured.expired}, ${real.expired}`);
        const together = (tally: Tally) => ({ ...tally, used: round(tally.used + tally.expired), expired: 0 });
        assert.deepStrictEqual(together(measured), together(real));
      });
    }

    for (const [name, story, perDay] of [
      ['steady usage', steadyUsage({ now }), 24],
      ['steady usage with top-ups', topUp({ now, past: (days + 30) * day }), 30],
      ['a key before it leaks', leakedKey({ now }), 20],
      ['an adjustment of a quarter of a day ago', correction({ now: now + 2.75 * day, left: 640 }), 24],
    ] as const) {
      it(`has a usage rate and a forecast that are right to 1 %: ${name}`, () => {
        const { usageRate, forecast } = outlookAt({ ...rhythm, story });
        assertNear(usageRate?.perDay, perDay, 0.01);
        assertNear((forecast?.emptyAt ?? 0) - now, (story.left(now) / perDay) * day, 0.01);
        assert.ok(usageRate && usageRate.low < perDay && usageRate.high > perDay);
      });
    }

    for (const zone of ['UTC', 'Asia/Kolkata', 'Pacific/Auckland']) {
      describe(`in ${zone}`, () => {
        inZone(zone);

        it('has a burst that counts as three usual days for each of the two it may touch, at most, where days are even', () => {
          const { usageRate } = outlookAt({ ...rhythm, story: bursts({ now }) });
          const most = (40 * (5 + 2 * 3)) / 7;
          assert.ok(usageRate && usageRate.perDay >= 39.6 && usageRate.perDay < 1.01 * most, `${usageRate?.perDay}`);
          assert.ok(usageRate.low < 40, `${usageRate.low}`);
        });
      });
    }

    if (days < 7) return;

    it('has a usage rate that counts nights and weekends', () => {
      const story = workingHours({ now });
      const { usageRate } = outlookAt({ ...rhythm, story });
      assertNear(usageRate?.perDay, (30 * 5) / 7, 0.2);
      const usual = story.happened(now - 364 * day, now).used / 364;
      assert.ok(usageRate && usageRate.low < usual && usual < usageRate.high, `${usageRate?.low} ${usageRate?.high}`);
    });

    it('has a forecast of what expires', () => {
      const story = expiringLot({ now, past: (days + 60) * day });
      const { forecast } = outlookAt({ ...rhythm, story });
      const at = Date.UTC(2026, 10, 25);
      const [expiry, ...others] = forecast?.expiries ?? [];
      assert.deepStrictEqual([expiry?.at, others], [at, []]);
      assert.ok(Math.abs((expiry?.amount ?? 0) - story.happened(now, at).expired) < story.left(now) / 10);
    });
  });
}

describe('the changes in the history of a story', () => {
  for (const { interval } of rhythms) {
    it(`name the purchase of a rise, checked every ${interval / minute} minutes`, () => {
      const at = now + hour - 10 * day;
      const history = record({ story: topUp({ now, past: 30 * day }), days: 2, interval, to: at + day });
      const [rise, ...others] = history.flatMap(findChanges).filter(({ kind }) => kind === 'toppedUp');
      assert.deepStrictEqual(others, []);
      assert.deepStrictEqual([rise?.amount, rise?.topUp?.amount, rise?.topUp?.at], [300, 300, at]);
      assert.ok(rise && rise.from <= at && rise.to >= at && rise.to - rise.from <= interval);
    });
  }

  it('name the lot that expired and the lot that was added in its place', () => {
    const renewal = Date.UTC(2026, 9, 26);
    const story = expiringLot({ now });
    const changes = record({ story, days: 2, interval: 5 * minute, to: renewal + day }).flatMap(findChanges);
    const expired = changes.find(({ kind }) => kind === 'expired');
    const added = changes.find(({ kind }) => kind === 'toppedUp');
    assert.deepStrictEqual(
      [expired?.amount, expired?.lot?.expiresAt, added?.amount, added?.lot?.expiresAt],
      [story.left(renewal - 1), renewal, 1000, renewal + 30 * day],
    );
  });

  for (const [name, options] of [
    ['gave', { amount: 250 }],
    ['gave for most of a day', { amount: 250, after: 20 * hour }],
    ['took, as a false zero does', { amount: -300, after: 30 * minute }],
    ['gave in a time of quick usage', { amount: 250, perDay: 240, left: 5000 }],
    ['gave for most of a day of quick usage', { amount: 250, perDay: 240, left: 5000, after: 20 * hour }],
    ['took in a time of quick usage', { amount: -300, perDay: 240, left: 5000, after: 30 * minute }],
  ] as const) {
    for (const rhythm of rhythms.slice(0, 4)) {
      it(`are adjustments where a service ${name}, checked every ${rhythm.interval / minute} minutes`, () =>
        assertExact({ ...rhythm, story: correction({ now, ...options }) }));
    }
  }

  it('are of one point a day in the end, with the same sums', () => {
    const recording = { story: workingHours({ now }), days: 390, interval: hour };
    const history = record(recording);
    const points = history[0]?.points ?? [];
    assert.ok(points.length < 700, `${points.length}`);
    assert.deepStrictEqual(sums(history), truth(recording));
  });

  it('have the same sums when the machine is off at night and on weekends', () => {
    const isOn = (time: number) => {
      const [weekday, hours] = [new Date(time).getDay(), new Date(time).getHours()];
      return weekday > 0 && weekday < 6 && hours >= 8 && hours < 19;
    };
    for (const story of [steadyUsage({ now }), bursts({ now }), leakedKey({ now, leakAt: now - 2 * day })]) {
      const history = record({ story, days: 21, interval: 15 * minute, isOn });
      assertAddsUp(history);
      const [first, last] = [history[0]?.points.at(0)?.at ?? 0, history[0]?.points.at(-1)?.until ?? 0];
      assert.ok(last - first > 18 * day);
      assert.deepStrictEqual(sums(history), story.happened(first, last));
    }
  });
});

describe('the outlook of a story', () => {
  it('has no usage rate on the first day, and one after it', () => {
    const at = (days: number) => outlookAt({ story: steadyUsage({ now }), interval: 15 * minute, days });
    assert.deepStrictEqual(
      [1, 6, 23].map((hours) => at(hours / 24).learning?.hours),
      [23, 18, 1],
    );
    assert.ok(at(1.01).usageRate);
  });

  it('has no usage rate where next to nothing is used', () => {
    const story = steadyUsage({ now, perDay: 0.05 });
    assert.ok((outlookAt({ story, interval: hour, days: 10 }).learning?.charges ?? 0) > 0);
  });
});

describe('the history of any story', () => {
  const days = 6;
  const from = now - days * day;
  const times = fc.integer({ min: from - day, max: now });
  const use = fc.oneof(
    fc.integer({ min: 0, max: 400 }).map((perDay) => evenUsage({ from, perDay })),
    fc
      .record({ perDay: fc.integer({ min: 0, max: 400 }), seed: fc.nat(1000) })
      .map((one) => workingUsage({ from, ...one })),
  );
  const interval = fc.integer({ min: 10 * minute, max: 9 * hour });
  const lot = fc.record({
    amount: fc.integer({ min: 1, max: 3000 }),
    from: times,
    lasts: fc.option(fc.integer({ min: hour / 1000, max: (8 * day) / 1000 }), { nil: undefined }),
    pending: fc.constantFrom(0, 40 * minute),
    kind: fc.constantFrom('Subscription', 'Top-up', 'Manual'),
  });
  const lots = fc.array(lot, { maxLength: 6 }).map((all) =>
    all.map(
      (lot, index): PlotLot => ({
        amount: lot.amount,
        from: lot.from,
        pendingFrom: lot.from - lot.pending,
        kind: lot.kind,
        topUpId: `any_${index}`,
        ...(lot.lasts === undefined ? {} : { expiresAt: Math.floor(lot.from / 1000 + lot.lasts) * 1000 }),
      }),
    ),
  );
  const providers = fc.constantFrom(
    ...([
      ['bloom', 'bloom-demo'],
      ['mimir', 'mimir-demo'],
      ['breeze', 'breeze-demo'],
      ['fullenrich', 'fullenrich-demo'],
      ['olostep', 'olostep-demo'],
    ] as const),
  );
  const corrections = fc.array(
    fc
      .record({
        amount: fc.integer({ min: -90, max: 500 }),
        at: times,
        after: fc.integer({ min: minute, max: 2 * day }),
      })
      .map(({ amount, at, after }) => ({ amount, from: at, until: at + after })),
    { maxLength: 2 },
  );

  it('adds up to what is left', () => {
    fc.assert(
      fc.property(
        providers,
        use,
        lots,
        corrections,
        interval,
        ([provider, account], uses, added, adjustments, every) => {
          const story = storyOf({
            provider,
            account,
            describes: 'any story',
            begin: from - day,
            step: 1,
            usage: uses,
            // Never used up, so that no adjustment takes more than there is.
            lots: [{ amount: 5000, from: from - day, kind: 'Setup' }, ...added],
            corrections: adjustments,
          });
          const history = record({ story, days, interval: every });
          assertAddsUp(history);
          const changes = history.flatMap(findChanges);
          assert.ok(changes.every(({ kind, amount }) => amount > 0 || kind === 'adjusted'));
          assert.equal(history[0]?.points.at(-1)?.amount, story.left(now));
        },
      ),
    );
  });

  it('is exact where the service lists its lots, but for what was used between the last reading and an expiry', () => {
    fc.assert(
      fc.property(use, lots, fc.boolean(), interval, (uses, few, listsExpired, every) => {
        // What is used between two readings is less than any lot, or nothing would show that both happened.
        const added = few.map((one) => ({ ...one, amount: one.amount + 200 }));
        const story = storyOf({
          provider: 'olostep',
          account: 'olostep-demo',
          describes: 'any lots',
          begin: from - day,
          step: 1,
          usage: uses,
          lots: [{ amount: 5000, from: from - day, kind: 'Setup' }, ...added],
          listsExpired,
        });
        // A lot that was added and expired between two readings was never seen.
        fc.pre(added.every((one) => (one.expiresAt ?? Infinity) - one.from > every));
        const measured = sums(record({ story, days, interval: every }));
        const real = story.happened(from, now);
        assert.equal(measured.toppedUp, real.toppedUp);
        assert.equal(measured.adjusted, 0);
        const unclear = added
          .flatMap(({ expiresAt }) => expiresAt ?? [])
          .reduce((sum, at) => sum + story.happened(at - every, at).used, 0);
        assert.ok(
          Math.abs(measured.expired - real.expired) <= unclear,
          `${measured.expired}, ${real.expired} ± ${unclear}`,
        );
      }),
    );
  });

  it('is exact where the service lists its purchases', () => {
    fc.assert(
      fc.property(use, lots, interval, (uses, added, every) => {
        const listed = added.map(({ amount, from: at, topUpId }) => ({ amount: amount + 2000, from: at, topUpId }));
        const story = storyOf({
          provider: 'breeze',
          account: 'breeze-demo',
          describes: 'any purchases',
          begin: from - day,
          step: 0.125,
          usage: uses,
          lots: [{ amount: 5000, from: from - day }, ...listed],
        });
        assert.deepStrictEqual(sums(record({ story, days, interval: every })), story.happened(from, now));
      }),
    );
  });
});

function round(credits: number): number {
  return Math.round(credits * 1e6) / 1e6;
}
