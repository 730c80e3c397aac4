import assert from 'node:assert/strict';
import type { Account } from '../../../src/core/account.ts';
import type { Balance, Pool } from '../../../src/core/balance.ts';
import type { Failure } from '../../../src/core/failure.ts';
import type { Forecast } from '../../../src/core/history/forecast/forecast.ts';
import type { Outlook } from '../../../src/core/history/forecast/outlook.ts';
import type { Renewal } from '../../../src/core/history/forecast/renewal.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { type SummaryInput, summarize } from '../../../src/core/summary.ts';
import { day, minute } from '../../../src/core/time.ts';
import { count, credits, currency } from '../../../src/core/unit.ts';
import { sampleAccount, sampleReading } from '../../support/fakes/samples.ts';

const now = Date.UTC(2026, 10, 20, 12);
const staleAfter = 30 * minute;
const usd = currency('USD');
const cny = currency('CNY');

type PoolChange = Partial<Pool> & Pick<Balance, 'usageAllowed'>;
type Known = number | PoolChange | readonly Pool[] | Failure['kind'] | undefined;

function accountOf(id: string): Account {
  return sampleAccount({ id, provider: id.replace(/-\d+$/, ''), label: id });
}

function readingFor(id: string, known: Known): Reading | undefined {
  if (known === undefined) return undefined;
  const none = { balance: undefined, balanceAt: undefined };
  if (typeof known === 'string')
    return sampleReading({ accountId: id, ...none, failure: { kind: known }, failures: 1 });
  return sampleReading({ accountId: id, balance: balanceOf(known) });
}

function balanceOf(known: number | PoolChange | readonly Pool[]): Balance {
  if (typeof known === 'number') return { pools: [{ unit: credits, amount: known }] };
  if (Array.isArray(known)) {
    const [first, ...others] = known as readonly Pool[];
    assert.ok(first);
    return { pools: [first, ...others] };
  }
  const { usageAllowed, ...pool } = known as PoolChange;
  return { pools: [{ unit: credits, ...pool }], usageAllowed };
}

/** What is known of the future of a pool: when it is empty, and how much it held at first. */
function outlookOf(
  known: { readonly emptyAt?: number; readonly full?: number; readonly renewsAt?: number },
  pool = 'main',
): Outlook {
  const forecast: Forecast | undefined = known.emptyAt === undefined ? undefined : { ...known, expiries: [] };
  const renewal: Renewal | undefined =
    known.renewsAt === undefined ? undefined : { at: known.renewsAt, source: 'seen', amount: 1000 };
  const one = { history: [], usageRate: undefined, forecast, fullAmount: known.full, renewal };
  return { history: [], pools: new Map([[pool, one]]) };
}

/** Accounts by id, with what is known of each. */
function sum(known: Readonly<Record<string, Known>>, more: Partial<SummaryInput> = {}) {
  const readings = Object.keys(known).flatMap((id) => readingFor(id, known[id]) ?? []);
  return summarize({
    accounts: Object.keys(known).map(accountOf),
    loaded: true,
    readings: new Map(readings.map((reading) => [reading.accountId, reading])),
    refreshing: new Set(),
    thresholds: {},
    attention: { runsOut: 3 * day, expiring: 7 * day },
    storageProblems: [],
    staleAfter,
    now,
    ...more,
  });
}

const order = (summary: ReturnType<typeof sum>) => summary.accounts.map(({ account }) => account.id);

