import assert from 'node:assert/strict';
import type { DashboardPool, Mark, Past, PoolDetails } from '../../../src/core/dashboard/dashboardPool.ts';
import { Format } from '../../../src/core/format.ts';
import { credits } from '../../../src/core/unit.ts';
import { chartSentence, readout, stopsOf } from '../../../src/dashboard/chartText.ts';

const format = new Format('en-GB', 'UTC');
const now = Date.UTC(2026, 10, 20, 12);
const hour = 3_600_000;
const toppedUp: Mark = { kind: 'toppedUp', amount: 500, from: now - 3 * hour, at: now - 2 * hour, level: 540 };

const past: Past = {
  unit: credits,
  lines: [{ times: [now - 9 * hour, now - 2 * hour, now - hour], amounts: [40, 540, 530], until: now }],
  marks: [toppedUp],
  lastAt: now,
  otherUnits: [],
};
const future = { times: [now, now + 10 * hour], amounts: [530, 0], lows: [530, 0], highs: [530, 265] };

function details(change: Partial<PoolDetails> = {}): PoolDetails {
  return { lots: [], topUps: [], past, ...change };
}

function account(change: Partial<DashboardPool> = {}): DashboardPool {
  return { id: 'mimir', label: 'Mimir', provider: 'Mimir', details: details(), ...change };
}

describe('a chart in words', () => {
  it('is where it begins and ends, how low and high it goes, and what happened', () => {
    assert.equal(
      chartSentence(account(), 'day', format, now),
      'Balance of Mimir, 24 hours: from 40 to 530 credits, lowest 40, highest 540. 1 top-up.',
    );
    const forecast = { emptyAt: now + 10 * hour };
    assert.equal(
      chartSentence(
        account({ forecast, details: details({ future, past: { ...past, marks: [toppedUp, toppedUp] } }) }),
        'day',
        format,
        now,
      ),
      'Balance of Mimir, 24 hours: from 40 to 530 credits, lowest 40, highest 540. 2 top-ups. 10 hours left, runs out Friday night.',
    );
  });

  it('is that there is no reading', () => {
    const nothing = account({ details: details({ past: { ...past, lines: [] } }) });
    assert.equal(chartSentence(nothing, 'week', format, now), 'Balance of Mimir, 7 days: no updates.');
  });

  it('says at a time what was left, and what came with it', () => {
    assert.equal(readout(details(), now - 5 * hour, format, now), '20 Nov, 7:00: 40 credits');
    assert.equal(readout(details(), now - 2 * hour, format, now), '20 Nov, 10:00: 540 credits, topped up 500');
    const expired: Mark = { ...toppedUp, kind: 'expired', amount: 12, lot: 'Trial' };
    assert.equal(
      readout(details({ past: { ...past, marks: [expired] } }), now - 2 * hour, format, now),
      '20 Nov, 10:00: 540 credits, expired 12 (Trial)',
    );
  });

  it('does not say zero before the first reading', () => {
    assert.equal(readout(details(), now - 10 * hour, format, now), '20 Nov, 2:00: no updates');
    assert.equal(readout(details(), now + hour, format, now), '20 Nov, 13:00: no updates');
  });

  it('says ahead what will be left, between which limits, and that it is empty then', () => {
    const ahead = details({ future });
    assert.equal(readout(ahead, now + 5 * hour, format, now), '20 Nov, 17:00: forecast 265 credits (265–398)');
    assert.equal(readout(ahead, now + 10 * hour, format, now), '20 Nov, 22:00: empty by then');
    assert.equal(readout(ahead, now + 11 * hour, format, now), '20 Nov, 23:00: empty by then');
  });
});

describe('the stops of a cursor', () => {
  it('are each change, each mark and each end', () => {
    assert.deepStrictEqual(stopsOf(details({ future }), now - 24 * hour, now + 12 * hour, 100), [
      now - 9 * hour,
      now - 2 * hour,
      now - hour,
      now,
      now + 10 * hour,
    ]);
  });

  it('are no more than a person presses through, but for what is marked', () => {
    const times = Array.from({ length: 1000 }, (_, index) => now - 10 * hour + index * 36_000);
    const marked: Mark = { ...toppedUp, at: times[501] ?? 0 };
    const many = details({
      past: { ...past, marks: [marked], lines: [{ times, amounts: times.map(() => 1), until: times.at(-1) ?? 0 }] },
    });
    const stops = stopsOf(many, now - 10 * hour, now, 50);
    assert.ok(stops.length <= 53, String(stops.length));
    assert.ok(stops.includes(marked.at) && stops.includes(times[0] ?? 0) && stops.includes(times.at(-1) ?? 0));
  });
});
