import assert from 'node:assert/strict';
import { outlookOf } from '../../../src/core/history/forecast/outlook.ts';
import { inZone } from '../../support/fakes/inZone.ts';
import { sampleAccount } from '../../support/fakes/sampleAccount.ts';
import { bursts } from '../../support/stories/bursts.ts';
import { correction } from '../../support/stories/correction.ts';
import { lapsingLot } from '../../support/stories/lapsingLot.ts';
import { leakedKey } from '../../support/stories/leakedKey.ts';
import { recordStory } from '../../support/stories/recordStory.ts';
import { steadyUse } from '../../support/stories/steadyUse.ts';
import type { Story } from '../../support/stories/story.ts';
import { topUp } from '../../support/stories/topUp.ts';
import { day, hour, minute } from '../../support/stories/use.ts';
import { workingHours } from '../../support/stories/workingHours.ts';

// A Friday, and not on the stroke of anything.
const now = Date.UTC(2026, 10, 20, 12, 34, 56, 789);
const rhythms = [
  { interval: minute, days: 3 },
  { interval: 5 * minute, days: 8 },
  { interval: 15 * minute, days: 21 },
  { interval: hour, days: 60 },
  { interval: 7 * hour + 13 * minute, days: 120 },
  { interval: day, days: 200 },
] as const;

function outlookAt(story: Story, { interval, days }: { interval: number; days: number }, to = now) {
  const from = to - days * day;
  const account = sampleAccount({ id: story.provider, provider: story.provider, keySetAt: from });
  const { history, reading } = recordStory({ story, account, from, to, interval });
  assert.ok(reading);
  return outlookOf(history, reading);
}

function assertNear(found: number | undefined, expected: number, share: number, what: string): void {
  assert.ok(
    found !== undefined && Math.abs(found - expected) <= share * expected,
    `${what}: ${found}, not ${expected}`,
  );
}

describe('the outlook of a story', () => {
  for (const rhythm of rhythms) {
    describe(`checked every ${rhythm.interval / minute} minutes for ${rhythm.days} days`, () => {
      for (const [name, story, perDay] of [
        ['steady use', steadyUse({ now }), 24],
        ['steady use with top-ups', topUp({ now, past: (rhythm.days + 30) * day }), 30],
        ['a key before it leaks', leakedKey({ now }), 20],
        ['use with a correction of a quarter of a day ago', correction({ now: now + 2.75 * day, left: 640 }), 24],
      ] as const) {
        it(`has found the pace to 1 %, and with it the date: ${name}`, () => {
          const { usageRate, forecast } = outlookAt(story, rhythm);
          assertNear(usageRate?.perDay, perDay, 0.01, 'pace');
          assertNear((forecast?.emptyAt ?? 0) - now, (story.left(now) / perDay) * day, 0.01, 'runway');
          assert.ok(usageRate && usageRate.low < perDay && usageRate.high > perDay && usageRate.confidence === 'high');
        });
      }

      for (const zone of ['UTC', 'Asia/Kolkata', 'Asia/Tokyo', 'Pacific/Auckland']) {
        describe(`in ${zone}`, () => {
          inZone(zone);

          it('counts a burst for three times the usual of one day, wherever midnight is', () => {
            const { usageRate } = outlookAt(bursts({ now }), rhythm);
            const most = (40 * (6 + 3)) / 7;
            assert.ok(usageRate && usageRate.perDay >= 39.6 && usageRate.perDay < 1.01 * most, `${usageRate?.perDay}`);
            assert.ok(usageRate.low < 40, `${usageRate.low}`);
          });
        });
      }

      if (rhythm.days < 7) return;

      it('counts nights and weekends', () => {
        const story = workingHours({ now });
        const { usageRate } = outlookAt(story, rhythm);
        assertNear(usageRate?.perDay, (30 * 5) / 7, 0.2, 'pace');
        // The year to come is as the year before; the range holds its pace.
        const usual = story.happened(now - 364 * day, now).used / 364;
        assert.ok(
          usageRate && usageRate.low < usual && usual < usageRate.high,
          `${usageRate?.low} ${usual} ${usageRate?.high}`,
        );
      });

      it('says what expiries: as much as the pace leaves of the subscription, on its day', () => {
        const story = lapsingLot({ now, past: (rhythm.days + 60) * day });
        const { usageRate, forecast } = outlookAt(story, rhythm);
        const [expiry, ...others] = forecast?.expiries ?? [];
        assert.deepStrictEqual(others, []);
        const at = Date.UTC(2026, 10, 25);
        assert.equal(expiry?.at, at);
        assertNear(expiry?.amount, story.left(now) - ((usageRate?.perDay ?? 0) * (at - now)) / day, 1e-9, 'expiry');
        // A weekend is nearly half of the time until then, which no mean pace can know.
        assert.ok(Math.abs((expiry?.amount ?? 0) - story.happened(now, at).expired) < story.left(now) / 5);
      });
    });
  }

  it('is still being learnt in the first day', () => {
    for (const hours of [1, 6, 23]) {
      assert.equal(outlookAt(steadyUse({ now }), { interval: 15 * minute, days: hours / 24 }).usageRate, undefined);
    }
    assert.ok(outlookAt(steadyUse({ now }), { interval: 15 * minute, days: 1.01 }).usageRate);
  });

  it('is still being learnt where next to nothing is used', () => {
    const story = steadyUse({ now, perDay: 0.05 });
    assert.equal(outlookAt(story, { interval: hour, days: 10 }).usageRate, undefined);
  });
});