describe('the lowest balance', () => {
  const thresholds = { big: { low: 10_000, critical: 5000 } };

  for (const { is, known, lowest, more } of [
    { is: 'none without accounts', known: {}, lowest: undefined },
    { is: 'none when nothing was read', known: { a: undefined }, lowest: undefined },
    { is: 'the plain lowest number without thresholds', known: { a: 310, b: 42, c: 12500 }, lowest: 'b' },
    { is: 'the one that is empty', known: { a: 5, b: 0 }, lowest: 'b' },
    { is: 'the one deepest in debt', known: { a: 0, b: -5, c: -1 }, lowest: 'b' },
    {
      is: 'the one below its threshold, though another has less',
      known: { a: 10, big: 9000 },
      lowest: 'big',
      more: { thresholds },
    },
    {
      is: 'the critical one before the low one',
      known: { big: 9000, a: 4 },
      lowest: 'a',
      more: { thresholds: { ...thresholds, a: { critical: 5 } } },
    },
    { is: 'the empty one before the critical one', known: { big: 4000, a: 0 }, lowest: 'a', more: { thresholds } },
    {
      is: 'the blocked one before the empty one',
      known: { a: 0, b: { amount: 2500, usageAllowed: false } },
      lowest: 'b',
    },
    { is: 'never an unlimited one', known: { a: { amount: 0, unlimited: true }, b: 12 }, lowest: 'b' },
    { is: 'none when all are unlimited', known: { a: { amount: 5, unlimited: true } }, lowest: undefined },
    { is: 'never an unknown one', known: { a: {}, b: 12 }, lowest: 'b' },
    { is: 'none when all are unknown', known: { a: {}, b: 'timeout' }, lowest: undefined },
    { is: 'never a blocked one whose amount is unknown', known: { a: { usageAllowed: false }, b: 12 }, lowest: 'b' },
    {
      is: 'the lowest of the blocked ones, whatever stands between them',
      known: {
        a: { amount: 9, usageAllowed: false },
        b: { usageAllowed: false },
        c: { amount: 3, usageAllowed: false },
        d: { unlimited: true, usageAllowed: false },
        e: { amount: 5, usageAllowed: false },
      },
      lowest: 'c',
    },
    { is: 'never a failed one without a balance', known: { a: 'unauthorized', b: 12 }, lowest: 'b' },
    { is: 'the first of two that are equal', known: { a: 5, b: 5 }, lowest: 'a' },
  ] as readonly {
    is: string;
    known: Record<string, Known>;
    lowest: string | undefined;
    more?: Partial<SummaryInput>;
  }[]) {
    it(`is ${is}`, () => assert.equal(sum(known, more).lowest?.account.id, lowest));
  }

  it('may be an old one, which a failure does not wipe', () => {
    const old = sampleReading({
      accountId: 'a',
      balanceAt: now - 86_400_000,
      failure: { kind: 'offline' },
      failures: 3,
    });
    const { lowest } = sum({ a: 5, b: 50 }, { readings: new Map([['a', old]]) });
    assert.deepStrictEqual([lowest?.account.id, lowest?.state, lowest?.main.pool.amount], ['a', 'stale', 42]);
  });

  it('follows the thresholds of its account before those of the service, each limit on its own', () => {
    const thresholds = {
      mimir: { low: 100, critical: 20 },
      'mimir-2': { low: 10 },
      'mimir-3': { critical: undefined },
    };
    const { accounts } = sum({ mimir: 50, 'mimir-2': 50, 'mimir-3': 5 }, { thresholds });
    assert.deepStrictEqual(Object.fromEntries(accounts.map(({ account, standing }) => [account.id, standing])), {
      mimir: 'low',
      'mimir-2': 'fine',
      'mimir-3': 'critical',
    });
  });
});

