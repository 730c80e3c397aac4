import assert from 'node:assert/strict';
import type { Outcome } from '../../../src/core/provider.ts';
import { currency } from '../../../src/core/unit.ts';
import { openrouter } from '../../../src/providers/openrouter.ts';

// A Wednesday.
const now = Date.UTC(2026, 10, 18, 12);

/** Reads with these answers by path; each path that was asked for is noted. */
async function read(answers: Readonly<Record<string, readonly [status: number, body: unknown]>>, at = now) {
  const asked: string[] = [];
  const outcome: Outcome = await openrouter.read({
    key: 'sk-or-v1-5fQ8rTn2ZbWc7LxV',
    parameters: {},
    now: at,
    async get(path) {
      asked.push(path);
      const [status, body] = answers[path] ?? assert.fail(path);
      return { status, body };
    },
  });
  return { outcome, asked };
}

const keyWith = (data: object) => ({ '/key': [200, { data }] as const });
const dollars = (pool: object) => ({ balance: { pools: [{ unit: currency('USD'), ...pool }] } });
const adminKeyNeeded = { failure: { kind: 'forbidden', reason: 'adminKeyNeeded' } };

describe('OpenRouter', () => {
  it('shows what is left of the limit of a key, and never asks for the credits, which would be zeros', async () => {
    assert.deepStrictEqual(await read(keyWith({ limit: 100, limit_remaining: 74.5, is_management_key: false })), {
      outcome: dollars({ amount: 74.5, allowance: 100 }),
      asked: ['/key'],
    });
  });

  for (const [reset, at, renewsAt] of [
    ['daily', now, Date.UTC(2026, 10, 19)],
    ['weekly', now, Date.UTC(2026, 10, 23)],
    ['weekly', Date.UTC(2026, 10, 23), Date.UTC(2026, 10, 30)],
    ['weekly', Date.UTC(2026, 10, 22, 23), Date.UTC(2026, 10, 23)],
    ['monthly', now, Date.UTC(2026, 11, 1)],
  ] as const) {
    it(`renews a ${reset} limit at midnight UTC, after ${new Date(at).toISOString()}`, async () => {
      const { outcome } = await read(keyWith({ limit: 10, limit_remaining: 1, limit_reset: reset }), at);
      assert.deepStrictEqual(outcome, dollars({ amount: 1, allowance: 10, renewsAt }));
    });
  }

  it('needs a management key where the key has no limit', async () => {
    const { outcome, asked } = await read(keyWith({ limit: null, limit_remaining: null, is_management_key: false }));
    assert.deepStrictEqual([outcome, asked], [adminKeyNeeded, ['/key']]);
  });

  for (const flag of ['is_management_key', 'is_provisioning_key']) {
    it(`shows the account's credits to a key that is one by ${flag}, exactly`, async () => {
      const answers = {
        ...keyWith({ limit: null, limit_remaining: null, [flag]: true }),
        '/credits': [200, { data: { total_credits: 100.3, total_usage: 100.1 } }] as const,
      };
      assert.deepStrictEqual(await read(answers), { outcome: dollars({ amount: 0.2 }), asked: ['/key', '/credits'] });
    });
  }

  it('has no balance where the usage is missing', async () => {
    const answers = {
      ...keyWith({ limit_remaining: null, is_management_key: true }),
      '/credits': [200, { data: { total_credits: 100 } }] as const,
    };
    assert.deepStrictEqual((await read(answers)).outcome, { failure: { kind: 'unexpected' } });
  });

  for (const [status, outcome] of [
    [401, { failure: { kind: 'unauthorized' } }],
    [403, adminKeyNeeded],
    [429, { failure: { kind: 'rateLimited' } }],
    [500, { failure: { kind: 'unavailable' } }],
  ] as const) {
    it(`fails with ${status} at either request`, async () => {
      const first = await read({ '/key': [status, {}] });
      const second = await read({
        ...keyWith({ limit_remaining: null, is_management_key: true }),
        '/credits': [status, {}],
      });
      assert.deepStrictEqual([first.outcome, second.outcome], [outcome, outcome]);
    });
  }

  it('does not take an answer without a limit for one without a cap', async () => {
    assert.deepStrictEqual((await read(keyWith({}))).outcome, { failure: { kind: 'unexpected' } });
  });
});
