import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findChanges } from '../../../src/core/history/changes/changes.ts';
import type { History, Tally } from '../../../src/core/history/record/series.ts';
import { sampleAccount } from '../../support/fakes/sampleAccount.ts';
import { bursts } from '../../support/stories/bursts.ts';
import { correction } from '../../support/stories/correction.ts';
import { lapsingLot } from '../../support/stories/lapsingLot.ts';
import { leakedKey } from '../../support/stories/leakedKey.ts';
import { type PlotLot, storyOf } from '../../support/stories/plot.ts';
import { recordStory } from '../../support/stories/recordStory.ts';
import { steadyUse } from '../../support/stories/steadyUse.ts';
import type { Story } from '../../support/stories/story.ts';
import { topUp } from '../../support/stories/topUp.ts';
import { day, evenUse, hour, minute, workingUse } from '../../support/stories/use.ts';
import { workingHours } from '../../support/stories/workingHours.ts';

// Not on the stroke of anything.
const now = Date.UTC(2026, 10, 20, 12, 34, 56, 789);

interface Recording {
  readonly story: Story;
  readonly days: number;
  readonly interval: number;
  readonly to?: number;
  readonly isOn?: (time: number) => boolean;
}

function record({ story, days, interval, to = now, isOn }: Recording): History {
  const from = to - days * day;
  const account = sampleAccount({ id: story.provider, provider: story.provider, keySetAt: from });
  return recordStory({ story, account, from, to, interval, ...(isOn ? { isOn } : {}) }).history;
}

/** What the analysis of a history comes to. */
function sums(history: History): Tally {
  const changes = history.flatMap(findChanges);
  const sum = (kind: string) =>
    round(changes.filter((one) => one.kind === kind).reduce((total, { amount }) => total + amount, 0));
  return { used: sum('used'), toppedUp: sum('toppedUp'), expired: sum('expired'), adjusted: sum('adjusted') };
}

/** What went on between the first and the last reading. */
function truth({ story, days, to = now }: Recording): Tally {
  return story.happened(to - days * day, to);
}

function assertConserved(history: History): void {
  for (const series of history) {
    const { used, toppedUp, expired, adjusted } = sums([series]);
    const [first, last] = [series.points.at(0), series.points.at(-1)];
    assert.ok(first && last);
    assert.equal(round(first.amount + toppedUp + adjusted - used - expired), last.amount);
  }
}

/** Every interval at which one might check, each over as long as is quick to play. */
const rhythms = [
  { interval: minute, days: 4 },
  { interval: 5 * minute, days: 8 },
  { interval: 15 * minute, days: 20 },
  { interval: hour, days: 80 },
  { interval: 7 * hour + 13 * minute, days: 200 },
  { interval: day, days: 390 },
] as const;

const named = (interval: number) => `every ${interval / minute} minutes`;

describe('the history of a story', () => {
  for (const { interval, days } of rhythms) {
    describe(`checked ${named(interval)} for ${days} days`, () => {
      for (const [name, story] of [
        ['steady use', steadyUse({ now })],
        ['use in working hours', workingHours({ now })],
        ['bursts', bursts({ now })],
        ['a leaked key', leakedKey({ now, leakAt: now - 2 * day })],
        ['listed top-ups', topUp({ now, past: (days + 1) * day })],
        ['listed top-ups that are pending first', topUp({ now, past: (days + 30) * day, pendingFor: 20 * minute })],
        [
          'a top-up that is pending in the first reading',
          topUp({ now, past: (days + 30) * day, pendingFor: 2 * hour }),
        ],
      ] as const) {
        it(`says exactly what went on: ${name}`, () => {
          const recording = { story, days, interval };
          const history = record(recording);
          assertConserved(history);
          assert.deepStrictEqual(sums(history), truth(recording));
        });
      }

      for (const listsLapsed of [false, true]) {
        it(`tells a expiry from use${listsLapsed ? ', when the service goes on to list the lot' : ''}`, () => {
          const renewal = Date.UTC(2026, 9, 26);
          const recording = {
            story: lapsingLot({ now, listsLapsed, past: (days + 60) * day }),
            days,
            interval,
            to: renewal + 1.3 * day,
          };
          const history = record(recording);
          assertConserved(history);
          const [found, real] = [sums(history), truth(recording)];
          assert.equal(found.toppedUp, real.toppedUp);
          assert.ok(real.expired > 300);
          // The lot expiries at midnight UTC. What is used between the last look and that cannot be told from what expired;
          // nothing else may be counted wrong.
          const unclear = Array.from({ length: 14 }, (_, index) => renewal - index * 30 * day)
            .filter((at) => at > recording.to - days * day)
            .reduce((sum, at) => sum + recording.story.happened(at - interval, at).used, 0);
          assert.ok(
            Math.abs(found.expired - real.expired) <= unclear,
            `${found.expired}, ${real.expired} ± ${unclear}`,
          );
          assert.deepStrictEqual(
            { ...found, used: round(found.used + found.expired), expired: 0 },
            { ...real, used: round(real.used + real.expired), expired: 0 },
          );
        });
      }
    });
  }
});

