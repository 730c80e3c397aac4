import assert from 'node:assert/strict';
import { decimalText } from '../../../../src/core/reports/decimal.ts';
import { historyTable } from '../../../../src/core/reports/historyTable.ts';
import { statement } from '../../../../src/core/reports/statement.ts';
import { statementJson } from '../../../../src/core/reports/statementJson.ts';
import { statementTable, type Table } from '../../../../src/core/reports/statementTable.ts';
import { count, currency } from '../../../../src/core/unit.ts';
import { inZone } from '../../../support/fakes/environment.ts';
import { sampleAccount, seriesByDate } from '../../../support/fakes/samples.ts';

const usd = currency('USD');
const account = sampleAccount({ label: 'Work', parameters: { workspaceId: 'secret' }, fingerprint: 'secret' });
const history = [
  seriesByDate(
    [
      ['2026-10-20T10:00:00+02:00', 0.3],
      ['2026-11-12T10:00:00+01:00', 0.1 + 0.1 + 5],
      ['2026-11-14T10:00:00+01:00', 4.9, '2026-11-20T13:00:00+01:00'],
    ],
    {
      unit: usd,
      topUps: [
        {
          topUp: { id: 'p1', amount: 0.1 + 0.2, status: 'paid', at: Date.parse('2026-11-12T09:00:00+01:00') },
          since: Date.parse('2026-11-12T10:00:00+01:00'),
        },
      ],
    },
  ),
];
const november = () => statement([{ account, history }], Date.parse('2026-11-20T12:00:00Z'));

/** Each row with the titles of its cells that are not empty. */
function read({ header, rows }: Table): readonly string[] {
  return rows.map((cells) => {
    assert.equal(cells.length, header.length);
    return cells
      .flatMap((cell, index) =>
        cell === undefined ? [] : `${header[index]}=${typeof cell === 'bigint' ? decimalText(cell) : cell}`,
      )
      .join(', ');
  });
}

describe('a statement in a file', () => {
  inZone('Europe/Berlin');

  it('is a table with a row for the amount and one for each top-up as it is listed', () => {
    assert.deepStrictEqual(read(statementTable(november())), [
      'row=balance, account=Work, account id=mimir, provider=mimir, unit=USD, from=2026-11-01T00:00:00+01:00, until=2026-11-20T13:00:00+01:00, complete=no, opening=0.3, topped up=4.9, used=0.3, expired=0, adjusted=0, closing=4.9, at least=no',
      'row=top-up, account=Work, account id=mimir, provider=mimir, unit=USD, listed top-up=0.3, top-up status=paid, top-up time=2026-11-12T09:00:00+01:00, top-up id=p1',
    ]);
  });

  it('is JSON with a version, numbers and times with their zone', () => {
    assert.deepStrictEqual(JSON.parse(statementJson(november())), {
      schemaVersion: 2,
      month: '2026-11',
      from: '2026-11-01T00:00:00+01:00',
      until: '2026-12-01T00:00:00+01:00',
      rows: [
        {
          account: { id: 'mimir', label: 'Work', provider: 'mimir' },
          unit: { kind: 'currency', name: 'USD' },
          from: '2026-11-01T00:00:00+01:00',
          until: '2026-11-20T13:00:00+01:00',
          complete: false,
          opening: 0.3,
          toppedUp: 4.9,
          used: 0.3,
          expired: 0,
          adjusted: 0,
          closing: 4.9,
          atLeast: false,
          topUps: [{ id: 'p1', amount: 0.3, status: 'paid', at: '2026-11-12T09:00:00+01:00' }],
        },
      ],
    });
  });

  it('leaves out what the service does not state of a top-up', () => {
    const bare = {
      ...history[0],
      ...seriesByDate([
        ['2026-11-02T10:00:00Z', 5],
        ['2026-11-05T10:00:00Z', 10],
      ]),
    };
    const since = Date.parse('2026-11-05T10:00:00Z');
    const undated = statement([{ account, history: [{ ...bare, topUps: [{ topUp: {}, since }] }] }], since);
    assert.equal(
      read(statementTable(undated))[1],
      'row=top-up, account=Work, account id=mimir, provider=mimir, unit=credits',
    );
    assert.deepStrictEqual(JSON.parse(statementJson(undated)).rows[0].topUps, [{}]);
  });

  it('is, for the whole history, a row a point with the changes since the one before', () => {
    assert.deepStrictEqual(read(historyTable([{ account, history }])), [
      'account=Work, account id=mimir, provider=mimir, unit=USD, from=2026-10-20T10:00:00+02:00, until=2026-10-20T10:01:00+02:00, amount=0.3',
      'account=Work, account id=mimir, provider=mimir, unit=USD, from=2026-11-12T10:00:00+01:00, until=2026-11-12T10:01:00+01:00, amount=5.2, topped up=4.9, used=0, expired=0, adjusted=0',
      'account=Work, account id=mimir, provider=mimir, unit=USD, from=2026-11-14T10:00:00+01:00, until=2026-11-20T13:00:00+01:00, amount=4.9, topped up=0, used=0.3, expired=0, adjusted=0',
    ]);
  });

  describe('of an account with several pools', () => {
    const pools = (['searches', 'verifications'] as const).map((pool, index) =>
      seriesByDate(
        [
          ['2026-11-02T10:00:00+01:00', 10],
          ['2026-11-05T10:00:00+01:00', 8 + index],
        ],
        { pool, unit: count('requests') },
      ),
    );
    const other = { account: { ...account, id: 'other' }, history };
    const accounts = [{ account, history: pools }, other];
    const poolsOf = (table: Table) => table.rows.map((cells) => cells[table.header.indexOf('pool')]);

    it('has a column for the pool, empty for the accounts with one', () => {
      assert.deepStrictEqual(poolsOf(statementTable(statement(accounts, Date.parse('2026-11-20T12:00:00Z')))), [
        ...['searches', 'verifications'],
        ...[undefined, undefined],
      ]);
      assert.deepStrictEqual(poolsOf(historyTable(accounts)), [
        ...['searches', 'searches', 'verifications', 'verifications'],
        ...[undefined, undefined, undefined],
      ]);
    });

    it('says the pool in JSON, but of no account with one', () => {
      const { rows } = JSON.parse(statementJson(statement(accounts, Date.parse('2026-11-20T12:00:00Z'))));
      assert.deepStrictEqual(
        rows.map((row: { readonly pool?: string; readonly used: number }) => [row.pool, row.used]),
        [
          ['searches', 2],
          ['verifications', 1],
          [undefined, 0.3],
        ],
      );
      assert.ok(!('pool' in rows[2]));
    });
  });

  it('holds nothing of an account but its names', () => {
    const all = [
      statementJson(november()),
      JSON.stringify([read(statementTable(november())), read(historyTable([{ account, history }]))]),
    ];
    assert.doesNotMatch(all.join(), /secret/);
  });
});
