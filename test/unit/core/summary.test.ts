import assert from 'node:assert/strict';
import type { Account } from '../../../src/core/account.ts';
import type { Balance } from '../../../src/core/balance.ts';
import type { Failure } from '../../../src/core/failure.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { isAlarming, type SummaryInput, summarize } from '../../../src/core/summary.ts';
import { credits, type Unit } from '../../../src/core/unit.ts';
import { sampleAccount } from '../../support/fakes/sampleAccount.ts';
import { sampleReading } from '../../support/fakes/sampleReading.ts';

const now = Date.UTC(2026, 10, 20, 12);
const interval = 900_000;
const usd: Unit = { kind: 'currency', name: 'USD' };

type Known = number | Partial<Balance> | Failure['kind'] | undefined;

function accountOf(id: string): Account {
  return sampleAccount({ id, provider: id.replace(/-\d+$/, ''), label: id });
}

function readingFor(id: string, known: Known): Reading | undefined {
  if (known === undefined) return undefined;
  const none = { balance: undefined, balanceAt: undefined };
  if (typeof known === 'string')
    return sampleReading({ accountId: id, ...none, failure: { kind: known }, failures: 1 });
  const balance = typeof known === 'number' ? { amount: known } : known;
  return sampleReading({ accountId: id, balance: { unit: credits, ...balance } });
}

/** Accounts by id, with what is known of each. */
function sum(known: Readonly<Record<string, Known>>, more: Partial<SummaryInput> = {}) {
  const readings = Object.keys(known).flatMap((id) => readingFor(id, known[id]) ?? []);
  return summarize({
    accounts: Object.keys(known).map(accountOf),
    loaded: true,
    readings: new Map(readings.map((reading) => [reading.accountId, reading])),
    running: new Set(),
    awaited: false,
    thresholds: {},
    storageProblems: [],
    interval,
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
    assert.deepStrictEqual(
      [lowest?.account.id, lowest?.state, lowest?.reading.balance.pools[0].amount],
      ['a', 'stale', 42],
    );
  });

  it('is never found by comparing different units', () => {
    const amounts = { a: { amount: 3, unit: usd }, b: 500, c: { amount: 1, unit: usd }, d: 20 };
    assert.deepStrictEqual(order(sum(amounts)), ['d', 'b', 'c', 'a']);
    assert.deepStrictEqual(order(sum({ ...amounts, b: 0.5, d: 0.2 })), ['d', 'b', 'c', 'a']);
  });

  it("is judged by the account's own thresholds before its service's, each limit on its own", () => {
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

describe('the order of the accounts', () => {
  it('is by standing, then by amount; what is unknown comes before what is fine', () => {
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
      'never',
      'failed',
      'fine2',
      'fine',
      'unlimited',
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
    assert.deepStrictEqual([...new Set(orders)], ['d,e,c,b,a,f']);
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
  it('calls a balance old from the second refresh on that was missed', () => {
    const states = [2 * interval, 2 * interval + 1].map((age) => sum({ a: 5 }, { now: now + age }).accounts[0]?.state);
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

  it('says that an account is being asked when a person waits for it, and not on a timer', () => {
    const running = new Set(['a']);
    const refreshing = (awaited: boolean) => {
      const summary = sum({ a: 5, b: 6 }, { running, awaited });
      return [summary.refreshing, ...summary.accounts.map((account) => account.refreshing)];
    };
    assert.deepStrictEqual(
      [refreshing(true), refreshing(false)],
      [
        [true, true, false],
        [false, false, false],
      ],
    );
  });

  for (const { alarms, known, failure, age } of [
    { alarms: true, known: 0, failure: undefined, age: 0 },
    { alarms: false, known: 5, failure: undefined, age: 0 },
    { alarms: false, known: 0, failure: undefined, age: 3 * interval },
    { alarms: false, known: 0, failure: { kind: 'timeout' } as const, age: 0 },
  ]) {
    it(`${alarms ? 'alarms' : 'does not alarm'} at ${known}${failure ? ' after a failure' : ''}, ${age} ms old`, () => {
      const reading = sampleReading({
        accountId: 'a',
        balance: { pools: [{ unit: credits, amount: known }] },
        failure,
      });
      const [account] = sum({ a: known }, { readings: new Map([['a', reading]]), now: now + age }).accounts;
      assert.equal(account && isAlarming(account), alarms);
    });
  }
});