describe('the lowest balance of unlike units', () => {
  const soon = now + 2 * day;
  const later = now + 9 * day;

  for (const { is, known, outlooks = {}, lowest } of [
    {
      is: 'the one that runs out first, whatever the numbers are',
      known: { a: 5, b: { unit: usd, amount: 500 } },
      outlooks: { a: outlookOf({ emptyAt: later }), b: outlookOf({ emptyAt: soon }) },
      lowest: 'b',
    },
    {
      is: 'not the one that is renewed before it runs out',
      known: { a: 5, b: { unit: usd, amount: 500 } },
      outlooks: { a: outlookOf({ emptyAt: soon, renewsAt: now + day }), b: outlookOf({ emptyAt: later }) },
      lowest: 'b',
    },
    {
      is: 'the one with a forecast, where the others have none',
      known: { a: 5, b: { unit: usd, amount: 500 } },
      outlooks: { b: outlookOf({ emptyAt: later }) },
      lowest: 'b',
    },
    {
      is: 'the smallest share of the allowance without a forecast',
      known: { a: { amount: 95, allowance: 1000 }, b: { unit: usd, amount: 9, allowance: 10 } },
      lowest: 'a',
    },
    {
      is: 'the smallest share of the amount after the last top-up without an allowance',
      known: { a: 1_000_000, b: { unit: usd, amount: 5 } },
      outlooks: { a: outlookOf({ full: 20_000_000 }), b: outlookOf({ full: 10 }) },
      lowest: 'a',
    },
    {
      is: 'the smallest share of what a renewal brings, rather than of the last top-up',
      known: { a: 90, b: { unit: usd, amount: 5 } },
      outlooks: { a: outlookOf({ renewsAt: later, full: 100 }), b: outlookOf({ full: 10 }) },
      lowest: 'a',
    },
    {
      is: 'the smallest share of the allowance, rather than of what a renewal brings',
      known: { a: { amount: 90, allowance: 100 }, b: { unit: usd, amount: 5 } },
      outlooks: { a: outlookOf({ renewsAt: later }), b: outlookOf({ full: 10 }) },
      lowest: 'b',
    },
    {
      is: 'money where a pool was never more than empty, so that it has no share',
      known: { a: 90, b: { unit: usd, amount: 5 } },
      outlooks: { a: outlookOf({ full: 0 }), b: outlookOf({ full: 0 }) },
      lowest: 'b',
    },
    {
      is: 'money where nothing is known, so that 1,000,000 credits never hide $0.10',
      known: { a: 1_000_000, b: { unit: usd, amount: 0.1 } },
      lowest: 'b',
    },
    {
      is: 'the lowest of its own unit, by which its unit is compared',
      known: { a: { unit: usd, amount: 500 }, b: { unit: usd, amount: 3 }, c: 20 },
      outlooks: { a: outlookOf({ emptyAt: later }), b: outlookOf({ emptyAt: soon }), c: outlookOf({ emptyAt: later }) },
      lowest: 'b',
    },
    {
      is: 'by standing first',
      known: { a: { unit: usd, amount: 500 }, b: 0 },
      outlooks: { a: outlookOf({ emptyAt: soon }) },
      lowest: 'b',
    },
  ] as readonly {
    is: string;
    known: Record<string, Known>;
    outlooks?: Record<string, Outlook>;
    lowest: string;
  }[]) {
    it(`is ${is}`, () => {
      const input = { outlooks: new Map(Object.entries(outlooks)) };
      const turned = Object.fromEntries(Object.entries(known).toReversed());
      assert.deepStrictEqual(
        [sum(known, input), sum(turned, input)].map((summary) => summary.lowest?.account.id),
        [lowest, lowest],
      );
    });
  }

  it('keeps each unit together, in the order of its amounts', () => {
    const amounts = { a: { amount: 3, unit: usd }, b: 500, c: { amount: 1, unit: usd }, d: 20 };
    assert.deepStrictEqual(order(sum(amounts)), ['c', 'a', 'd', 'b']);
    assert.deepStrictEqual(order(sum({ ...amounts, b: 0.5, d: 0.2 })), ['c', 'a', 'd', 'b']);
  });

  it('is the same in whatever order the accounts were added', () => {
    const units = [credits, usd, cny, count('searches')] as const;
    // Amounts, shares and times that are equal here and there: where an order that is none would show.
    const known = Object.fromEntries(
      Array.from({ length: 24 }, (_, index) => [
        `account${index}`,
        {
          unit: units[index % 4] ?? credits,
          amount: (index * 7) % 5,
          allowance: index % 3 ? 10 : undefined,
          usageAllowed: index !== 9,
        },
      ]),
    );
    const outlooks = new Map(
      Object.keys(known).map((id, index) => [
        id,
        outlookOf(index % 2 ? { emptyAt: now + (index % 4) * day } : { full: 20 }),
      ]),
    );
    const ids = Object.keys(known);
    const keysOf = (turned: readonly string[]) =>
      sum(Object.fromEntries(turned.map((id) => [id, known[id]])), { outlooks }).accounts.map(({ main, standing }) => [
        standing,
        main?.pool.unit.name,
        main?.pool.amount,
      ]);
    const orders = ids.map((_, turn) => JSON.stringify(keysOf([...ids.slice(turn), ...ids.slice(0, turn)])));
    assert.equal(new Set([...orders, JSON.stringify(keysOf(ids.toReversed()))]).size, 1);
  });
});

describe('an account with several pools', () => {
  const pools = [
    { id: 'usd', unit: usd, amount: 5 },
    { id: 'cny', unit: cny, amount: 0 },
  ];

  it('stands as its most pressing pool does, and lists its pools as the service does', () => {
    const { accounts, lowest } = sum({ a: pools, b: 2 });
    const [first] = accounts;
    assert.deepStrictEqual(
      [
        first?.account.id,
        first?.standing,
        first?.main?.pool.unit.name,
        first?.pools.map(({ id }) => id),
        lowest?.main.id,
      ],
      ['a', 'empty', 'CNY', ['usd', 'cny'], 'cny'],
    );
  });

  it('has thresholds of its own for each pool', () => {
    const thresholds = { 'a/usd': { low: 10 }, 'a/cny': { low: -1 } };
    const [account] = sum(
      {
        a: [
          { id: 'usd', unit: usd, amount: 5 },
          { id: 'cny', unit: cny, amount: 5 },
        ],
      },
      { thresholds },
    ).accounts;
    assert.deepStrictEqual(
      account?.pools.map(({ standing }) => standing),
      ['low', 'fine'],
    );
  });
});