describe('what the history of a story says beside the sums', () => {
  for (const { interval } of rhythms) {
    it(`names the purchase of a rise, ${named(interval)}`, () => {
      const toppedUp = now + hour - 10 * day;
      const history = record({ story: topUp({ now, past: 30 * day }), days: 2, interval, to: toppedUp + day });
      const [rise, ...others] = history.flatMap(findChanges).filter(({ kind }) => kind === 'toppedUp');
      assert.deepStrictEqual(others, []);
      assert.deepStrictEqual([rise?.amount, rise?.topUp?.amount, rise?.topUp?.at], [300, 300, toppedUp]);
      assert.ok(rise && rise.from <= toppedUp && rise.to >= toppedUp && rise.to - rise.from <= interval);
    });
  }

  it('names the lot that expired and the lot that came in its place', () => {
    const renewal = Date.UTC(2026, 9, 26);
    const story = lapsingLot({ now });
    const history = record({ story, days: 2, interval: 5 * minute, to: renewal + day });
    const [expired] = history.flatMap(findChanges).filter(({ kind }) => kind === 'expired');
    const [came] = history.flatMap(findChanges).filter(({ kind }) => kind === 'toppedUp');
    assert.deepStrictEqual(
      [expired?.amount, expired?.lot?.expiresAt, came?.amount, came?.lot?.expiresAt],
      [story.left(renewal - 1), renewal, 1000, renewal + 30 * day],
    );
    for (const change of [expired, came]) assert.ok(change && change.from < renewal && change.to >= renewal);
  });

  for (const [what, options] of [
    ['gave', { amount: 250 }],
    ['gave for most of a day', { amount: 250, after: 20 * hour }],
    ['took, as a false zero does', { amount: -300, after: 30 * minute }],
    ['gave in a time of quick use', { amount: 250, perDay: 240, left: 5000 }],
    ['gave for most of a day of quick use', { amount: 250, perDay: 240, left: 5000, after: 20 * hour }],
    ['took in a time of quick use', { amount: -300, perDay: 240, left: 5000, after: 30 * minute }],
  ] as const) {
    for (const { interval, days } of rhythms.slice(0, 4)) {
      it(`tells what a service ${what} and took back from use and from purchases, ${named(interval)}`, () => {
        const recording = { story: correction({ now, ...options }), days, interval };
        const history = record(recording);
        assertConserved(history);
        assert.deepStrictEqual(sums(history), truth(recording));
      });
    }
  }

  it('shows both halves of a correction, when they are recent', () => {
    const history = record({ story: correction({ now }), days: 3.5, interval: 5 * minute, to: now });
    const halves = history.flatMap(findChanges).filter(({ kind }) => kind === 'adjusted');
    assert.deepStrictEqual(
      halves.map(({ amount }) => Math.sign(amount)),
      [1, -1],
    );
    for (const { amount } of halves) assert.ok(Math.abs(amount) > 245 && Math.abs(amount) <= 250, `${amount}`);
  });

  it('is of one point a day in the end, and the sums stay', () => {
    const recording = { story: workingHours({ now }), days: 390, interval: 15 * minute };
    const history = record(recording);
    const points = history[0]?.points ?? [];
    assert.ok(points.length < 700, `${points.length}`);
    assert.deepStrictEqual(sums(history), truth(recording));
    const old = points.filter(({ at }) => at > now - 300 * day && at < now - 100 * day);
    const days = new Set(old.map(({ at }) => new Date(at).toDateString()));
    assert.equal(days.size, old.length);
  });

  it('is the same when the machine is off at night and on weekends, in less detail', () => {
    const isOn = (time: number) => {
      const [weekday, hours] = [new Date(time).getDay(), new Date(time).getHours()];
      return weekday > 0 && weekday < 6 && hours >= 8 && hours < 19;
    };
    for (const story of [steadyUse({ now }), bursts({ now }), leakedKey({ now, leakAt: now - 2 * day })]) {
      const recording = { story, days: 21, interval: 15 * minute, isOn };
      const history = record(recording);
      assertConserved(history);
      const [first, last] = [history[0]?.points.at(0)?.at ?? 0, history[0]?.points.at(-1)?.until ?? 0];
      assert.ok(last - first > 18 * day);
      assert.deepStrictEqual(sums(history), story.happened(first, last));
    }
  });
});

