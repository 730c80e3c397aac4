import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TopUp } from '../../../../src/core/balance.ts';
import { compact } from '../../../../src/core/history/record/compact.ts';
import type { Point, SeenLot, SeenTopUp, Series } from '../../../../src/core/history/record/series.ts';
import { decimalText } from '../../../../src/core/reports/decimal.ts';
import { isoTime } from '../../../../src/core/reports/isoTime.ts';
import { monthsOf, type Statement, type StatementRow, statement } from '../../../../src/core/reports/statement.ts';
import { nextMonth } from '../../../../src/core/time.ts';
import type { Unit } from '../../../../src/core/unit.ts';
import { inZone } from '../../../support/fakes/inZone.ts';
import { sampleAccount } from '../../../support/fakes/sampleAccount.ts';
import { seriesByDate } from '../../../support/fakes/seriesByDate.ts';

const account = sampleAccount();
const november = Date.parse('2026-11-15T12:00:00Z');
const usd: Unit = { kind: 'currency', name: 'USD' };

/** The statement of November, unless another month is named, for one account with these series. */
function rows(history: readonly Series[], time = november): readonly StatementRow[] {
  return statement([{ account, history }], time).rows;
}

const figures = ({ opening, toppedUp, used, expired, adjusted, closing }: StatementRow) =>
  [opening, toppedUp, used, expired, adjusted, closing].map(decimalText).join(' ');

const span = ({ from, until, complete }: StatementRow) =>
  `${isoTime(from)} ${isoTime(until)} ${complete ? 'complete' : 'incomplete'}`;

function listed(topUp: TopUp, since: string): SeenTopUp {
  return { topUp, since: Date.parse(since) };
}

