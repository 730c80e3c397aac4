import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tableByAmount, tableByDay } from '../../../../src/core/dashboard/dashboardTable.ts';
import { findChanges } from '../../../../src/core/history/changes/changes.ts';
import { credits } from '../../../../src/core/unit.ts';
import { inZone } from '../../../support/fakes/environment.ts';
import { seriesByDate, seriesFrom } from '../../../support/fakes/samples.ts';

const hour = 3_600_000;

describe('the table of a past', () => {
  inZone('Europe/Berlin');
  const time = (text: string) => Date.parse(text);

  it("has a row for each of the user's days that was read, the newest first", () => {
    const series = seriesByDate([
      // 23:30 and 00:30 in Berlin: another day, though the same one in London.
      ['2026-11-17T22:30Z', 100],
      ['2026-11-17T23:30Z', 90],
      ['2026-11-18T09:00Z', 95],
      ['2026-11-18T10:00Z', 80, '2026-11-19T10:00Z'],
      ['2026-11-21T10:00Z', 80.5],
    ]);
    const table = tableByDay([series], time('2026-11-17T12:00Z'), time('2026-11-21T12:00Z'));
    assert.ok(table.by === 'day');
    assert.deepStrictEqual(
      table.rows.map(({ day, lowest, highest, last }) => [new Date(day).getDate(), lowest, highest, last]),
      [
        [21, 80.5, 80.5, 80.5],
        [19, 80, 80, 80],
        [18, 80, 95, 80],
        [17, 100, 100, 100],
      ],
    );
  });

  it('sums up in the days all that happened', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 500 })), {
          minLength: 1,
          maxLength: 60,
        }),
        (steps) => {
          let at = time('2026-03-01T00:00Z');
          const answers = steps.map(([hours, amount]) => {
            at += hours * hour;
            return { at, amount };
          });
          const series = seriesFrom(answers);
          const table = tableByDay([series], 0, at);
          assert.ok(table.by === 'day');
          for (const kind of ['used', 'toppedUp', 'expired', 'adjusted'] as const) {
            const sum = findChanges(series).reduce((all, one) => all + (one.kind === kind ? one.amount : 0), 0);
            const inRows = table.rows.reduce((all, row) => all + row[kind], 0);
            assert.ok(Math.abs(sum - inRows) < 1e-9, `${kind}: ${sum} and ${inRows}`);
          }
          const amounts = answers.map(({ amount }) => amount);
          assert.equal(Math.min(...table.rows.map(({ lowest }) => lowest)), Math.min(...amounts));
          assert.equal(Math.max(...table.rows.map(({ highest }) => highest)), Math.max(...amounts));
          assert.equal(table.rows[0]?.last, amounts.at(-1));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('has a row for each amount of a short time, and every change', () => {
    const series = seriesFrom([
      { at: hour, amount: 100 },
      { at: 2 * hour, amount: 90 },
      { at: 3 * hour, amount: 90 },
      { at: 4 * hour, amount: 590 },
    ]);
    assert.deepStrictEqual(tableByAmount([series], 1.5 * hour, 5 * hour), {
      by: 'amount',
      rows: [
        { at: 4 * hour, until: 4 * hour, amount: 590, unit: credits },
        { at: 2 * hour, until: 3 * hour, amount: 90, unit: credits },
      ],
      changes: [
        { kind: 'toppedUp', amount: 500, unit: credits, from: 3 * hour, to: 4 * hour, lot: undefined, atLeast: false },
        { kind: 'used', amount: 10, unit: credits, from: hour, to: 2 * hour, lot: undefined, atLeast: false },
      ],
    });
  });

  it('says "at least" where automatic recharges hide usage', () => {
    const amounts = [100, 570, 200, 700, 150, 605];
    const series = seriesFrom(amounts.map((amount, index) => ({ at: index * 24 * hour, amount })));
    const { changes } = tableByAmount([series], 0, 200 * hour);
    assert.deepStrictEqual(
      changes.map(({ kind, amount, atLeast }) => [kind, amount, atLeast]),
      [
        ['toppedUp', 455, true],
        ['used', 550, false],
        ['toppedUp', 500, false],
        ['used', 370, false],
        ['toppedUp', 470, true],
      ],
    );
    const days = tableByDay([series], 0, 200 * hour);
    assert.ok(days.by === 'day');
    assert.deepStrictEqual(
      days.rows.map(({ toppedUp, atLeast }) => [toppedUp, atLeast]),
      [
        [455, true],
        [0, false],
        [500, false],
        [0, false],
        [470, true],
        [0, false],
      ],
    );
  });

  it('keeps amounts in their own unit', () => {
    const euros = { kind: 'currency', name: 'EUR' } as const;
    const history = [seriesFrom([{ at: hour, amount: 5 }], 0, euros), seriesFrom([{ at: 9 * hour, amount: 700 }], 1)];
    const table = tableByAmount(history, 0, 10 * hour);
    assert.deepStrictEqual(
      table.rows.map(({ unit }) => unit.name),
      ['credits', 'EUR'],
    );
  });
});
