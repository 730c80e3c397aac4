import assert from 'node:assert/strict';
import { fullenrich } from '../../../src/providers/fullenrich.ts';

const credits = { kind: 'count', name: 'credits' };

describe('FullEnrich', () => {
  it('asks for /account/credits with the key as a bearer', () => {
    assert.deepStrictEqual(fullenrich.request('k', {}), {
      path: '/account/credits',
      headers: { authorization: 'Bearer k' },
    });
  });

  for (const { says, body, amount } of [
    { says: "reads the document's example", body: { balance: 5000 }, amount: 5000 },
    { says: 'reads a fraction, for an item can cost a quarter', body: { balance: 2.25 }, amount: 2.25 },
    { says: 'reads zero as a balance', body: { balance: 0 }, amount: 0 },
    { says: 'takes a missing balance for unknown, never for zero', body: {}, amount: undefined },
    { says: 'takes a null balance for unknown, never for zero', body: { balance: null }, amount: undefined },
  ]) {
    it(says, () => {
      assert.deepStrictEqual(fullenrich.interpret(200, body), { balance: { pools: [{ unit: credits, amount }] } });
    });
  }

  for (const { code, message } of [
    { code: 'error.authorization.not_set', message: 'Authorization headers not set' },
    { code: 'error.authorization.not_bearer', message: "Authorization headers do not have prefix 'bearer'" },
    { code: 'error.api.key', message: 'Unknown api key' },
  ]) {
    it(`takes 401 with ${code} for a refused key`, () => {
      assert.deepStrictEqual(fullenrich.interpret(401, { code, message }), { failure: { kind: 'unauthorized' } });
    });
  }

  it('takes 404, which comes without a body, for an unknown workspace', () => {
    assert.deepStrictEqual(fullenrich.interpret(404, undefined), {
      failure: { kind: 'notFound', reason: 'workspace' },
    });
  });
});
