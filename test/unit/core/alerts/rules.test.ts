import assert from 'node:assert/strict';
import { type AlertKind, alertKinds } from '../../../../src/core/alerts/alert.ts';
import { reportOf, silenced } from '../../../../src/core/alerts/alertReport.ts';
import { type AlertSettings, alertSettingsOf, defaultAlerts } from '../../../../src/core/alerts/alertSettings.ts';
import type { Lot } from '../../../../src/core/balance.ts';
import type { Failure } from '../../../../src/core/failure.ts';
import type { ExpectedExpiry } from '../../../../src/core/history/forecast/forecast.ts';
import type { Series } from '../../../../src/core/history/series.ts';
import type { Reading } from '../../../../src/core/reading.ts';
import { summarize } from '../../../../src/core/summary.ts';
import { day, hour } from '../../../../src/core/time.ts';
import { count, currency } from '../../../../src/core/unit.ts';
import {
  type SummaryCase,
  sampleAccount,
  sampleSeries,
  summaryInput,
  summaryOf,
} from '../../../support/fakes/samples.ts';

const now = Date.UTC(2026, 10, 20, 12);
const account = sampleAccount();
const dollars = currency('USD');

interface Case extends SummaryCase {
  readonly settings?: Partial<AlertSettings>;
}

type Level = 'raised' | 'near' | 'cleared' | 'silent';

const report = (found: Case) => reportOf(summaryOf(found), { ...defaultAlerts, ...found.settings }, found.now ?? now);
const raised = (found: Case) => report(found).results.flatMap((result) => result.raised);

/** What the rule of a kind says about the account; "silent": nothing. */
function level(kind: AlertKind, found: Case): Level {
  const result = report(found).results.find(({ rule }) => rule === kind);
  if (!result) return 'silent';
  if (result.raised.length > 0) return 'raised';
  return result.near.length > 0 ? 'near' : 'cleared';
}

function test(kind: AlertKind, cases: Readonly<Record<string, readonly [level: Level, found: Case]>>): void {
  for (const [name, [expected, found]] of Object.entries(cases)) {
    it(`is ${expected}: ${name}`, () => assert.equal(level(kind, found), expected));
  }
}

function series(points: readonly (readonly [daysAgo: number, amount: number])[], change: Partial<Series> = {}): Series {
  const at = (daysAgo: number) => ({ at: now - daysAgo * day, until: now - daysAgo * day });
  return sampleSeries(
    points.map(([ago, amount]) => ({ ...at(ago), amount })),
    change,
  );
}

describe('a report on an account', () => {
  it('names the account, its key and its check', () => {
    const { accountId, keySetAt, checkedAt } = report({});
    assert.deepStrictEqual([accountId, keySetAt, checkedAt], ['mimir', account.keySetAt, now]);
  });

  it('is empty for an account that was never checked', () => {
    const [summary = assert.fail()] = summarize(summaryInput([[account]])).accounts;
    assert.deepStrictEqual(reportOf(summary, defaultAlerts, now).results, []);
  });

  it('leaves out kinds that are turned off', () => {
    const off = alertSettingsOf(Object.fromEntries(alertKinds.map((kind) => [kind, false])));
    assert.deepStrictEqual(report({ settings: off, pool: { amount: 0 }, usageAllowed: false }).results, []);
  });

  it('says nothing by a stale balance, and nothing about its check', () => {
    const long = { checkedAt: now - 2 * hour, balanceAt: now - 2 * hour };
    assert.deepStrictEqual(report({ reading: long, pool: { amount: 0 } }).results, []);
  });

  it('says nothing about the balance after a failed check, but about the check', () => {
    const { results, pools } = report({ reading: { failure: { kind: 'timeout' } }, pool: { amount: 0 } });
    assert.deepStrictEqual([results.map(({ rule }) => rule), pools], [['invalidKey', 'unreachable'], undefined]);
  });

  it('can be silenced, and still names the account', () => {
    const whole = report({ pool: { amount: 0 } });
    assert.deepStrictEqual(silenced(whole), { ...whole, pools: undefined, results: [] });
  });

  it('has an alert with the amount, ready for its text', () => {
    const subject = { accountId: 'mimir', keySetAt: account.keySetAt, label: 'Work' };
    const found = { account: { label: 'Work' }, pool: { amount: 4, unit: dollars }, thresholds: { low: 5 } };
    assert.deepStrictEqual(raised(found), [{ ...subject, key: 'low', kind: 'low', amount: 4, unit: dollars }]);
  });
});

