import assert from 'node:assert/strict';
import type { Pool } from '../../../../../src/core/balance.ts';
import { addReading } from '../../../../../src/core/history/record/addReading.ts';
import { compact } from '../../../../../src/core/history/record/compact.ts';
import { mergeHistories } from '../../../../../src/core/history/record/mergeHistories.ts';
import type { History } from '../../../../../src/core/history/series.ts';
import { day, hour } from '../../../../../src/core/time.ts';
import { credits } from '../../../../../src/core/unit.ts';
import { sampleReading } from '../../../../support/fakes/samples.ts';

const start = Date.UTC(2026, 10, 20, 12);

function read(history: History, hours: number, amount: number, more: Partial<Pool> = {}): History {
  const balance = { pools: [{ unit: credits, amount, ...more }] } as const;
  return addReading(history, sampleReading({ keySetAt: 0, balanceAt: start + hours * hour, balance }));
}

function readings(from: number, to: number, history: History = []): History {
  let all = history;
  for (let hours = from; hours < to; hours += 0.25) all = read(all, hours, 1000 - Math.floor(hours));
  return all;
}

describe('two histories that overlap', () => {
  it('are the whole together', () => {
    assert.deepStrictEqual(mergeHistories(readings(0, 50), readings(49, 100)), readings(0, 100));
  });

  it('are the first alone where it has all of the second, compacted', () => {
    const whole = readings(0, 100);
    const compacted = whole.flatMap((series) => compact(series, start + 100 * day) ?? []);
    assert.deepStrictEqual(mergeHistories(compacted, readings(50, 100)), compacted);
  });

  it('have the third of three purchases that look alike', () => {
    const bought = (count: number) => ({ topUps: Array.from({ length: count }, () => ({ amount: 5 })) });
    const merged = mergeHistories(read([], 0, 10, bought(2)), read(read([], 0, 10, bought(2)), 1, 15, bought(3)));
    assert.equal(merged[0]?.topUps.length, 3);
  });

  it('have each purchase as it was listed last, whichever has it', () => {
    const status = (text: string) => ({ topUps: [{ id: 'a', status: text }] });
    const earlier = read([], 0, 10, status('pending'));
    const later = read(earlier, 1, 10, status('done'));
    for (const merged of [mergeHistories(earlier, later), mergeHistories(later, earlier)])
      assert.equal(merged[0]?.topUps[0]?.topUp.status, 'done');
  });

  it('have the pools of both', () => {
    const [a, b] = [read([], 0, 10, { id: 'a' }), read([], 0, 10, { id: 'b' })];
    assert.deepStrictEqual(
      mergeHistories(a, b).map(({ pool }) => pool),
      ['a', 'b'],
    );
  });

  it('have no tally at their first point when the first part is lost', () => {
    const tally = { used: 1, toppedUp: 0, expired: 0, adjusted: 0 };
    const rest = readings(0, 1).map((series) => ({
      ...series,
      points: series.points.map((point) => ({ ...point, tally })),
    }));
    assert.equal(mergeHistories([], rest)[0]?.points[0]?.tally, undefined);
  });
});