describe('the history of any story', () => {
  const days = 6;
  const from = now - days * day;
  const times = fc.integer({ min: from - day, max: now });
  const use = fc.oneof(
    fc.integer({ min: 0, max: 400 }).map((perDay) => evenUse({ from, perDay })),
    fc
      .record({ perDay: fc.integer({ min: 0, max: 400 }), seed: fc.nat(1000) })
      .map((one) => workingUse({ from, ...one })),
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
      (one, index): PlotLot => ({
        amount: one.amount,
        from: one.from,
        pendingFrom: one.from - one.pending,
        kind: one.kind,
        topUpId: `any_${index}`,
        ...(one.lasts === undefined ? {} : { expiresAt: Math.floor(one.from / 1000 + one.lasts) * 1000 }),
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

  it('adds up: what was left, with all that came and without all that went, is what is left', () => {
    fc.assert(
      fc.property(providers, use, lots, corrections, interval, ([provider, account], uses, came, mended, every) => {
        const story = storyOf({
          provider,
          account,
          describes: 'any story',
          begin: from - day,
          step: 1,
          use: uses,
          // Never to be used up, so that no correction takes more than there is.
          lots: [{ amount: 5000, from: from - day, kind: 'Setup' }, ...came],
          corrections: mended,
        });
        const history = record({ story, days, interval: every });
        assertConserved(history);
        const changes = history.flatMap(findChanges);
        assert.ok(changes.every(({ kind, amount }) => amount > 0 || kind === 'adjusted'));
        assert.equal(history[0]?.points.at(-1)?.amount, story.left(now));
      }),
    );
  });

  it('is exact where the service lists its lots, but for what was used in the moment of an expiry', () => {
    fc.assert(
      fc.property(use, lots, fc.boolean(), interval, (uses, few, listsLapsed, every) => {
        // What is used between two looks is less than any lot: else nothing tells that both happened.
        const came = few.map((one) => ({ ...one, amount: one.amount + 200 }));
        const story = storyOf({
          provider: 'olostep',
          account: 'olostep-demo',
          describes: 'any lots',
          begin: from - day,
          step: 1,
          use: uses,
          lots: [{ amount: 5000, from: from - day, kind: 'Setup' }, ...came],
          listsLapsed,
        });
        // A lot that came and expired between two looks was never seen; nobody can tell what became of it.
        fc.pre(came.every((one) => (one.expiresAt ?? Infinity) - one.from > every));
        const found = sums(record({ story, days, interval: every }));
        const real = story.happened(from, now);
        assert.equal(found.toppedUp, real.toppedUp);
        assert.equal(found.adjusted, 0);
        const unclear = came
          .flatMap(({ expiresAt }) => expiresAt ?? [])
          .reduce((sum, at) => sum + story.happened(at - every, at).used, 0);
        assert.ok(Math.abs(found.expired - real.expired) <= unclear, `${found.expired}, ${real.expired} ± ${unclear}`);
      }),
    );
  });

  it('is the same whatever is used at the same time, where the service lists its purchases', () => {
    fc.assert(
      fc.property(use, lots, interval, (uses, came, every) => {
        const listed = came.map(({ amount, from: at, topUpId }) => ({ amount: amount + 2000, from: at, topUpId }));
        const story = storyOf({
          provider: 'breeze',
          account: 'breeze-demo',
          describes: 'any purchases',
          begin: from - day,
          step: 0.125,
          use: uses,
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