describe('a statement', () => {
  inZone('Europe/Berlin');

  describe('of a month that was read from end to end', () => {
    const series = seriesByDate([
      ['2026-10-20T10:00:00+02:00', 1000],
      ['2026-11-03T10:00:00+01:00', 900],
      ['2026-11-10T10:00:00+01:00', 1400],
      ['2026-11-20T10:00:00+01:00', 1250],
      ['2026-12-02T10:00:00+01:00', 1000],
    ]);

    it('says what it opened with, what happened, and what it closed with', () => {
      assert.deepStrictEqual(rows([series]).map(figures), ['1000 500 250 0 0 1250']);
    });

    it('covers the month from its start to its end', () => {
      assert.deepStrictEqual(rows([series]).map(span), [
        '2026-11-01T00:00:00+01:00 2026-12-01T00:00:00+01:00 complete',
      ]);
    });

    it('is the month of the user, not that of Greenwich', () => {
      const late = seriesByDate([
        ['2026-10-31T22:00:00+01:00', 100],
        ['2026-11-01T00:30:00+01:00', 90],
        ['2026-12-01T00:30:00+01:00', 70],
      ]);
      assert.deepStrictEqual(rows([late]).map(figures), ['100 0 10 0 0 90']);
    });
  });

  describe('at the turn of a month', () => {
    it('opens with the amount that held over it', () => {
      const series = seriesByDate([
        ['2026-10-20T10:00:00Z', 50, '2026-11-05T10:00:00Z'],
        ['2026-11-05T10:05:00Z', 40, '2026-12-05T10:00:00Z'],
      ]);
      assert.deepStrictEqual(rows([series]).map(figures), ['50 0 10 0 0 40']);
    });

    it('counts what happened unseen in the month in which it was seen', () => {
      const series = seriesByDate([
        ['2026-10-28T10:00:00Z', 50],
        ['2026-11-04T10:00:00Z', 20],
      ]);
      assert.deepStrictEqual(rows([series], Date.parse('2026-10-15T00:00:00Z')).map(figures), ['50 0 0 0 0 50']);
      assert.deepStrictEqual(rows([series]).map(figures), ['50 0 30 0 0 20']);
    });

    it('counts what was seen at the very moment in the month that ends', () => {
      const series = seriesByDate([
        ['2026-10-28T10:00:00Z', 50],
        ['2026-11-01T00:00:00+01:00', 20],
        ['2026-11-02T00:00:00+01:00', 10],
      ]);
      assert.deepStrictEqual(rows([series], Date.parse('2026-10-15T00:00:00Z')).map(figures), ['50 0 30 0 0 20']);
      assert.deepStrictEqual(rows([series]).map(figures), ['20 0 10 0 0 10']);
    });

    it('keeps a single reading at the very moment', () => {
      const at = '2026-11-01T00:00:00+01:00';
      assert.deepStrictEqual(rows([seriesByDate([[at, 7, at]])]).map(figures), ['7 0 0 0 0 7']);
      assert.deepStrictEqual(rows([seriesByDate([[at, 7, at]])], Date.parse('2026-10-15T00:00:00Z')), []);
    });
  });

  describe('of a month that was read in part', () => {
    it('begins with the first amount when the account is younger', () => {
      const series = seriesByDate([
        ['2026-11-10T10:00:00+01:00', 100],
        ['2026-12-02T10:00:00+01:00', 60],
      ]);
      assert.deepStrictEqual(
        rows([series]).map((row) => [figures(row), span(row)]),
        [['100 0 0 0 0 100', '2026-11-10T10:00:00+01:00 2026-12-01T00:00:00+01:00 incomplete']],
      );
    });

    it('ends with the last reading while the month is not over', () => {
      const series = seriesByDate([
        ['2026-10-10T10:00:00+02:00', 100],
        ['2026-11-12T10:00:00+01:00', 60, '2026-11-14T10:00:00+01:00'],
      ]);
      assert.deepStrictEqual(
        rows([series]).map((row) => [figures(row), span(row)]),
        [['100 0 40 0 0 60', '2026-11-01T00:00:00+01:00 2026-11-14T10:00:00+01:00 incomplete']],
      );
    });

    it('has no row for an account that was read before it or after it alone', () => {
      const [before, after] = [
        seriesByDate([['2026-09-10T10:00:00Z', 1]]),
        seriesByDate([['2026-12-10T10:00:00Z', 1]]),
      ];
      assert.deepStrictEqual([...rows([before]), ...rows([after]), ...rows([])], []);
    });

    it('has a row, in which nothing happened, for a month without a reading between two that have some', () => {
      const series = seriesByDate([
        ['2026-10-10T10:00:00Z', 9],
        ['2026-12-10T10:00:00Z', 5],
      ]);
      assert.deepStrictEqual(rows([series]).map(figures), ['9 0 0 0 0 9']);
    });
  });

  it('has a row for each key and each unit, and never adds them', () => {
    const history = [
      seriesByDate([
        ['2026-11-02T10:00:00Z', 100],
        ['2026-11-03T10:00:00Z', 90],
      ]),
      seriesByDate([['2026-11-04T10:00:00Z', 500]], { keySetAt: Date.parse('2026-11-04T00:00:00Z') }),
      seriesByDate([['2026-11-05T10:00:00Z', 4.2]], { keySetAt: Date.parse('2026-11-04T00:00:00Z'), unit: usd }),
    ];
    assert.deepStrictEqual(
      rows(history).map((row) => `${figures(row)} ${row.unit.name}`),
      ['100 0 10 0 0 90 credits', '500 0 0 0 0 500 credits', '4.2 0 0 0 0 4.2 USD'],
    );
  });

  it('tells a expiry and a purchase from use', () => {
    const lot = { kind: 'Gift', allocated: 200, remaining: 120, expiresAt: Date.parse('2026-11-10T00:00:00Z') };
    const lots: readonly SeenLot[] = [
      { lot, since: Date.parse('2026-10-20T10:00:00Z'), until: Date.parse('2026-11-09T23:59:00Z') },
    ];
    const series = seriesByDate(
      [
        ['2026-10-20T10:00:00Z', 300, '2026-11-09T23:59:00Z'],
        ['2026-11-10T00:10:00Z', 180],
        ['2026-11-11T00:10:00Z', 170.5],
        ['2026-11-12T00:10:00Z', 670.5],
      ],
      { lots, topUps: [listed({ id: 'p1', amount: 500 }, '2026-11-12T00:10:00Z')] },
    );
    assert.deepStrictEqual(rows([series]).map(figures), ['300 500 9.5 120 0 670.5']);
  });

  it('shows no noise of binary fractions, and adds up all the same', () => {
    const series = seriesByDate([
      ['2026-11-02T10:00:00Z', 0.1 + 0.2],
      ['2026-11-03T10:00:00Z', 0.1],
      ['2026-11-04T10:00:00Z', 1_000_000.1],
      ['2026-11-05T10:00:00Z', 999_999.8],
      ['2026-11-06T10:00:00Z', 999_999.1],
    ]);
    assert.deepStrictEqual(rows([series]).map(figures), ['0.3 1000000 1.2 0 0 999999.1']);
  });

  it('shows what was toppedUp as it is listed, and what was used to the last digit beside it', () => {
    const at = '2026-11-03T10:00:00Z';
    const series = seriesByDate(
      [
        ['2026-11-02T10:00:00Z', 12_345_678.123456],
        [at, 12_346_178.012345],
      ],
      { topUps: [listed({ id: 'p1', amount: 500, at: Date.parse(at) - 1 }, at)] },
    );
    assert.deepStrictEqual(rows([series]).map(figures), ['12345678.123456 500 0.111111 0 0 12346178.012345']);
  });

  it('adds up though a tally that was kept does not', () => {
    const series = seriesByDate([
      ['2026-11-02T10:00:00Z', 100],
      ['2026-11-03T10:00:00Z', 110],
    ]);
    const tally = { used: 5, toppedUp: 0, expired: 0, adjusted: 0 };
    const points = series.points.map((point, index) => (index === 1 ? { ...point, tally } : point));
    assert.deepStrictEqual(rows([{ ...series, points }]).map(figures), ['100 0 5 0 15 110']);
  });

  it('shows a debt as it is', () => {
    const series = seriesByDate([
      ['2026-11-02T10:00:00Z', 5],
      ['2026-11-03T10:00:00Z', -7.5],
    ]);
    assert.deepStrictEqual(rows([series]).map(figures), ['5 0 12.5 0 0 -7.5']);
  });

  it('counts a fall as use though it is too small for anything to be made of it', () => {
    const series = seriesByDate([
      ['2026-11-02T10:00:00Z', 40_000_000_000_005],
      ['2026-11-03T10:00:00Z', 40_000_000_000_000],
    ]);
    assert.deepStrictEqual(rows([series]).map(figures), ['40000000000005 0 5 0 0 40000000000000']);
  });

  describe('lists the top-ups', () => {
    const points = [
      ['2026-10-20T10:00:00Z', 100],
      ['2026-11-20T10:00:00Z', 700],
    ] as const;
    const idsOf = (history: readonly Series[]) =>
      rows(history).map(({ topUps }) => topUps.map(({ id, amount, status }) => `${id} ${amount} ${status}`));

    it('of the month alone, as the service says it, though it is not what was seen', () => {
      const at = (time: string) => Date.parse(time);
      const topUps = [
        listed({ id: 'old', amount: 1, status: 'paid', at: at('2026-10-31T23:59:59+01:00') }, points[0][0]),
        listed({ id: 'first', amount: 2, status: '=paid', at: at('2026-11-01T00:00:00+01:00') }, points[1][0]),
        listed({ id: 'last', amount: 3, at: at('2026-11-30T23:59:59+01:00') }, points[1][0]),
        listed({ id: 'next', amount: 4, status: 'paid', at: at('2026-12-01T00:00:00+01:00') }, points[1][0]),
      ];
      assert.deepStrictEqual(idsOf([seriesByDate(points, { topUps })]), [['first 2 =paid', 'last 3 undefined']]);
    });

    it('that have no date when they were first listed, unless they stood there at the beginning', () => {
      const begun = seriesByDate([
        ['2026-11-02T10:00:00Z', 100],
        ['2026-11-20T10:00:00Z', 700],
      ]);
      const topUps = [
        listed({ id: 'before', amount: 1 }, '2026-11-02T10:00:00Z'),
        listed({ id: 'new', amount: 600 }, '2026-11-20T10:00:00Z'),
      ];
      assert.deepStrictEqual(idsOf([{ ...begun, topUps }]), [['new 600 undefined']]);
    });

    it('once though the key was replaced, with the last word on it', () => {
      const at = Date.parse('2026-11-10T00:00:00Z');
      const old = seriesByDate(points, {
        topUps: [listed({ id: 'a', amount: 5, status: 'pending', at }, points[1][0])],
      });
      const replaced = seriesByDate([['2026-11-25T10:00:00Z', 700]], {
        keySetAt: Date.parse('2026-11-25T00:00:00Z'),
        topUps: [
          listed({ id: 'a', amount: 5, status: 'paid', at }, '2026-11-25T10:00:00Z'),
          listed({ id: 'b', amount: 6, status: 'paid', at }, '2026-11-25T10:00:00Z'),
        ],
      });
      assert.deepStrictEqual(idsOf([old, replaced]), [['a 5 paid'], ['b 6 paid']]);
    });

    it('each though two look alike', () => {
      const twin = listed({ amount: 5, at: Date.parse('2026-11-10T00:00:00Z') }, points[1][0]);
      assert.deepStrictEqual(idsOf([seriesByDate(points, { topUps: [twin, twin] })]), [
        ['undefined 5 undefined', 'undefined 5 undefined'],
      ]);
    });
  });

  it('has the months in which something was read, the newest first', () => {
    const history = [
      seriesByDate([
        ['2026-01-20T10:00:00Z', 1, '2026-03-01T00:00:00+01:00'],
        ['2026-06-30T23:30:00Z', 2],
      ]),
    ];
    assert.deepStrictEqual(monthsOf([history, []]).map(isoTime), [
      '2026-07-01T00:00:00+02:00',
      '2026-03-01T00:00:00+01:00',
      '2026-02-01T00:00:00+01:00',
      '2026-01-01T00:00:00+01:00',
    ]);
  });
});

