import assert from 'node:assert/strict';
import { mimir } from '../../../src/providers/mimir.ts';

const credits = { kind: 'count', name: 'credits' };

describe('Mimir', () => {
  it('asks for /credits with the key in x-api-key', () => {
    assert.deepStrictEqual(mimir.request('00ff', {}), { path: '/credits', headers: { 'x-api-key': '00ff' } });
  });

  for (const { says, status, body, outcome } of [
    {
      says: "reads the document's example",
      status: 200,
      body: { status: 200, message: 'Credits retrieved', current_balance: 4287 },
      outcome: { balance: { pools: [{ unit: credits, amount: 4287 }] } },
    },
    {
      says: 'reads zero as a balance',
      status: 200,
      body: { status: 200, message: null, current_balance: 0 },
      outcome: { balance: { pools: [{ unit: credits, amount: 0 }] } },
    },
    {
      says: 'takes null for a refused key, although the status is 200',
      status: 200,
      body: { status: 200, message: 'Credits retrieved', current_balance: null },
      outcome: { failure: { kind: 'unauthorized' } },
    },
    {
      says: 'takes three nulls for a refused key',
      status: 200,
      body: { status: null, message: null, current_balance: null },
      outcome: { failure: { kind: 'unauthorized' } },
    },
    {
      says: 'takes a missing balance for unknown',
      status: 200,
      body: { status: 200, message: 'Credits retrieved' },
      outcome: { balance: { pools: [{ unit: credits, amount: undefined }] } },
    },
    {
      says: 'does not understand a balance in words',
      status: 200,
      body: { current_balance: '4287' },
      outcome: { failure: { kind: 'unexpected' } },
    },
    {
      says: 'takes 400 for a key of the wrong form',
      status: 400,
      body: { status: 400, message: 'Malformed' },
      outcome: { failure: { kind: 'unauthorized', reason: 'malformedKey' } },
    },
    {
      says: 'takes 402 for a balance of zero',
      status: 402,
      body: { status: 402, message: 'Balance depleted' },
      outcome: { balance: { pools: [{ unit: credits, amount: 0 }] } },
    },
    {
      says: 'goes by the status of HTTP where that of the body differs',
      status: 500,
      body: { status: 200, message: 'Temporary service issue', current_balance: 12 },
      outcome: { failure: { kind: 'unavailable' } },
    },
  ]) {
    it(says, () => assert.deepStrictEqual(mimir.interpret(status, body), outcome));
  }

  for (const status of [401, 403, 404]) {
    it(`takes ${status} for a refused key`, () => {
      assert.deepStrictEqual(mimir.interpret(status, undefined), { failure: { kind: 'unauthorized' } });
    });
  }

  for (const status of [500, 502, 503, 504]) {
    it(`takes ${status} for a service that is not available`, () => {
      assert.deepStrictEqual(mimir.interpret(status, undefined), { failure: { kind: 'unavailable' } });
    });
  }
});