describe('a report on an account with several pools', () => {
  const pools = [
    { id: 'searches', name: 'Searches', unit: count('searches', 'search'), amount: 3 },
    { id: 'verifications', unit: count('verifications'), amount: 0 },
  ] as const;

  it('has the alerts of each pool, by its id, with its name', () => {
    assert.deepStrictEqual(
      raised({ pools, thresholds: { low: 5 } }).map(({ key, poolName }) => [key, poolName]),
      [
        ['empty/verifications', 'verifications'],
        ['low/searches', 'Searches'],
        ['low/verifications', 'verifications'],
      ],
    );
    assert.deepStrictEqual(report({ pools }).pools, ['searches', 'verifications']);
  });

  it('has one alert where the whole account is blocked, without an amount', () => {
    const [alert, ...others] = raised({ pools, usageAllowed: false }).filter(({ kind }) => kind !== 'empty');
    assert.deepStrictEqual([alert?.key, alert?.kind === 'blocked' && alert.amount, others], ['blocked', undefined, []]);
  });

  it('goes by the thresholds of each pool', () => {
    const readings = new Map([[account.id, summaryOf({ pools }).reading ?? assert.fail()]]);
    const thresholds = { mimir: { low: 2 }, 'mimir/searches': { low: 4 } };
    const [summary = assert.fail()] = summarize(summaryInput([[account]], { readings, thresholds })).accounts;
    const { results } = reportOf(summary, defaultAlerts, now, ['low']);
    assert.deepStrictEqual(
      results.map((result) => result.raised.map(({ key }) => key)),
      [['low/searches'], ['low/verifications']],
    );
  });

  it('measures each pool by its own history', () => {
    const outlook = { history: [series([[1, 10_000]], { unit: count('searches', 'search') })] };
    assert.deepStrictEqual(report({ pools, outlook }).results.find(({ rule }) => rule === 'empty/searches')?.near, [
      'empty/searches',
    ]);
  });
});

for (const kind of ['low', 'critical'] as const) {
  describe(`the rule "${kind}" at a threshold of 100`, () => {
    const at = (amount: number): Case => ({ pool: { amount }, thresholds: { [kind]: 100 } });
    test(kind, {
      'at 99': ['raised', at(99)],
      'at 99.999': ['raised', at(99.999)],
      'at 100': ['near', at(100)],
      'at 109.9': ['near', at(109.9)],
      'at 110': ['cleared', at(110)],
      'at -5': ['raised', at(-5)],
      'without a threshold': ['cleared', { pool: { amount: 0 } }],
      'at an unknown amount': ['silent', { pool: { amount: undefined }, thresholds: { [kind]: 100 } }],
      unlimited: ['cleared', { pool: { amount: 0, unlimited: true }, thresholds: { [kind]: 100 } }],
    });
  });
}

describe('a threshold below zero', () => {
  it('has its margin above it as well', () => {
    const levels = [-101, -100, -91, -90].map((amount) =>
      level('low', { pool: { amount }, thresholds: { low: -100 } }),
    );
    assert.deepStrictEqual(levels, ['raised', 'near', 'near', 'cleared']);
  });
});

describe('the rule "empty"', () => {
  const refilled = (amount: number): Case => ({
    pool: { amount },
    outlook: {
      history: [
        series([
          [31, 1_000_000],
          [29, 2_000],
          [1, 500],
        ]),
      ],
    },
  });
  test('empty', {
    'at 0': ['raised', { pool: { amount: 0 } }],
    'in debt': ['raised', { pool: { amount: -3 } }],
    'above 0 without a history': ['cleared', { pool: { amount: 0.1 } }],
    'at an unknown amount': ['silent', { pool: { amount: undefined } }],
    'below a hundredth of what it held within 30 days': ['near', refilled(19.9)],
    'at a hundredth of what it held within 30 days': ['cleared', refilled(20)],
    'after larger numbers in another unit': [
      'cleared',
      { pool: { amount: 1 }, outlook: { history: [series([[3, 9_000]], { unit: dollars }), series([[1, 100]])] } },
    ],
  });
});

describe('the rule "blocked"', () => {
  test('blocked', {
    'where the service refuses usage': ['raised', { usageAllowed: false }],
    'though unlimited': ['raised', { usageAllowed: false, pool: { unlimited: true } }],
    'though the amount is unknown': ['raised', { usageAllowed: false, pool: { amount: undefined } }],
    'where the service allows usage': ['cleared', { usageAllowed: true }],
    'where the service says nothing about usage': ['cleared', {}],
  });

  it('has no amount where it is unlimited', () => {
    const [alert] = raised({ usageAllowed: false, pool: { unlimited: true, amount: 3 } });
    assert.equal(alert?.kind === 'blocked' && alert.amount, undefined);
  });
});