const hour = 3_600_000;
const beginning = Date.UTC(2026, 0, 5);

/** Any amounts with any decimals, by time, that stay, fall, rise and jump; some lots and top-ups on the way. */
const seriesOfAnyFineness: fc.Arbitrary<Series> = fc
  .record({
    scale: fc.constantFrom(1, 10, 1000, 1_000_000),
    size: fc.constantFrom(10, 1000, 1_000_000, 40_000_000),
    moves: fc.array(
      fc.record({
        gap: fc.double({ min: 0.05, max: 120, noNaN: true }),
        holds: fc.double({ min: 0, max: 0.9, noNaN: true }),
        move: fc.oneof(
          { weight: 6, arbitrary: fc.double({ min: -0.05, max: 0, noNaN: true }) },
          { weight: 1, arbitrary: fc.double({ min: -1, max: 1, noNaN: true }) },
          { weight: 1, arbitrary: fc.constantFrom(0.5, -0.5, 0.25, -0.25) },
        ),
        listsTopUp: fc.boolean(),
        expires: fc.boolean(),
      }),
      { minLength: 1, maxLength: 150 },
    ),
  })
  .map(({ scale, size, moves }) => {
    const points: Point[] = [];
    const lots: SeenLot[] = [];
    const topUps: SeenTopUp[] = [];
    let at = beginning;
    let units = size * scale;
    for (const [index, { gap, holds, move, listsTopUp, expires }] of moves.entries()) {
      const next = Math.round(at + gap * hour);
      const until = Math.round(at + (next - at) * holds);
      points.push({ at, until, amount: units / scale });
      const change = Math.round(move * size * scale) || 1;
      if (change > 0 && listsTopUp) {
        topUps.push({ topUp: { id: `${index}`, amount: change / scale, at: next - 1 }, since: next });
      }
      if (change < 0 && expires) {
        const lot = { kind: 'Lot', remaining: -change / scale / 2, expiresAt: Math.round((until + next) / 2) };
        lots.push({ lot, since: at, until });
      }
      units += change;
      at = next;
    }
    return { ...seriesByDate([]), points, lots, topUps };
  })
  // Of an amount 14 digits are kept, and six of them are behind the point here.
  .filter(({ points }) => points.every(({ amount }) => Math.abs(amount) < 1e8));

