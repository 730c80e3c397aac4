import assert from 'node:assert/strict';
import { type AttentionReason, attentionReasons } from '../../../src/core/attention.ts';
import { Format } from '../../../src/core/format.ts';
import { summarize } from '../../../src/core/summary.ts';
import { attentionCountText, attentionText } from '../../../src/core/text/attentionText.ts';
import { day, hour } from '../../../src/core/time.ts';
import { count } from '../../../src/core/unit.ts';
import {
  type SummaryCase,
  sampleAccount,
  sampleReading,
  summaryInput,
  summaryOf,
} from '../../support/fakes/samples.ts';

const now = Date.UTC(2026, 10, 20, 12);
const format = new Format('en-US', 'UTC');
const lots = [{ kind: 'a', remaining: 30, expiresAt: now + 2 * day }];
const inDays = (days: number) => ({
  forecast: { emptyAt: now + days * day, riskyFrom: now + days * day, expiries: [] },
});
const thresholds = { low: 10, critical: 5 };

type Found = readonly [reason: AttentionReason, text: string] | undefined;

describe('an account', () => {
  for (const [name, found, account] of [
    ['fine', undefined, {}],
    ['low', ['low', 'low'], { pool: { amount: 9 } }],
    ['critical', ['critical', 'critical'], { pool: { amount: 4 } }],
    ['empty', ['empty', 'empty'], { pool: { amount: 0 } }],
    ['blocked', ['blocked', 'blocked'], { usageAllowed: false }],
    ['blocked and empty', ['blocked', 'blocked'], { usageAllowed: false, pool: { amount: 0 } }],
    ['low a while ago', undefined, { pool: { amount: 9 }, reading: { balanceAt: now - day } }],
    [
      'low, whose last check failed',
      ['low', 'low'],
      { pool: { amount: 9 }, reading: { failure: { kind: 'timeout' } } },
    ],
    [
      'empty, whose last check failed',
      ['empty', 'empty'],
      { pool: { amount: 0 }, reading: { failure: { kind: 'rateLimited' } } },
    ],
    [
      'blocked a while ago, failing since',
      undefined,
      { usageAllowed: false, reading: { failure: { kind: 'timeout' }, balanceAt: now - day } },
    ],
    [
      'empty, whose key is invalid by now',
      ['invalidKey', 'invalid key'],
      { pool: { amount: 0 }, reading: { failure: { kind: 'unauthorized' } } },
    ],
    ['with an invalid key', ['invalidKey', 'invalid key'], { reading: { failure: { kind: 'unauthorized' } } }],
    [
      'with an invalid key for days',
      ['invalidKey', 'invalid key'],
      { reading: { failure: { kind: 'unauthorized' }, checkedAt: now - 5 * day } },
    ],
    [
      'whose key was lost just now',
      undefined,
      { reading: { failure: { kind: 'unauthorized', reason: 'keyLost' }, failures: 1 } },
    ],
    [
      'whose key is lost',
      ['invalidKey', 'key lost'],
      { reading: { failure: { kind: 'unauthorized', reason: 'keyLost' }, failures: 2 } },
    ],
    ['offline', undefined, { reading: { failure: { kind: 'offline' } } }],
    ['that runs out in 18 hours', ['runsOut', '18 h left'], { outlook: inDays(0.75) }],
    ['that runs out in four days', undefined, { outlook: inDays(4) }],
    [
      'that runs out in four of five days',
      ['runsOut', '4 d left'],
      { outlook: inDays(4), attention: { runsOut: 5 * day } },
    ],
    ['that may have run out', ['runsOut', 'may have run out'], { outlook: inDays(-1) }],
    ['that is renewed first', undefined, { outlook: { ...inDays(2), renewal: { at: now + day, source: 'stated' } } }],
    ['that runs out, not looked so far ahead', undefined, { outlook: inDays(2), attention: { runsOut: day } }],
    ['about to expire', ['expiring', 'expires Nov 22'], { pool: { lots }, outlook: {} }],
    ['about to expire in a small part', undefined, { pool: { amount: 1000, lots }, outlook: {} }],
    [
      'about to expire, not looked so far ahead',
      undefined,
      { pool: { lots }, outlook: {}, attention: { expiring: day } },
    ],
    ['low, expiring and about to run out', ['runsOut', '24 h left'], { pool: { amount: 9, lots }, outlook: inDays(1) }],
    ['paused while empty', undefined, { account: { paused: true }, pool: { amount: 0 } }],
    [
      'with one empty pool of two',
      ['empty', 'empty'],
      {
        pools: [
          { id: 'a', unit: count('a'), amount: 50 },
          { id: 'b', unit: count('b'), amount: 0 },
        ],
      },
    ],
  ] as readonly (readonly [name: string, found: Found, account: SummaryCase])[]) {
    it(`${name} ${found ? `needs attention: ${found[1]}` : 'needs none'}`, () => {
      const summary = summaryOf({ thresholds, ...account });
      assert.deepStrictEqual(
        summary.attention && [summary.attention.reason, attentionText(summary, format, now)],
        found,
      );
    });
  }

  it('has one reason of a closed list, the most pressing', () => {
    assert.deepStrictEqual(attentionReasons.toSorted(), [
      'blocked',
      'critical',
      'empty',
      'expiring',
      'invalidKey',
      'low',
      'runsOut',
    ]);
  });
});

describe('accounts in a row', () => {
  it('are those that need attention by urgency and time left, then the lowest, unknown and paused ones last', () => {
    const cases: Readonly<Record<string, { readonly amount?: number; readonly left?: number } & SummaryCase>> = {
      plenty: { amount: 900 },
      unknown: {},
      paused: { amount: 1, account: { paused: true } },
      fine: { amount: 90 },
      critical: { amount: 3 },
      soon: { amount: 60, left: 2 * day },
      low: { amount: 8, left: 10 * day },
      sooner: { amount: 700, left: 18 * hour },
      badKey: { amount: 5, reading: { failure: { kind: 'unauthorized' } } },
      empty: { amount: 0 },
      blocked: { amount: 9000, usageAllowed: false },
    };
    const accounts = Object.entries(cases).map(([id, { account }]) => sampleAccount({ id, provider: id, ...account }));
    const readings = Object.entries(cases).map(([id, { amount, usageAllowed, reading }]) =>
      sampleReading({
        accountId: id,
        balance: { pools: [{ unit: count('credits'), amount }], usageAllowed },
        ...reading,
      }),
    );
    const outlooks = Object.entries(cases).flatMap(([id, { left }]) => {
      const forecast = left === undefined ? undefined : { emptyAt: now + left, riskyFrom: now + left, expiries: [] };
      const pool = { history: [], usageRate: undefined, forecast, fullAmount: undefined };
      return [[id, { history: [], pools: new Map([['main', pool]]) }] as const];
    });
    const limits = Object.fromEntries(Object.keys(cases).map((id) => [id, thresholds]));
    const summary = summarize(
      summaryInput(
        accounts.map((account, index) => [account, readings[index]] as const),
        { outlooks: new Map(outlooks), thresholds: limits },
      ),
    );
    assert.deepStrictEqual(
      summary.accounts.map(({ account }) => account.id),
      ['blocked', 'empty', 'badKey', 'sooner', 'soon', 'low', 'critical', 'fine', 'plenty', 'unknown', 'paused'],
    );
    assert.equal(attentionCountText(summary.accounts.filter(({ attention }) => attention).length), '7 need attention');
  });

  it('are counted in the singular, too', () => assert.equal(attentionCountText(1), '1 needs attention'));
});
