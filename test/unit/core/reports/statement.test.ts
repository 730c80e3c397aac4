import assert from 'node:assert/strict';
import type { TopUp } from '../../../../src/core/balance.ts';
import type { SeenLot, SeenTopUp, Series } from '../../../../src/core/history/series.ts';
import { decimalText } from '../../../../src/core/reports/decimal.ts';
import { isoTime } from '../../../../src/core/reports/isoTime.ts';
import { monthsOf, type StatementRow, statement } from '../../../../src/core/reports/statement.ts';
import { count, currency } from '../../../../src/core/unit.ts';
import { inZone } from '../../../support/fakes/environment.ts';
import { sampleAccount, seriesByDate } from '../../../support/fakes/samples.ts';

const account = sampleAccount();
const november = Date.parse('2026-11-15T12:00:00Z');
const usd = currency('USD');

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

    it('says what it opened with, what changed, and what it closed with', () => {
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

  it('says that more was used and topped up where automatic recharges hide usage', () => {
    const recharged = (...sizes: readonly number[]) =>
      seriesByDate(
        sizes.flatMap((size, index): readonly (readonly [string, number])[] => [
          [`2026-11-${10 + 2 * index}T10:00:00+01:00`, 60 + 17 * index],
          [`2026-11-${11 + 2 * index}T10:00:00+01:00`, 60 + 17 * index + size],
        ]),
      );
    const atLeast = (series: Series, time?: number) => rows([series], time).map((row) => row.atLeast);
    assert.deepStrictEqual(atLeast(recharged(470, 500, 455)), [true]);
    assert.deepStrictEqual(atLeast(recharged(500, 500, 500)), [false]);
    const early = seriesByDate([
      ['2026-10-20T10:00:00+02:00', 100],
      ['2026-10-21T10:00:00+02:00', 570],
      ['2026-10-22T10:00:00+02:00', 60],
      ['2026-10-23T10:00:00+02:00', 560],
      ['2026-10-24T10:00:00+02:00', 40],
      ['2026-10-25T10:00:00+02:00', 540],
      ['2026-11-25T10:00:00+01:00', 500],
    ]);
    assert.deepStrictEqual(atLeast(early), [false]);
    assert.deepStrictEqual(atLeast(early, Date.parse('2026-10-15T00:00:00Z')), [true]);
  });

  describe('at the turn of a month', () => {
    it('opens with the amount that held over it', () => {
      const series = seriesByDate([
        ['2026-10-20T10:00:00Z', 50, '2026-11-05T10:00:00Z'],
        ['2026-11-05T10:05:00Z', 40, '2026-12-05T10:00:00Z'],
      ]);
      assert.deepStrictEqual(rows([series]).map(figures), ['50 0 10 0 0 40']);
    });

    it('counts a change in the month in which it was seen', () => {
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

    it('has a row without changes for a month without a reading between two with readings', () => {
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

  describe('of an account with several pools', () => {
    const poolRows = (history: readonly Series[]) =>
      rows(history).map((row) => `${row.pool} ${figures(row)} ${row.unit.name}`);
    const requests = count('requests');

    it('has a row for each of two pools of one unit, each with its own top-ups', () => {
      const at = Date.parse('2026-11-03T09:00:00Z');
      const series = ['fast', 'slow'].map((pool, index) =>
        seriesByDate(
          [
            ['2026-11-02T10:00:00Z', 100],
            ['2026-11-03T10:00:00Z', 90 - index],
          ],
          { pool, unit: requests, topUps: [listed({ amount: 5, at }, '2026-11-03T10:00:00Z')] },
        ),
      );
      assert.deepStrictEqual(poolRows(series), ['fast 100 0 10 0 0 90 requests', 'slow 100 0 11 0 0 89 requests']);
      assert.deepStrictEqual(
        rows(series).map(({ topUps }) => topUps.length),
        [1, 1],
      );
    });

    it('has a row for each of two currencies', () => {
      const [dollars, yuan] = [
        seriesByDate([['2026-11-02T10:00:00Z', 4.5]], { pool: 'USD', unit: usd }),
        seriesByDate([['2026-11-02T10:00:00Z', 30]], { pool: 'CNY', unit: currency('CNY') }),
      ];
      assert.deepStrictEqual(poolRows([dollars, yuan]), ['USD 4.5 0 0 0 0 4.5 USD', 'CNY 30 0 0 0 0 30 CNY']);
    });

    it('counts what a pool used while it was not listed when it comes back', () => {
      const [lost, other] = [
        seriesByDate(
          [
            ['2026-10-20T10:00:00Z', 100],
            ['2026-11-25T10:00:00Z', 60],
          ],
          { pool: 'slow', unit: requests },
        ),
        seriesByDate([['2026-10-20T10:00:00Z', 7, '2026-11-25T10:00:00Z']], { pool: 'fast', unit: requests }),
      ];
      assert.deepStrictEqual(poolRows([lost, other]), ['slow 100 0 40 0 0 60 requests', 'fast 7 0 0 0 0 7 requests']);
      assert.equal(monthsOf([[lost, other]]).length, 2);
    });

    it('has a row for each unit of a pool whose unit changes, and never adds them', () => {
      const [before, after, other] = [
        seriesByDate([['2026-11-02T10:00:00Z', 100]], { pool: 'fast', unit: requests }),
        seriesByDate([['2026-11-04T10:00:00Z', 4.5]], { pool: 'fast', unit: usd }),
        seriesByDate([['2026-11-02T10:00:00Z', 7]], { pool: 'slow', unit: requests }),
      ];
      assert.deepStrictEqual(poolRows([before, after, other]), [
        'fast 100 0 0 0 0 100 requests',
        'fast 4.5 0 0 0 0 4.5 USD',
        'slow 7 0 0 0 0 7 requests',
      ]);
    });

    it('names no pool where there is one, though its unit changes', () => {
      const series = [undefined, usd].map((unit = requests) => seriesByDate([['2026-11-02T10:00:00Z', 1]], { unit }));
      assert.deepStrictEqual(
        rows(series).map(({ pool }) => pool),
        [undefined, undefined],
      );
    });
  });

  it('has usage, expiries and top-ups apart', () => {
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

  it('shows a top-up as it is listed, and the usage beside it to the last digit', () => {
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

  it('adds up though a saved tally does not', () => {
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

  it('counts a fall as usage though it is too small for a change', () => {
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

    it('of the month alone, as the service states them, though the amounts say otherwise', () => {
      const at = (time: string) => Date.parse(time);
      const topUps = [
        listed({ id: 'old', amount: 1, status: 'paid', at: at('2026-10-31T23:59:59+01:00') }, points[0][0]),
        listed({ id: 'first', amount: 2, status: '=paid', at: at('2026-11-01T00:00:00+01:00') }, points[1][0]),
        listed({ id: 'last', amount: 3, at: at('2026-11-30T23:59:59+01:00') }, points[1][0]),
        listed({ id: 'next', amount: 4, status: 'paid', at: at('2026-12-01T00:00:00+01:00') }, points[1][0]),
      ];
      assert.deepStrictEqual(idsOf([seriesByDate(points, { topUps })]), [['first 2 =paid', 'last 3 undefined']]);
    });

    it('without a date when they were first listed, unless the first reading listed them', () => {
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

    it('once though the key was replaced, as they were listed last', () => {
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

    it('each, though two look alike', () => {
      const twin = listed({ amount: 5, at: Date.parse('2026-11-10T00:00:00Z') }, points[1][0]);
      assert.deepStrictEqual(idsOf([seriesByDate(points, { topUps: [twin, twin] })]), [
        ['undefined 5 undefined', 'undefined 5 undefined'],
      ]);
    });
  });

  it('has the months with a reading, the newest first', () => {
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