/** What is finer than a billionth of the amount is noise to the changes, of which thinning keeps no more than the sum. */
const anySeries = seriesOfAnyFineness.filter(({ points }) =>
  points.every(({ amount }) => Number(amount.toFixed(3)) === amount),
);

function year(series: Series): readonly Statement[] {
  const months = [beginning];
  const end = series.points.at(-1)?.until ?? beginning;
  for (let next = nextMonth(beginning); next <= end; next = nextMonth(next)) months.push(next);
  return months.map((month) => statement([{ account, history: [series] }], month));
}

describe('any statement', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Pacific/Auckland']) {
    describe(`in ${zone}`, () => {
      inZone(zone);

      it('adds up to the last digit, month by month, from the first amount to the last', () => {
        fc.assert(
          fc.property(seriesOfAnyFineness, fc.boolean(), (whole, isThinned) => {
            const now = (whole.points.at(-1)?.until ?? 0) + 100 * 24 * hour;
            const series = isThinned ? (compact(whole, now) ?? whole) : whole;
            const found = year(series).flatMap((month) => month.rows);
            for (const { opening, toppedUp, used, expired, adjusted, closing } of found) {
              assert.equal(opening + toppedUp - used - expired + adjusted, closing);
              assert.deepStrictEqual([toppedUp >= 0n, used >= 0n, expired >= 0n], [true, true, true]);
            }
            for (const [index, row] of found.entries()) {
              if (index > 0) assert.equal(row.opening, found[index - 1]?.closing);
            }
            const ends = [found[0]?.opening, found.at(-1)?.closing].map((amount) => Number(decimalText(amount ?? -1n)));
            assert.deepStrictEqual(ends, [series.points[0]?.amount, series.points.at(-1)?.amount]);
          }),
          { numRuns: 150 },
        );
      });

      it('stays the same when the days of its month are compact', () => {
        fc.assert(
          fc.property(anySeries, fc.integer({ min: 0, max: 90 }), (whole, days) => {
            const now = (whole.points.at(-1)?.until ?? 0) + days * 24 * hour;
            const series = compact(whole, now) ?? whole;
            assert.deepStrictEqual(
              year(series).flatMap((month) => month.rows.map((row) => `${figures(row)} ${span(row)}`)),
              year(whole).flatMap((month) => month.rows.map((row) => `${figures(row)} ${span(row)}`)),
            );
          }),
          { numRuns: 150 },
        );
      });

      it('shows no more decimals than the service says', () => {
        fc.assert(
          fc.property(anySeries, (series) => {
            const said = [
              ...series.points.flatMap(({ amount, tally }) => [amount, ...Object.values(tally ?? {})]),
              ...series.lots.flatMap(({ lot }) => [lot.allocated ?? 0, lot.remaining ?? 0]),
              ...series.topUps.map(({ topUp }) => topUp.amount ?? 0),
            ];
            const most = Math.max(...said.map((amount) => `${amount}`.split('.')[1]?.length ?? 0));
            const shown = year(series)
              .flatMap(({ rows: found }) => found.map(figures))
              .join(' ');
            for (const figure of shown.split(' ')) assert.ok((figure.split('.')[1]?.length ?? 0) <= most + 1, figure);
          }),
          { numRuns: 150 },
        );
      });
    });
  }
});
