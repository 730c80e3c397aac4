import assert from 'node:assert/strict';
import type { Balance } from '../../../src/core/balance.ts';
import { afterBalance, afterFailure, type Reading, readingOf, stateOf } from '../../../src/core/reading.ts';
import { credits, currency } from '../../../src/core/unit.ts';
import { sampleAccount, sampleReading } from '../../support/fakes/samples.ts';

const account = sampleAccount();
const before = Date.UTC(2026, 10, 20, 12);
const now = before + 600_000;
const known = sampleReading();

describe('a reading after a balance', () => {
  it('holds it, with its time, and nothing of the failures before', () => {
    const failed = afterFailure(account, known, { kind: 'timeout' }, before, before + 1);
    assert.deepStrictEqual(afterBalance(account, failed, { pools: [{ unit: credits, amount: 7 }] }, now), {
      accountId: 'mimir',
      keySetAt: account.keySetAt,
      checkedAt: now,
      balance: { pools: [{ unit: credits, amount: 7 }] },
      balanceAt: now,
      lastAmounts: undefined,
      failures: 0,
    });
  });

  for (const { says, previous, balance, lastAmounts } of [
    {
      says: 'remembers the last amount when this one is unknown',
      previous: known,
      balance: { pools: [{ unit: credits }] },
      lastAmounts: [{ pool: 'main', amount: 42, unit: credits, at: before }],
    },
    {
      says: 'remembers a last amount of zero',
      previous: sampleReading({ balance: { pools: [{ unit: credits, amount: 0 }] } }),
      balance: { pools: [{ unit: credits }] },
      lastAmounts: [{ pool: 'main', amount: 0, unit: credits, at: before }],
    },
    {
      says: 'remembers it over several unknown ones',
      previous: afterBalance(account, known, { pools: [{ unit: credits }] }, before + 1),
      balance: { pools: [{ unit: credits }] },
      lastAmounts: [{ pool: 'main', amount: 42, unit: credits, at: before }],
    },
    {
      says: 'remembers it over a failure between',
      previous: afterFailure(account, known, { kind: 'offline' }, before + 1, undefined),
      balance: { pools: [{ unit: credits }] },
      lastAmounts: [{ pool: 'main', amount: 42, unit: credits, at: before }],
    },
    {
      says: 'forgets it when an amount is known',
      previous: known,
      balance: { pools: [{ unit: credits, amount: 1 }] },
      lastAmounts: undefined,
    },
    {
      says: 'forgets it when it is unlimited',
      previous: known,
      balance: { pools: [{ unit: credits, unlimited: true }] },
      lastAmounts: undefined,
    },
    {
      says: 'remembers nothing of an unlimited one, whose number meant nothing',
      previous: sampleReading({ balance: { pools: [{ unit: credits, amount: 5, unlimited: true }] } }),
      balance: { pools: [{ unit: credits }] },
      lastAmounts: undefined,
    },
    {
      says: 'has nothing to remember at first',
      previous: undefined,
      balance: { pools: [{ unit: credits }] },
      lastAmounts: undefined,
    },
  ] as readonly {
    says: string;
    previous: Reading | undefined;
    balance: Balance;
    lastAmounts: Reading['lastAmounts'];
  }[]) {
    it(says, () => assert.deepStrictEqual(afterBalance(account, previous, balance, now).lastAmounts, lastAmounts));
  }
});

describe('a reading after a failure', () => {
  it('keeps the last good balance with its own time, and counts', () => {
    const once = afterFailure(account, known, { kind: 'offline' }, now, now + 1);
    const twice = afterFailure(account, once, { kind: 'unavailable' }, now + 5, now + 9);
    assert.deepStrictEqual(twice, {
      accountId: 'mimir',
      keySetAt: account.keySetAt,
      checkedAt: now + 5,
      balance: { pools: [{ unit: credits, amount: 42 }] },
      balanceAt: before,
      lastAmounts: undefined,
      failure: { kind: 'unavailable' },
      failures: 2,
      retryAt: now + 9,
    });
  });

  it('remembers the amount of each pool apart', () => {
    const [usd, cny] = [currency('USD'), currency('CNY')];
    const previous = sampleReading({
      balance: {
        pools: [
          { id: 'usd', unit: usd, amount: 3 },
          { id: 'cny', unit: cny, amount: 9 },
        ],
      },
    });
    const balance: Balance = {
      pools: [
        { id: 'usd', unit: usd },
        { id: 'cny', unit: cny, amount: 8 },
      ],
    };
    assert.deepStrictEqual(afterBalance(account, previous, balance, now).lastAmounts, [
      { pool: 'usd', amount: 3, unit: usd, at: before },
    ]);
  });

  it('claims no balance where there never was one', () => {
    const { balance, balanceAt, lastAmounts } = afterFailure(account, undefined, { kind: 'timeout' }, now, undefined);
    assert.deepStrictEqual(
      { balance, balanceAt, lastAmounts },
      { balance: undefined, balanceAt: undefined, lastAmounts: undefined },
    );
  });
});

describe('the reading of an account', () => {
  const readings = new Map([['mimir', known]]);

  for (const { is, of, found } of [
    { is: 'that of its present key', of: account, found: known },
    { is: 'not that of the key before', of: sampleAccount({ keySetAt: account.keySetAt + 1 }), found: undefined },
    { is: 'not that of another account', of: sampleAccount({ id: 'mimir-2' }), found: undefined },
  ]) {
    it(`is ${is}`, () => assert.equal(readingOf(of, readings), found));
  }
});

describe('the state of a reading', () => {
  const failure = { kind: 'timeout' } as const;
  const nothing = { balance: undefined, balanceAt: undefined };

  for (const { when, reading, at, state } of [
    { when: 'there is none', reading: undefined, at: now, state: 'never' },
    { when: 'a balance has just been read', reading: known, at: before, state: 'known' },
    { when: 'the balance is as old as it may be', reading: known, at: before + 1000, state: 'known' },
    { when: 'the balance is older than that', reading: known, at: before + 1001, state: 'stale' },
    {
      when: 'the last check failed, however fresh the balance is',
      reading: sampleReading({ failure }),
      at: before,
      state: 'stale',
    },
    {
      when: 'no check has ever given a balance',
      reading: sampleReading({ ...nothing, failure }),
      at: now,
      state: 'failed',
    },
    { when: 'nothing is known but the account', reading: sampleReading(nothing), at: now, state: 'never' },
    {
      when: 'the answer named no amount, which is an answer',
      reading: sampleReading({ balance: { pools: [{ unit: credits }] } }),
      at: before,
      state: 'known',
    },
  ]) {
    it(`is ${state} when ${when}`, () => assert.equal(stateOf(reading, at, 1000), state));
  }
});
