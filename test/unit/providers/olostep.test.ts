import assert from 'node:assert/strict';
import { olostep } from '../../../src/providers/olostep.ts';

const credits = { kind: 'count', name: 'credits' };

function balanceOf(body: unknown) {
  const outcome = olostep.interpret(200, body);
  assert.ok('balance' in outcome);
  return outcome.balance;
}

describe('Olostep', () => {
  it('asks for /user/credits/info with the key as a bearer', () => {
    assert.deepStrictEqual(olostep.request('k', {}), {
      path: '/user/credits/info',
      headers: { authorization: 'Bearer k' },
    });
  });

  it("reads the document's example whole", () => {
    const body = {
      credits: 12500,
      breakdown: [
        { purchase_kind: 'Subscription', allocated_units: 10000, remaining_units: 8500, expiry_date: 1735689600 },
        { purchase_kind: 'Top-up', allocated_units: 5000, remaining_units: 4000, expiry_date: 1743465600 },
      ],
      active_subscription: { id: 'SUB_PRO', display_name: 'Pro', credits: 10000, created_at: 1704067200 },
      allow_usage: true,
    };
    assert.deepStrictEqual(olostep.interpret(200, body), {
      balance: {
        usageAllowed: true,
        pools: [
          {
            unit: credits,
            amount: 12500,
            lots: [
              {
                kind: 'Subscription',
                allocated: 10000,
                remaining: 8500,
                expiresAt: Date.UTC(2025, 0, 1),
                pending: false,
              },
              { kind: 'Top-up', allocated: 5000, remaining: 4000, expiresAt: Date.UTC(2025, 3, 1), pending: false },
            ],
          },
        ],
        plan: { name: 'Pro', allowance: 10000, since: Date.UTC(2024, 0, 1) },
      },
    });
  });

  it('never computes the balance anew from the lots', () => {
    const breakdown = [{ purchase_kind: 'Top-up', remaining_units: 4000 }];
    assert.deepStrictEqual(
      [balanceOf({ credits: 3, breakdown }).pools[0].amount, balanceOf({ breakdown }).pools[0].amount],
      [3, undefined],
    );
  });

  it('shows every kind of lot verbatim, one that nobody knows too, and counts none that is pending', () => {
    const kinds = ['Subscription', 'Top-up', 'Manual', 'Setup', 'Pending', 'Referral'];
    const { lots } = balanceOf({ credits: 1, breakdown: kinds.map((purchase_kind) => ({ purchase_kind })) }).pools[0];
    assert.deepStrictEqual(
      lots?.map(({ kind, pending }) => ({ kind, pending })),
      kinds.map((kind) => ({ kind, pending: kind === 'Pending' })),
    );
  });

  it('has nothing to say about an empty object', () => {
    assert.deepStrictEqual(olostep.interpret(200, {}), {
      balance: {
        pools: [{ unit: credits, amount: undefined, lots: undefined }],
        usageAllowed: undefined,
        plan: undefined,
      },
    });
  });

  it('keeps a lot of which nothing is said, and drops what is no lot', () => {
    assert.deepStrictEqual(balanceOf({ credits: 1, breakdown: [{}, null, 'lot', 3] }).pools[0].lots, [
      { kind: 'Lot', allocated: undefined, remaining: undefined, expiresAt: undefined, pending: false },
    ]);
  });

  it('keeps the balance when everything beside it has another type', () => {
    const body = { credits: 5, breakdown: {}, active_subscription: 'Pro', allow_usage: 'yes' };
    assert.deepStrictEqual(balanceOf(body), {
      pools: [{ unit: credits, amount: 5, lots: undefined }],
      usageAllowed: undefined,
      plan: undefined,
    });
  });

  describe('reads of a subscription', () => {
    for (const { says, subscription, plan } of [
      {
        says: 'that SUB_BASE is no plan',
        subscription: { id: 'SUB_BASE', display_name: 'Base', credits: 0, created_at: 1704067200 },
        plan: {},
      },
      {
        says: 'its id where it has no name',
        subscription: { id: 'SUB_PRO' },
        plan: { name: 'SUB_PRO', allowance: undefined, since: undefined },
      },
      { says: 'nothing where it has neither, rather than that there is no plan', subscription: {}, plan: undefined },
      { says: 'nothing where it is null', subscription: null, plan: undefined },
    ]) {
      it(says, () => {
        assert.deepStrictEqual(balanceOf({ credits: 1, active_subscription: subscription }).plan, plan);
      });
    }
  });

  it('says that use is blocked when the service does, whatever the amount is', () => {
    const { pools, usageAllowed } = balanceOf({ credits: 2500, allow_usage: false });
    assert.deepStrictEqual([pools[0].amount, usageAllowed], [2500, false]);
  });

  describe('answers with 402', () => {
    const refused = { failure: { kind: 'unauthorized' } };
    const usedUp = { balance: { pools: [{ unit: credits, amount: 0 }] } };
    for (const { says, body, outcome } of [
      { says: 'no JSON', body: undefined, outcome: refused },
      { says: 'an empty object', body: {}, outcome: refused },
      { says: 'null', body: null, outcome: refused },
      {
        says: 'that the key is wrong',
        body: { object: 'error', code: 'invalid_api_key', status: 402, title: 'Payment Required' },
        outcome: refused,
      },
      { says: 'that the key is wrong, under error', body: { error: { code: 'invalid_api_key' } }, outcome: refused },
      { says: 'usage_limit_reached: true', body: { usage_limit_reached: true }, outcome: usedUp },
      { says: 'usage_limit_reached: false', body: { usage_limit_reached: false }, outcome: refused },
      { says: 'usage_limit_reached in a word', body: { usage_limit_reached: 'true' }, outcome: refused },
      {
        says: 'usage_limit_reached: true under error',
        body: { error: { usage_limit_reached: true } },
        outcome: usedUp,
      },
      {
        says: 'credits_exhausted as its code',
        body: { object: 'error', code: 'credits_exhausted', status: 402 },
        outcome: usedUp,
      },
      { says: 'credits_exhausted as its error', body: { error: 'credits_exhausted' }, outcome: usedUp },
      { says: 'usage_limit_reached as its error', body: { error: 'usage_limit_reached' }, outcome: usedUp },
      {
        says: 'credits_exhausted as the code under error',
        body: { error: { code: 'credits_exhausted', message: 'Used up' } },
        outcome: usedUp,
      },
    ]) {
      it(`and ${says}: ${'balance' in outcome ? 'nothing is left' : 'the key is refused'}`, () => {
        assert.deepStrictEqual(olostep.interpret(402, body), outcome);
      });
    }
  });

  it('takes 500 for a service that is not available', () => {
    assert.deepStrictEqual(olostep.interpret(500, { error: 'Internal Server Error' }), {
      failure: { kind: 'unavailable' },
    });
  });
});