describe('an account whose endpoint has moved', () => {
  it('has both hosts, as far as the new one is known', () => {
    const moved = sampleReading({ accountId: 'a', failure: { kind: 'unauthorized', reason: 'originChanged' } });
    const readings = new Map([['a', moved]]);
    const hosts = (host?: string) => sum({ a: 5 }, { readings, hostOf: () => host }).accounts[0]?.moved;
    assert.deepStrictEqual(
      [
        hosts('gateway.example.com'),
        hosts(),
        sum({ a: 5 }, { hostOf: () => 'gateway.example.com' }).accounts[0]?.moved,
      ],
      [{ from: 'api.brookmimir.com', to: 'gateway.example.com' }, undefined, undefined],
    );
  });
});

describe('the order of the accounts', () => {
  it('is by standing, then by amount; what is unlimited or unknown comes last', () => {
    const known = {
      unlimited: { unlimited: true },
      fine: 500,
      fine2: 300,
      never: undefined,
      failed: 'timeout',
      low: 90,
      critical: 10,
      empty: 0,
      blocked: { amount: 1000, usageAllowed: false },
    } as const;
    const thresholds = { low: { low: 100 }, critical: { critical: 20 } };
    assert.deepStrictEqual(order(sum(known, { thresholds })), [
      'blocked',
      'empty',
      'critical',
      'low',
      'fine2',
      'fine',
      'unlimited',
      'never',
      'failed',
    ]);
  });

  it('does not depend on the order in which they were added', () => {
    const known: Record<string, Known> = {
      a: 5,
      b: {},
      c: 0,
      d: { amount: 2, usageAllowed: false },
      e: { usageAllowed: false },
      f: 7,
    };
    const ids = Object.keys(known);
    const orders = ids.map((_, turn) => {
      const turned = [...ids.slice(turn), ...ids.slice(0, turn)];
      return order(sum(Object.fromEntries(turned.map((id) => [id, known[id]])))).join();
    });
    assert.deepStrictEqual([...new Set(orders)], ['d,e,c,a,f,b']);
  });
});

describe('the condition', () => {
  for (const { condition, known, loaded = true } of [
    { condition: 'loading', known: {}, loaded: false },
    { condition: 'none', known: {} },
    { condition: 'waiting', known: { a: undefined, b: undefined } },
    { condition: 'offline', known: { a: 'offline', b: 'offline' } },
    { condition: 'failing', known: { a: 'offline', b: 'timeout' } },
    { condition: 'failing', known: { a: 'unauthorized' } },
    { condition: 'answering', known: { a: 'offline', b: 5 } },
    { condition: 'answering', known: { a: 5, b: undefined } },
    { condition: 'answering', known: { a: {} } },
  ] as readonly { condition: string; known: Record<string, Known>; loaded?: boolean }[]) {
    it(`is ${condition} for ${JSON.stringify(known)}${loaded ? '' : ' before the accounts are read'}`, () => {
      assert.equal(sum(known, { loaded }).condition, condition);
    });
  }
});

describe('a summary', () => {
  it('calls a balance stale once it is older than it may be', () => {
    const states = [staleAfter, staleAfter + 1].map((age) => sum({ a: 5 }, { now: now + age }).accounts[0]?.state);
    assert.deepStrictEqual(states, ['known', 'stale']);
  });

  it('takes no notice of what an old key had read', () => {
    const { accounts, lowest, lastAnswerAt } = sum({ a: 5 }, { accounts: [sampleAccount({ id: 'a', keySetAt: 1 })] });
    assert.deepStrictEqual([accounts[0]?.state, lowest, lastAnswerAt], ['never', undefined, undefined]);
  });

  it('says when any account last gave a balance', () => {
    const earlier = sampleReading({ accountId: 'a', balanceAt: now - 5000 });
    const later = sampleReading({ accountId: 'b', balanceAt: now - 1000, failure: { kind: 'timeout' } });
    const readings = new Map([
      ['a', earlier],
      ['b', later],
    ]);
    assert.equal(sum({ a: 1, b: 1, c: 1 }, { readings }).lastAnswerAt, now - 1000);
  });

  it('says which accounts are being refreshed', () => {
    const summary = sum({ a: 5, b: 6 }, { refreshing: new Set(['a']) });
    assert.deepStrictEqual(
      [summary.refreshing, ...summary.accounts.map(({ refreshing }) => refreshing)],
      [true, true, false],
    );
  });
});