describe('the rule "invalidKey"', () => {
  const failed = (failure: Failure, change: Partial<Reading> = {}): Case => ({
    reading: { failure, failures: 1, ...change },
  });
  const lost: Failure = { kind: 'unauthorized', reason: 'keyLost' };
  test('invalidKey', {
    rejected: ['raised', failed({ kind: 'unauthorized' })],
    forbidden: ['raised', failed({ kind: 'forbidden', reason: 'planUpgrade' })],
    'lost once, as while another window replaces it': ['near', failed(lost)],
    'lost twice': ['raised', failed(lost, { failures: 2 })],
    'saved in another browser': ['near', failed({ kind: 'unauthorized', reason: 'keyElsewhere' }, { failures: 9 })],
    offline: ['near', failed({ kind: 'offline' })],
    'a locked keyring': ['near', failed({ kind: 'unavailable', reason: 'keyUnavailable' }, { failures: 9 })],
    'an answer': ['cleared', {}],
    'rejected two hours ago': ['raised', failed({ kind: 'unauthorized' }, { checkedAt: now - 2 * hour })],
    'rejected longer ago': ['silent', failed({ kind: 'unauthorized' }, { checkedAt: now - 2 * hour - 1 })],
    'rejected in a time to come': ['silent', failed({ kind: 'unauthorized' }, { checkedAt: now + 1 })],
  });
});

describe('the rule "unreachable"', () => {
  const down = (change: Partial<Reading>): Case => ({
    reading: { failure: { kind: 'timeout' }, failures: 3, ...change },
  });
  const never = { balance: undefined, balanceAt: undefined };
  const soon = account.keySetAt + hour;
  test('unreachable', {
    'for a day': ['raised', down({ balanceAt: now - 24 * hour - 1 })],
    'for less than a day': ['near', down({ balanceAt: now - 24 * hour })],
    'after two checks only': ['near', down({ balanceAt: now - 72 * hour, failures: 2 })],
    'not checked lately': ['silent', down({ balanceAt: now - 72 * hour, checkedAt: now - 3 * hour })],
    'because of its key': ['near', down({ balanceAt: now - 72 * hour, failure: { kind: 'forbidden' } })],
    'without any balance so far': ['raised', down(never)],
    'without any balance, with a new key': ['near', { ...down({ ...never, checkedAt: soon }), now: soon }],
    'with an answer': ['cleared', {}],
    'for as long as is set': ['raised', { ...down({ balanceAt: now - hour - 1 }), settings: { unreachable: 1 } }],
  });
});

describe('the rule "runway"', () => {
  const inDays = (days: number | undefined): Case => ({
    outlook: { forecast: { riskyFrom: days === undefined ? undefined : now + days * day, expiries: [] } },
  });
  const renewedIn = (days: number): Case => ({
    outlook: { ...inDays(2).outlook, renewal: { at: now + days * day, source: 'seen', amount: 1000 } },
  });
  test('runway', {
    'perhaps empty in two days': ['raised', inDays(2)],
    'perhaps empty in three days': ['raised', inDays(3)],
    'perhaps empty in a little more than three days': ['near', inDays(3.01)],
    'perhaps empty in almost a quarter more': ['near', inDays(3.74)],
    'perhaps empty in a quarter more': ['cleared', inDays(3.75)],
    'empty not within years': ['cleared', inDays(undefined)],
    'empty since a moment by the forecast': ['raised', inDays(-0.1)],
    'renewed before it is empty': ['cleared', renewedIn(1)],
    'renewed after it is empty': ['raised', renewedIn(2.5)],
    'without a forecast': ['near', { outlook: {} }],
    'with nothing left': ['near', { ...inDays(0), pool: { amount: 0 } }],
    'before the history is read': ['silent', {}],
    'at an unknown amount': ['silent', { ...inDays(1), pool: { amount: undefined } }],
    unlimited: ['cleared', { ...inDays(1), pool: { unlimited: true } }],
    'within the days that are set': ['raised', { ...inDays(9), settings: { runway: 10 } }],
    'turned off': ['silent', { ...inDays(1), settings: { runway: false } }],
  });
});

describe('the run-out alert of a pool that was topped up', () => {
  const keyOf = (filledAt: number | undefined) =>
    raised({ outlook: { filledAt, forecast: { riskyFrom: now + day, expiries: [] } } }).map(({ key }) => key);

  it('is another one than before, so that it is shown again', () => {
    assert.deepStrictEqual(keyOf(undefined), ['runway']);
    assert.deepStrictEqual(keyOf(now - day), [`runway@${Math.floor(now / day) - 1}`]);
  });
});

