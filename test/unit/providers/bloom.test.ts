import assert from 'node:assert/strict';
import { bloom } from '../../../src/providers/bloom.ts';

const credits = { kind: 'count', name: 'credits' };

describe('Bloom', () => {
  describe('asks', () => {
    for (const { parameters, path } of [
      { parameters: {}, path: '/credits' },
      { parameters: { workspaceId: '' }, path: '/credits' },
      { parameters: { workspaceId: 'ws_design' }, path: '/credits?workspaceId=ws_design' },
      { parameters: { workspaceId: 'a&b=c #ü/?' }, path: '/credits?workspaceId=a%26b%3Dc%20%23%C3%BC%2F%3F' },
    ]) {
      it(`for ${path} with ${JSON.stringify(parameters)}`, () => {
        assert.deepStrictEqual(bloom.request('bloom_sk_x', parameters), {
          path,
          headers: { 'x-api-key': 'bloom_sk_x' },
        });
      });
    }
  });

  describe('answers with 200', () => {
    for (const { says, body, outcome } of [
      {
        says: 'a number',
        body: { data: { balance: 310, unlimited: false } },
        outcome: { balance: { pools: [{ unit: credits, amount: 310 }] } },
      },
      {
        says: 'a fraction',
        body: { data: { balance: 12.5, unlimited: false } },
        outcome: { balance: { pools: [{ unit: credits, amount: 12.5 }] } },
      },
      {
        says: 'zero, which is a balance',
        body: { data: { balance: 0, unlimited: false } },
        outcome: { balance: { pools: [{ unit: credits, amount: 0 }] } },
      },
      {
        says: 'unlimited, whose number is not read',
        body: { data: { balance: 0, unlimited: true } },
        outcome: { balance: { pools: [{ unit: credits, unlimited: true }] } },
      },
      {
        says: 'unlimited with a number that is none',
        body: { data: { balance: 'many', unlimited: true } },
        outcome: { balance: { pools: [{ unit: credits, unlimited: true }] } },
      },
      {
        says: 'a number without unlimited',
        body: { data: { balance: 7 } },
        outcome: { balance: { pools: [{ unit: credits, amount: 7 }] } },
      },
      {
        says: 'null, which is unknown',
        body: { data: { balance: null, unlimited: false } },
        outcome: { balance: { pools: [{ unit: credits, amount: undefined }] } },
      },
      {
        says: 'nothing, which is unknown',
        body: { data: {} },
        outcome: { balance: { pools: [{ unit: credits, amount: undefined }] } },
      },
      { says: 'a number in the wrong place', body: { balance: 310 }, outcome: { failure: { kind: 'unexpected' } } },
      {
        says: 'unlimited in a word',
        body: { data: { balance: 3, unlimited: 'yes' } },
        outcome: { failure: { kind: 'unexpected' } },
      },
    ]) {
      it(`and says ${says}`, () => assert.deepStrictEqual(bloom.interpret(200, body), outcome));
    }
  });

  describe('refuses', () => {
    for (const { status, code, failure } of [
      { status: 401, code: 'UNAUTHORIZED', failure: { kind: 'unauthorized' } },
      { status: 403, code: 'FORBIDDEN', failure: { kind: 'forbidden', reason: 'planUpgrade' } },
      { status: 403, code: 'ACCOUNT_BANNED', failure: { kind: 'forbidden', reason: 'banned' } },
      { status: 403, code: 'REGION_BLOCKED', failure: { kind: 'forbidden' } },
      { status: 404, code: 'WORKSPACE_NOT_FOUND', failure: { kind: 'notFound', reason: 'workspace' } },
      { status: 429, code: 'TOO_MANY_REQUESTS', failure: { kind: 'rateLimited' } },
      { status: 500, code: 'INTERNAL_SERVER_ERROR', failure: { kind: 'unavailable' } },
    ]) {
      const error = { defined: true, code, status, message: 'In words' };
      for (const { form, body } of [
        { form: 'at the top level', body: error },
        { form: 'under "error"', body: { error } },
      ]) {
        it(`with ${status} and ${code} ${form}`, () => {
          assert.deepStrictEqual(bloom.interpret(status, body), { failure });
        });
      }
    }

    it('with a 403 that is not its own, which says nothing of plans', () => {
      assert.deepStrictEqual(bloom.interpret(403, undefined), { failure: { kind: 'forbidden' } });
    });
  });
});
