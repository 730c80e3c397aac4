import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Tally } from '../../../../src/core/history/record/series.ts';
import { scenarios } from '../../../support/simulator/index.ts';
import { bursts } from '../../../support/stories/bursts.ts';
import { correction } from '../../../support/stories/correction.ts';
import { lapsingLot } from '../../../support/stories/lapsingLot.ts';
import { leakedKey } from '../../../support/stories/leakedKey.ts';
import { steadyUse } from '../../../support/stories/steadyUse.ts';
import { stories, storyNames } from '../../../support/stories/stories.ts';
import { topUp } from '../../../support/stories/topUp.ts';
import { day, hour, minute } from '../../../support/stories/use.ts';
import { workingHours } from '../../../support/stories/workingHours.ts';

// A Friday, and not on the stroke of anything.
const now = Date.UTC(2026, 10, 20, 12, 34, 56, 789);
const nothing: Tally = { used: 0, toppedUp: 0, expired: 0, adjusted: 0 };

describe('every story', () => {
  it('is told by an account of its own that has a balance', () => {
    const tellers = storyNames.map((name) => stories[name]({ now }));
    assert.equal(new Set(tellers.map(({ account }) => account)).size, storyNames.length);
    for (const { account, provider } of tellers) {
      assert.deepStrictEqual([scenarios[account].provider, scenarios[account].status], [provider, 200]);
    }
  });

  for (const name of storyNames) {
    describe(name, () => {
      const story = stories[name]({ now });
      const time = fc.integer({ min: now - 500 * day, max: now + 30 * day });

      it('loses no credit and makes none: what is left is what was left, with what went on in between', () => {
        fc.assert(
          fc.property(time, time, (one, other) => {
            const [from, to] = one < other ? [one, other] : [other, one];
            const { used, toppedUp, expired, adjusted } = story.happened(from, to);
            assert.equal(
              round(story.left(from) + toppedUp + adjusted - used - expired),
              story.left(to),
              `from ${from} to ${to}`,
            );
            assert.ok(used >= 0 && toppedUp >= 0 && expired >= 0);
          }),
        );
      });

      it('says the same of the same time, whatever it was asked before and whenever it was begun to be told', () => {
        fc.assert(
          fc.property(fc.array(time), time, (earlier, asked) => {
            const another = stories[name]({ now });
            for (const one of earlier) another.at(one);
            assert.deepStrictEqual(another.at(asked), story.at(asked));
          }),
          { numRuns: 30 },
        );
      });

      it('says what is left, which is never below nothing, in the amounts that its service deals in', () => {
        fc.assert(
          fc.property(time, (asked) => {
            const { balance } = story.at(asked);
            assert.equal(balance, story.left(asked));
            assert.ok(balance !== undefined && balance >= 0);
            const finest = { bloom: 1, mimir: 1, breeze: 0.001, fullenrich: 0.25, olostep: 1 }[story.provider];
            assert.equal(round(Math.round(balance / finest) * finest), balance);
          }),
        );
      });

      it('goes on in the time to come', () => {
        assert.notDeepStrictEqual(story.happened(now, now + 4 * day), nothing);
      });

      it('stands still before it begins', () => {
        assert.deepStrictEqual(story.happened(now - 500 * day, now - 400 * day), nothing);
      });
    });
  }
});

describe('steadyUse', () => {
  it('uses the same in every hour, a quarter at a time', () => {
    const story = steadyUse({ now });
    assert.equal(story.left(now), 180.25);
    for (let at = now - 30 * day; at < now + 7 * day; at += hour) {
      assert.deepStrictEqual(story.happened(at, at + hour), { ...nothing, used: 1 });
      assert.deepStrictEqual(story.happened(at, at + 15 * minute), { ...nothing, used: 0.25 });
    }
  });

  it('ends when nothing is left', () => {
    const story = steadyUse({ now });
    assert.equal(story.left(now + 180 * hour), 0.25);
    assert.equal(story.left(now + 181 * hour), 0);
    assert.deepStrictEqual(story.happened(now, now + 30 * day), { ...nothing, used: 180.25 });
  });
});

describe('workingHours', () => {
  for (const zone of ['UTC', 'America/New_York', 'Europe/Berlin', 'Pacific/Auckland']) {
    describe(`in ${zone}`, () => {
      const before = process.env['TZ'];
      beforeEach(() => {
        process.env['TZ'] = zone;
      });
      afterEach(() => {
        if (before === undefined) delete process.env['TZ'];
        else process.env['TZ'] = before;
      });

      it('uses nothing at night and on weekends, and something on every working day', () => {
        const story = workingHours({ now });
        const first = new Date(now - 390 * day).setHours(0, 0, 0, 0);
        for (let index = 0; index < 380; index += 1) {
          const date = new Date(first);
          const at = (hours: number) =>
            new Date(date.getFullYear(), date.getMonth(), date.getDate() + index, hours).getTime();
          const isWeekend = [0, 6].includes(new Date(at(12)).getDay());
          const { used } = story.happened(at(0), at(24));
          assert.equal(story.happened(at(0), at(8)).used, 0);
          assert.equal(story.happened(at(19), at(24)).used, 0);
          if (isWeekend) assert.equal(used, 0);
          else assert.ok(used > 30 * 0.6 - 1 && used < 30 * 1.4 + 1, `${used} on ${new Date(at(12))}`);
        }
      });
    });
  }

  it('is another with another seed', () => {
    assert.notDeepStrictEqual(
      workingHours({ now, seed: 7 }).happened(now - 30 * day, now),
      workingHours({ now, seed: 8 }).happened(now - 30 * day, now),
    );
  });

  it('comes to about what it says on a working day', () => {
    const { used } = workingHours({ now, perDay: 30 }).happened(now - 364 * day, now);
    assert.ok(Math.abs(used / 260 - 30) < 1.5, `${used / 260}`);
  });
});

