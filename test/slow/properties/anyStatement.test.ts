import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compact } from '../../../src/core/history/record/compact.ts';
import type { Point, SeenLot, SeenTopUp, Series } from '../../../src/core/history/series.ts';
import { decimalText } from '../../../src/core/reports/decimal.ts';
import { type Statement, type StatementRow, statement } from '../../../src/core/reports/statement.ts';
import { day, hour, nextMonth } from '../../../src/core/time.ts';
import { inZone } from '../../support/fakes/environment.ts';
import { sampleAccount, seriesByDate } from '../../support/fakes/samples.ts';

const account = sampleAccount();

const figures = ({ opening, toppedUp, used, expired, adjusted, closing }: StatementRow) =>
  [opening, toppedUp, used, expired, adjusted, closing].map(decimalText).join(' ');

const span = ({ from, until, complete }: StatementRow) => `${from} ${until} ${complete}`;

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
  // An amount has 14 digits, six of them after the point here.
  .filter(({ points }) => points.every(({ amount }) => Math.abs(amount) < 1e8));

/** What is finer than a billionth of the amount is noise to the changes, of which a compacted series has no more than the sum. */
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
          fc.property(seriesOfAnyFineness, fc.boolean(), (whole, isCompact) => {
            const now = (whole.points.at(-1)?.until ?? 0) + 100 * day;
            const series = isCompact ? (compact(whole, now) ?? whole) : whole;
            const rows = year(series).flatMap((month) => month.rows);
            for (const { opening, toppedUp, used, expired, adjusted, closing } of rows) {
              assert.equal(opening + toppedUp - used - expired + adjusted, closing);
              assert.deepStrictEqual([toppedUp >= 0n, used >= 0n, expired >= 0n], [true, true, true]);
            }
            for (const [index, row] of rows.entries()) {
              if (index > 0) assert.equal(row.opening, rows[index - 1]?.closing);
            }
            const ends = [rows[0]?.opening, rows.at(-1)?.closing].map((amount) => Number(decimalText(amount ?? -1n)));
            assert.deepStrictEqual(ends, [series.points[0]?.amount, series.points.at(-1)?.amount]);
          }),
          { numRuns: 150 },
        );
      });

      it('stays the same when the days of its month are compacted', () => {
        fc.assert(
          fc.property(anySeries, fc.integer({ min: 0, max: 90 }), (whole, days) => {
            const now = (whole.points.at(-1)?.until ?? 0) + days * day;
            const series = compact(whole, now) ?? whole;
            assert.deepStrictEqual(
              year(series).flatMap((month) => month.rows.map((row) => `${figures(row)} ${span(row)}`)),
              year(whole).flatMap((month) => month.rows.map((row) => `${figures(row)} ${span(row)}`)),
            );
          }),
          { numRuns: 150 },
        );
      });

      it('shows no more decimals than the service states', () => {
        fc.assert(
          fc.property(anySeries, (series) => {
            const stated = [
              ...series.points.flatMap(({ amount, tally }) => [amount, ...Object.values(tally ?? {})]),
              ...series.lots.flatMap(({ lot }) => [lot.allocated ?? 0, lot.remaining ?? 0]),
              ...series.topUps.map(({ topUp }) => topUp.amount ?? 0),
            ];
            const most = Math.max(...stated.map((amount) => `${amount}`.split('.')[1]?.length ?? 0));
            const shown = year(series)
              .flatMap(({ rows }) => rows.map(figures))
              .join(' ');
            for (const figure of shown.split(' ')) assert.ok((figure.split('.')[1]?.length ?? 0) <= most + 1, figure);
          }),
          { numRuns: 150 },
        );
      });
    });
  }
});