describe('the rule "expiring"', () => {
  const lot = (remaining: number | undefined, days: number, change: Partial<Lot> = {}): Lot => ({
    kind: 'Top-up',
    remaining,
    expiresAt: now + days * day,
    ...change,
  });
  const holds = (lots: readonly Lot[], amount = 1000): Case => ({ pool: { amount, lots }, outlook: {} });
  const forecast = (...expiries: readonly ExpectedExpiry[]): Case => ({
    pool: { amount: 1000, lots: [lot(1000, 3)] },
    outlook: { forecast: { emptyAt: undefined, expiries } },
  });
  const expiry = (amount: number, days: number, change: Partial<Lot> = {}): ExpectedExpiry => ({
    lot: lot(amount, days, change),
    amount,
    at: now + days * day,
  });
  test('expiring', {
    'more than a tenth within the days': ['raised', holds([lot(101, 6.9)])],
    'a tenth': ['near', holds([lot(100, 3)])],
    'a twentieth': ['near', holds([lot(50, 3)])],
    less: ['cleared', holds([lot(49, 3)])],
    later: ['cleared', holds([lot(900, 7.1)])],
    'before now': ['cleared', holds([lot(900, -0.1)])],
    'a pending lot': ['cleared', holds([lot(900, 3, { pending: true })])],
    'a lot of unknown content': ['cleared', holds([lot(undefined, 3)])],
    'a lot without a date': ['cleared', holds([{ kind: 'a', remaining: 900 }])],
    'no lots': ['cleared', holds([])],
    'two on one day that are enough together': ['raised', holds([lot(60, 3), lot(60, 3.01)])],
    'two on different days': ['near', holds([lot(60, 3), lot(60, 4)])],
    'with nothing left': ['cleared', holds([lot(60, 3)], 0)],
    'before the history is read': ['silent', { pool: { lots: [lot(42, 3)] } }],
    'used up before, by the forecast': ['cleared', forecast()],
    'in part, by the forecast': ['raised', forecast(expiry(320, 3))],
    'in little part, by the forecast': ['cleared', forecast(expiry(20, 3))],
    'later, by the forecast': ['cleared', forecast(expiry(320, 9))],
    'a pending lot, by the forecast': ['cleared', forecast(expiry(320, 3, { pending: true }))],
    'at a time that no calendar has': ['cleared', holds([lot(900, 1e300)])],
    'turned off': ['silent', { ...holds([lot(900, 3)]), settings: { expiring: false } }],
  });

  it('raises one alert a day, each with its own lots', () => {
    const alerts = raised(holds([lot(200, 2), lot(300, 2.1), lot(400, 5, { allocated: 1000 })]));
    assert.deepStrictEqual(
      alerts.map((alert) => alert.kind === 'expiring' && [alert.key, alert.amount, alert.allocated, alert.forecast]),
      [
        [`expiring@${Math.floor(now / day) + 2}`, 500, undefined, false],
        [`expiring@${Math.floor(now / day) + 5}`, 400, 1000, false],
      ],
    );
  });

  it('names no more than there is', () => {
    const [alert] = raised(holds([lot(5000, 2)], 1000));
    assert.equal(alert?.kind === 'expiring' && alert.amount, 1000);
  });

  it('means the same alert when the service states the time to the second anew', () => {
    const keys = [0, 1000, 59_000].flatMap((late) =>
      raised(holds([lot(400, 5, { expiresAt: now + 5 * day + late })])).map(({ key }) => key),
    );
    assert.deepStrictEqual([keys.length, new Set(keys).size], [3, 1]);
  });
});

describe('the rule "burst"', () => {
  /** 10 an hour for three days and more in a single hour, then this much in the last one, and this much is left. */
  const used = (last: number, amount = 360, single = 0): Case => {
    const before = Array.from(
      { length: 73 },
      (_, index) => [(73 - index) / 24, amount + last + 10 * (72 - index) + (index < 24 ? single : 0)] as const,
    );
    return { pool: { amount }, outlook: { history: [series([...before, [0, amount]])] } };
  };
  test('burst', {
    'ten times the usual': ['raised', used(100.1)],
    'nearly ten times': ['near', used(99.9)],
    'five times': ['near', used(50.1)],
    'less than five times': ['cleared', used(49.9)],
    nothing: ['cleared', used(0)],
    'many times the usual, but less than a fifth of what there was': ['near', used(200, 801)],
    'many times the usual, and a fifth of what there was': ['raised', used(200, 800)],
    'all there was': ['raised', used(500, 0)],
    'less than the busiest hour': ['near', used(900, 360, 1000)],
    'less than the busiest hour, but forty times the usual': ['raised', used(960, 360, 1000)],
    unlimited: ['cleared', { ...used(500), pool: { unlimited: true } }],
    'while the usual is being learned': ['near', { outlook: {} }],
    'before the history is read': ['silent', {}],
    'at an unknown amount': ['silent', { ...used(500), pool: { amount: undefined } }],
  });
});