describe('bursts', () => {
  it('uses fifteen times as much on one day, and the same on all others', () => {
    const story = bursts({ now });
    for (let days = 1; days <= 30; days += 1) {
      const { used } = story.happened(now - days * day, now - (days - 1) * day);
      assert.equal(used, days === 5 ? 640 : 40, `${days} days ago`);
    }
  });
});

describe('topUp', () => {
  it('lists each purchase from the moment at which its credits are there', () => {
    const story = topUp({ now });
    assert.equal(story.left(now), 75);
    const listed = (time: number) => {
      const said = story.at(time);
      return said.provider === 'breeze' ? (said.topups ?? []) : [];
    };
    const toppedUp = now + hour;
    assert.equal(listed(toppedUp).length, listed(toppedUp - 1).length + 1);
    assert.deepStrictEqual(listed(toppedUp)[0], {
      topup_id: 'topup_story_41',
      amount: 300,
      status: 'completed',
      created_at: new Date(toppedUp).toISOString(),
    });
    assert.equal(story.happened(toppedUp - 1, toppedUp).toppedUp, 300);
    assert.ok(new Set(listed(now).map(({ topup_id: id }) => id)).size === 40);
  });

  it('lists a purchase as pending before it counts, where it is told so', () => {
    const story = topUp({ now, pendingFor: 10 * minute });
    const toppedUp = now + hour;
    const listed = (time: number) => {
      const said = story.at(time);
      return said.provider === 'breeze' ? said.topups?.[0] : undefined;
    };
    assert.equal(listed(toppedUp - 10 * minute)?.status, 'pending');
    assert.equal(listed(toppedUp - 1)?.status, 'pending');
    assert.equal(story.happened(toppedUp - 10 * minute, toppedUp - 1).toppedUp, 0);
    assert.equal(listed(toppedUp)?.status, 'completed');
  });

  it('never runs out', () => {
    const story = topUp({ now });
    for (let at = now - 390 * day; at <= now; at += hour) assert.ok(story.left(at) > 50);
  });
});

describe('lapsingLot', () => {
  const renewal = Date.UTC(2026, 9, 26);
  const lots = (story: ReturnType<typeof lapsingLot>, time: number) => {
    const said = story.at(time);
    return said.provider === 'olostep' ? (said.lots ?? []) : [];
  };

  it('loses what is left of the subscription when it is renewed', () => {
    const story = lapsingLot({ now });
    const left = story.left(renewal - 1);
    assert.ok(left > 100 && left < 600, `${left}`);
    assert.deepStrictEqual(story.happened(renewal - 1, renewal), { ...nothing, toppedUp: 1000, expired: left });
    assert.equal(story.left(renewal), 1000);
    assert.deepStrictEqual(
      [renewal - 1, renewal].map((time) => lots(story, time).map((lot) => [lot.remaining_units, lot.expiry_date])),
      [[[left, renewal / 1000]], [[1000, (renewal + 30 * day) / 1000]]],
    );
  });

  it('goes on to list what has expired, where it is told so, and does not count it', () => {
    const story = lapsingLot({ now, listsLapsed: true, past: 60 * day });
    const left = story.left(renewal - 1);
    assert.equal(story.left(renewal), 1000);
    assert.deepStrictEqual(
      lots(story, renewal)
        .slice(-2)
        .map((lot) => lot.remaining_units),
      [left, 1000],
    );
  });

  it('is about to lose more than a tenth of its balance within a week', () => {
    const story = lapsingLot({ now });
    const [lot] = lots(story, now);
    const lapsesAt = (lot?.expiry_date ?? 0) * 1000;
    assert.ok(lapsesAt > now && lapsesAt < now + 7 * day);
    assert.ok(story.happened(now, lapsesAt).expired > story.left(now) / 10);
  });
});

describe('leakedKey', () => {
  it('is used as usual, and then drained within an hour', () => {
    const story = leakedKey({ now });
    assert.equal(story.left(now + hour), 310);
    assert.deepStrictEqual(story.happened(now - 10 * day, now), { ...nothing, used: 200 });
    assert.ok(Math.abs(story.left(now + 1.5 * hour) - 155) < 2);
    assert.equal(story.left(now + 2 * hour), 0);
    assert.equal(story.left(now + 20 * day), 0);
  });
});

describe('correction', () => {
  it('has more for two hours, and then less by the same', () => {
    const story = correction({ now });
    for (const from of [now - 3 * day, now + hour]) {
      assert.deepStrictEqual(story.happened(from - 1, from), { ...nothing, adjusted: 250 });
      const end = from + 2 * hour;
      assert.deepStrictEqual(story.happened(end - 1, end).adjusted, -250);
      assert.deepStrictEqual(story.happened(from - hour, end + hour), { ...nothing, used: 4 });
    }
  });

  it('can be of credits that are missing for a while', () => {
    const story = correction({ now, amount: -300 });
    const from = now + hour;
    assert.equal(story.happened(from - 1, from).adjusted, -300);
    assert.deepStrictEqual(story.happened(from - 1, from + 2 * hour).adjusted, 0);
  });

  it('refuses to be told of more missing credits than there are', () => {
    assert.throws(() => correction({ now, amount: -900 }).at(now + hour), /takes more than there is/);
  });
});

function round(credits: number): number {
  return Math.round(credits * 1e6) / 1e6;
}
