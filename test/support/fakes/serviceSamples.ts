import type { Balance } from '../../../src/core/balance.ts';
import type { Failure } from '../../../src/core/failure.ts';

export interface ServiceSample {
  /** Of the form that the document gives, and no real key. */
  readonly key: string;
  /** The address of the request, by the document. */
  readonly url: string;
  /** The one header that may hold the key, by the document. */
  readonly header: { readonly name: string; readonly prefix: string };
  /** A good answer. */
  readonly body: unknown;
  /** What the good answer says. */
  readonly balance: Balance;
  /** What a status means here where HTTP says something else. */
  readonly means: Readonly<Record<number, Failure>>;
}

/** By provider id. A new provider is put to every test of all providers by one more entry. */
export const serviceSamples: Readonly<Record<string, ServiceSample>> = {
  bloom: {
    key: 'bloom_sk_7Qf2xVn9LmZr4TbK',
    url: 'https://www.trybloom.ai/api/v1/credits',
    header: { name: 'x-api-key', prefix: '' },
    body: { data: { balance: 310, unlimited: false } },
    balance: { pools: [{ unit: { kind: 'count', name: 'credits' }, amount: 310 }] },
    means: {},
  },
  breeze: {
    key: 'brz_Wd83kPq6Yh1sJc5NvX0e',
    url: 'https://api.breeze.blue/v1/balance',
    header: { name: 'xi-api-key', prefix: '' },
    body: { balance: 1234.5, balance_millicredits: 1234567, topups: [] },
    balance: { pools: [{ unit: { kind: 'count', name: 'credits' }, amount: 1234.567, topUps: [] }] },
    means: {},
  },
  fullenrich: {
    key: '2b7e1f64-90ac-4d3e-8c55-71d0f9a6e382',
    url: 'https://app.fullenrich.com/api/v2/account/credits',
    header: { name: 'authorization', prefix: 'Bearer ' },
    body: { balance: 5000 },
    balance: { pools: [{ unit: { kind: 'count', name: 'credits' }, amount: 5000 }] },
    means: { 404: { kind: 'notFound', reason: 'workspace' } },
  },
  mimir: {
    key: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    url: 'https://api.brookmimir.com/credits',
    header: { name: 'x-api-key', prefix: '' },
    body: { status: 200, message: 'Credits retrieved', current_balance: 4287 },
    balance: { pools: [{ unit: { kind: 'count', name: 'credits' }, amount: 4287 }] },
    means: { 403: { kind: 'unauthorized' }, 404: { kind: 'unauthorized' } },
  },
  olostep: {
    key: 'olo_Gt5rE2mU8zBa7wKd3HsQ',
    url: 'https://api.olostep.com/user/credits/info',
    header: { name: 'authorization', prefix: 'Bearer ' },
    body: { credits: 12500, breakdown: [], active_subscription: { id: 'SUB_BASE' }, allow_usage: true },
    balance: {
      pools: [{ unit: { kind: 'count', name: 'credits' }, amount: 12500, lots: [] }],
      usageAllowed: true,
      plan: {},
    },
    means: {},
  },
  openrouter: {
    key: 'sk-or-v1-5fQ8rTn2ZbWc7LxV',
    url: 'https://openrouter.ai/api/v1/key',
    header: { name: 'authorization', prefix: 'Bearer ' },
    body: { data: { limit: 100, limit_remaining: 74.5, is_management_key: false } },
    balance: { pools: [{ unit: { kind: 'currency', name: 'USD' }, amount: 74.5, allowance: 100 }] },
    means: { 403: { kind: 'forbidden', reason: 'adminKeyNeeded' } },
  },
};
