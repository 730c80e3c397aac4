import assert from 'node:assert/strict';
import { breeze } from '../../../src/providers/breeze.ts';

const credits = { kind: 'count', name: 'credits' };

describe('Breeze', () => {
  it('asks for /v1/balance with the key in xi-api-key', () => {
    assert.deepStrictEqual(breeze.request('brz_x', {}), { path: '/v1/balance', headers: { 'xi-api-key': 'brz_x' } });
  });

  for (const { says, body, outcome } of [
    {
      says: 'reads millicredits where there are some, because they are exact',
      body: { balance: 1234.5, balance_millicredits: 1_234_567, topups: [] },
      outcome: { balance: { pools: [{ unit: credits, amount: 1234.567, topUps: [] }] } },
    },
    {
      says: 'takes zero millicredits for zero, not for a reason to read the other field',
      body: { balance: 1, balance_millicredits: 0, topups: [] },
      outcome: { balance: { pools: [{ unit: credits, amount: 0, topUps: [] }] } },
    },
    {
      says: 'reads the balance where the millicredits are null',
      body: { balance: 87.5, balance_millicredits: null, topups: [] },
      outcome: { balance: { pools: [{ unit: credits, amount: 87.5, topUps: [] }] } },
    },
    {
      says: 'reads a balance that stands alone',
      body: { balance: 640 },
      outcome: { balance: { pools: [{ unit: credits, amount: 640, topUps: undefined }] } },
    },
    {
      says: 'takes a missing balance for unknown',
      body: {},
      outcome: { balance: { pools: [{ unit: credits, amount: undefined, topUps: undefined }] } },
    },
    {
      says: 'takes a null balance for unknown',
      body: { balance: null, balance_millicredits: null },
      outcome: { balance: { pools: [{ unit: credits, amount: undefined, topUps: undefined }] } },
    },
    {
      says: 'reads top-ups, and one whose fields are all null, and never adds them up',
      body: {
        balance: 75,
        topups: [
          { topup_id: 'topup_1', amount: 500, status: 'completed', created_at: '2026-03-03T10:00:00Z' },
          { topup_id: null, amount: null, status: null, created_at: null },
        ],
      },
      outcome: {
        balance: {
          pools: [
            {
              unit: credits,
              amount: 75,
              topUps: [
                { id: 'topup_1', amount: 500, status: 'completed', at: Date.UTC(2026, 2, 3, 10) },
                { id: undefined, amount: undefined, status: undefined, at: undefined },
              ],
            },
          ],
        },
      },
    },
    {
      says: 'passes over fields that it does not know',
      body: { balance: 3, currency: 'EUR', topups: [{ topup_id: 'a', invoice: { url: 'https://x.example' } }] },
      outcome: {
        balance: {
          pools: [
            {
              unit: credits,
              amount: 3,
              topUps: [{ id: 'a', amount: undefined, status: undefined, at: undefined }],
            },
          ],
        },
      },
    },
    {
      says: 'keeps the balance when the top-ups are not understood',
      body: { balance: 3, topups: 'none' },
      outcome: { balance: { pools: [{ unit: credits, amount: 3, topUps: undefined }] } },
    },
  ]) {
    it(says, () => assert.deepStrictEqual(breeze.interpret(200, body), outcome));
  }

  for (const { status, code, failure } of [
    { status: 401, code: 'AUTH_REQUIRED', failure: { kind: 'unauthorized' } },
    { status: 429, code: 'RATE_LIMITED', failure: { kind: 'rateLimited' } },
    { status: 503, code: 'SERVICE_UNAVAILABLE', failure: { kind: 'unavailable' } },
  ]) {
    it(`takes ${status} for ${failure.kind}`, () => {
      const body = { ok: false, code, detail: 'In words', error: 'In words', meta: null };
      assert.deepStrictEqual(breeze.interpret(status, body), { failure });
    });
  }
});
