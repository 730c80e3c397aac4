import assert from 'node:assert/strict';
import type { Entry, PoolRule } from '../../../../src/core/catalog/entry.ts';
import { readEntry } from '../../../../src/core/catalog/readEntry.ts';
import { count, credits, currency } from '../../../../src/core/unit.ts';

const now = Date.UTC(2026, 10, 20, 12);
const unexpected = { failure: { kind: 'unexpected' } };

function read(pools: PoolRule | readonly PoolRule[], body: unknown, change: Partial<Entry> = {}, status = 200) {
  const entry: Entry = {
    id: 'service',
    name: 'Service',
    request: { url: 'https://api.example.com/', headers: { authorization: '{key}' } },
    pools: [pools].flat(),
    ...change,
  };
  return readEntry(entry, status, body, now);
}

const one: PoolRule = { unit: 'credits', amount: '/left' };

describe('an answer that is read by an entry', () => {
  it('has an unknown amount where the service says null, and is no balance where it says nothing', () => {
    assert.deepStrictEqual(
      [read(one, { left: null }), read(one, {}), read(one, { left: {} }), read(one, undefined)],
      [{ balance: { pools: [{ unit: credits, amount: undefined }] } }, unexpected, unexpected, unexpected],
    );
  });

  it('leaves out a pool that it does not have', () => {
    const pools = [
      { ...one, id: 'a' },
      { unit: 'searches', singular: 'search', amount: '/searches', id: 'b', name: 'Searches' },
    ];
    assert.deepStrictEqual(
      [read(pools, { left: 1 }), read(pools, { searches: 2 }), read(pools, { left: 1, searches: 'soon' })],
      [
        { balance: { pools: [{ id: 'a', name: 'a', unit: credits, amount: 1 }] } },
        { balance: { pools: [{ id: 'b', name: 'Searches', unit: count('searches', 'search'), amount: 2 }] } },
        { balance: { pools: [{ id: 'a', name: 'a', unit: credits, amount: 1 }] } },
      ],
    );
  });

  it('has a pool an item, those of one kind added up', () => {
    const rule: PoolRule = { each: '/list', id: '/kind', unit: { path: '/kind' }, amount: '/n' };
    const list = [
      { kind: 'usd', n: '0.10' },
      { kind: 'CNY', n: 5 },
      { kind: 'usd', n: '0.20' },
    ];
    assert.deepStrictEqual(read(rule, { list }), {
      balance: {
        pools: [
          { id: 'usd', name: 'usd', unit: currency('USD'), amount: 0.3 },
          { id: 'CNY', name: 'CNY', unit: currency('CNY'), amount: 5 },
        ],
      },
    });
  });

  it('hides the items that a condition leaves out, and names the others', () => {
    const rule: PoolRule = {
      each: '/list',
      if: { path: '/allocated', not: [0] },
      id: '/kind',
      names: { a: 'Lookups' },
      unit: 'credits',
      amount: '/n',
      allowance: '/allocated',
    };
    const list = [
      { kind: 'a', allocated: 5, n: 'inf' },
      { kind: 'b', allocated: 0, n: 0 },
    ];
    assert.deepStrictEqual(read(rule, { list }), {
      balance: { pools: [{ id: 'a', name: 'Lookups', unit: credits, unlimited: true, allowance: 5 }] },
    });
    assert.deepStrictEqual(read(rule, { list: [] }), unexpected);
  });

  it('takes its unit from a word that is a currency code or that the entry translates, and from no other', () => {
    const rule: PoolRule = { unit: { path: '/type', names: { euros: 'EUR', credits: 'credits' } }, amount: '/n' };
    const unitOf = (type: unknown) => {
      const outcome = read(rule, { type, n: 1 });
      return 'balance' in outcome ? outcome.balance.pools[0].unit : outcome.failure.kind;
    };
    assert.deepStrictEqual(['euros', 'credits', 'usd', 'GBP', 'bananas', '__proto__', 7, undefined].map(unitOf), [
      currency('EUR'),
      credits,
      currency('USD'),
      currency('GBP'),
      'unexpected',
      'unexpected',
      'unexpected',
      'unexpected',
    ]);
  });

  it('says nothing of the amount by a second value: postpaid, or unlimited', () => {
    const rule: PoolRule = { ...one, unknownIf: { path: '/payment', is: ['postpaid'] }, unlimitedIf: '/free' };
    assert.deepStrictEqual(
      [{ left: 0, payment: 'postpaid' }, { left: 0, free: true }, { left: 0 }].map((body) => read(rule, body)),
      [{ amount: undefined }, { unlimited: true }, { amount: 0 }].map((pool) => ({
        balance: { pools: [{ unit: credits, ...pool }] },
      })),
    );
  });

  it('is blocked below a floor', () => {
    const rule: PoolRule = { ...one, floor: { const: 0.49 } };
    const allowed = (left: number | null) => {
      const outcome = read(rule, { left });
      return 'balance' in outcome ? outcome.balance.usageAllowed : outcome;
    };
    assert.deepStrictEqual([0.48, 0.49, null].map(allowed), [false, undefined, undefined]);
  });

  it('has lots, top-ups, a plan and whether usage is allowed', () => {
    const rule: PoolRule = {
      ...one,
      lots: {
        each: '/lots',
        if: { path: '/hidden', not: [true] },
        kind: '/kind',
        allocated: '/all',
        remaining: '/left',
        expiresAt: '/until',
        pendingIf: { path: '/kind', is: ['Pending'] },
      },
      topUps: { each: '/purchases', id: '/id', amount: '/n', status: '/status', at: '/at' },
    };
    const body = {
      left: 5,
      lots: [{ kind: 'Pending', all: 9, left: 4, until: '2027-01-01' }, { left: 'soon' }, { hidden: true }],
      purchases: [{ id: 1, n: '20.00', status: 'paid', at: 1735689600 }],
      plan: { name: 'Pro', credits: 100, since: '2026-01-01' },
      active: false,
    };
    assert.deepStrictEqual(
      read(rule, body, {
        plan: { name: '/plan/name', allowance: '/plan/credits', since: '/plan/since' },
        usageAllowed: '/active',
      }),
      {
        balance: {
          pools: [
            {
              unit: credits,
              amount: 5,
              lots: [
                { kind: 'Pending', allocated: 9, remaining: 4, expiresAt: Date.UTC(2027, 0, 1), pending: true },
                { kind: 'Lot', pending: false },
              ],
              topUps: [{ id: '1', amount: 20, status: 'paid', at: 1735689600000 }],
            },
          ],
          usageAllowed: false,
          plan: { name: 'Pro', allowance: 100, since: Date.UTC(2026, 0, 1) },
        },
      },
    );
  });

  it('has no active plan where the service says so, and none that is known where it says nothing', () => {
    const plan: Entry['plan'] = { name: '/plan', noneIf: { path: '/plan', is: ['none'] } };
    const planOf = (body: object) => {
      const outcome = read(one, { left: 1, ...body }, { plan });
      return 'balance' in outcome ? outcome.balance.plan : outcome;
    };
    assert.deepStrictEqual(
      [planOf({ plan: 'none' }), planOf({}), planOf({ plan: 'Pro' })],
      [{}, undefined, { name: 'Pro' }],
    );
  });

  it('means what the entry says of its status', () => {
    const statuses: Entry['statuses'] = {
      '200': [
        { if: { path: '/code', is: [429] }, means: 'empty' },
        { if: { path: '/code', not: [200] }, means: 'unexpected' },
      ],
      '401': [{ if: { path: '/why', is: ['scope'] }, means: 'missingPermission' }],
      '402': 'empty',
      '403': 'adminKeyNeeded',
      '409': 'balance',
    };
    const empty = { balance: { pools: [{ unit: credits, amount: 0 }] } };
    const cases = [
      [200, { code: 200, left: 3 }, { balance: { pools: [{ unit: credits, amount: 3 }] } }],
      [200, { code: 429 }, empty],
      [200, { left: 3 }, unexpected],
      [401, { why: 'scope' }, { failure: { kind: 'forbidden', reason: 'missingPermission' } }],
      [401, {}, { failure: { kind: 'unauthorized' } }],
      [402, {}, empty],
      [403, {}, { failure: { kind: 'forbidden', reason: 'adminKeyNeeded' } }],
      [409, { left: 3 }, { balance: { pools: [{ unit: credits, amount: 3 }] } }],
      [429, {}, { failure: { kind: 'rateLimited' } }],
      [503, {}, { failure: { kind: 'unavailable' } }],
    ] as const;
    assert.deepStrictEqual(
      cases.map(([status, body]) => read(one, body, { statuses }, status)),
      cases.map(([, , outcome]) => outcome),
    );
  });
});
