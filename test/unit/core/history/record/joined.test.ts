import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addReading } from '../../../../../src/core/history/record/addReading.ts';
import { compact } from '../../../../../src/core/history/record/compact.ts';
import { joined, since } from '../../../../../src/core/history/record/joined.ts';
import type { History } from '../../../../../src/core/history/record/series.ts';
import type { Reading } from '../../../../../src/core/reading.ts';
import { credits } from '../../../../../src/core/unit.ts';
import { sampleReading } from '../../../../support/fakes/sampleReading.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 10, 20, 12);

const lot = fc.record({
  kind: fc.constantFrom('a', 'b'),
  remaining: fc.nat(3),
  expiresAt: fc.constantFrom(undefined, start + 100 * hour),
});
const topUp = fc.record({
  id: fc.constantFrom(undefined, 'x', 'y'),
  amount: fc.nat(2),
  status: fc.constantFrom('a', 'b'),
});
const listing = fc.record(
  { lots: fc.array(lot, { maxLength: 3 }), topUps: fc.array(topUp, { maxLength: 3 }) },
  { requiredKeys: [] },
);
const unit = fc.constantFrom(credits, { kind: 'currency' as const, name: 'USD' });
const told = fc.record({ hours: fc.nat(30), amount: fc.nat(3), listing, unit, key: fc.nat(1) });
const some = fc.array(told, { maxLength: 25 });

/** Readings by time, one after the other. */
function readings(all: readonly (typeof told extends fc.Arbitrary<infer T> ? T : never)[]): readonly Reading[] {
  let at = start;
  return all.map(({ hours, amount, listing, unit, key }) => {
    at += hours * hour + 1;
    return sampleReading({
      accountId: 'a',
      keySetAt: key,
      checkedAt: at,
      balanceAt: at,
      balance: { unit, amount, ...listing },
    });
  });
}
const taken = (history: History, all: readonly Reading[]) =>
  all.reduce((sofar, one) => addReading(sofar, one), history);
const alike = (history: History) => JSON.parse(JSON.stringify(history));
const thin = (history: History, now: number) => history.flatMap((series) => compact(series, now) ?? []);

describe('a history in two parts', () => {
  it('is the whole again, wherever it is divided', () => {
    fc.assert(
      fc.property(some, some, (first, second) => {
        const all = readings([...first, ...second]);
        const putAway = alike(taken([], all.slice(0, first.length)));
        const whole = taken(putAway, all.slice(first.length));
        const rest = since(putAway, whole) ?? assert.fail('It does not go on from there.');
        assert.deepStrictEqual(alike([...joined(putAway, alike(rest))]), alike(whole));
        assert.equal(since(putAway, joined(putAway, rest))?.length, rest.length);
      }),
    );
  });

  it('is the whole, once, when the second part has been put away in the first already', () => {
    fc.assert(
      fc.property(some, some, fc.nat(2000), (first, second, later) => {
        const all = readings([...first, ...second]);
        const putAway = taken([], all.slice(0, first.length));
        const whole = taken(putAway, all.slice(first.length));
        const rest = since(putAway, whole) ?? assert.fail('It does not go on from there.');
        const again = thin(whole, (all.at(-1)?.checkedAt ?? start) + later * hour);
        assert.deepStrictEqual(alike(joined(again, rest)), alike(again));
      }),
    );
  });

  it('has nothing in its second part when nothing came', () => {
    fc.assert(
      fc.property(some, (all) => {
        const whole = taken([], readings(all));
        assert.deepStrictEqual(since(whole, whole), []);
        assert.deepStrictEqual(since(alike(whole), whole), []);
      }),
    );
  });

  const at = (hours: number, amount: number, more: object = {}) =>
    sampleReading({ keySetAt: 0, balanceAt: start + hours * hour, balance: { unit: credits, amount, ...more } });

  it('has the third of three purchases that look alike', () => {
    const toppedUp = (count: number) => ({ topUps: Array.from({ length: count }, () => ({ amount: 5 })) });
    const putAway = taken([], [at(0, 10, toppedUp(2))]);
    const whole = taken(putAway, [at(1, 15, toppedUp(3))]);
    const rest = since(putAway, whole) ?? [];
    assert.equal(joined(putAway, rest)[0]?.topUps.length, 3);
  });

  it('says of a purchase what was said last, whichever part it is in', () => {
    const status = (text: string) => ({ topUps: [{ id: 'a', status: text }] });
    const earlier = taken([], [at(0, 10, status('pending'))]);
    const later = taken(earlier, [at(1, 10, status('done'))]);
    for (const [putAway, rest] of [
      [earlier, later],
      [later, earlier],
    ] as const)
      assert.equal(joined(putAway, rest)[0]?.topUps[0]?.topUp.status, 'done');
  });

  it('does not say what led to its first point when the first part is lost', () => {
    const tally = { used: 1, toppedUp: 0, expired: 0, adjusted: 0 };
    const rest = taken([], [at(0, 10)]).map((series) => ({
      ...series,
      points: series.points.map((point) => ({ ...point, tally })),
    }));
    assert.equal(joined([], rest)[0]?.points[0]?.tally, undefined);
  });

  it('cannot be divided where the first part has changed', () => {
    const all = [1, 2, 3].map((hours) =>
      sampleReading({
        keySetAt: 0,
        balanceAt: start + hours * hour,
        balance: { pools: [{ unit: credits, amount: 10 - hours }] },
      }),
    );
    const whole = taken([], all);
    const back = addReading(whole, { ...sampleReading({ keySetAt: 0 }), balanceAt: start }, undefined, start);
    assert.equal(since(whole, back), undefined);
    assert.equal(since(whole, []), undefined);
  });
});
