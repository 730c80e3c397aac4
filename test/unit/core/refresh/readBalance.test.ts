import assert from 'node:assert/strict';
import { defineProvider, type Provider } from '../../../../src/core/provider.ts';
import { readBalance } from '../../../../src/core/refresh/readBalance.ts';
import { credits } from '../../../../src/core/unit.ts';
import { FakeClock } from '../../../support/fakes/fakeClock.ts';
import { FakeFetch } from '../../../support/fakes/fakeFetch.ts';
import { jsonAnswer } from '../../../support/fakes/jsonAnswer.ts';

const key = 'out_Wd83kPq6Yh1sJc5N';
const endpoint = { base: 'https://api.example.com', origin: 'https://api.example.com' };

/** A service as someone else would write it, with nothing but `defineProvider`. */
const outsider: Provider = defineProvider({
  id: 'outsider',
  name: 'Outsider',
  baseUrl: endpoint.base,
  pages: {},
  key: { pattern: /^out_/, hint: 'Starts with out_.' },
  request: (secret) => ({ path: '/left', headers: { 'x-out': secret } }),
  schema: {
    safeParse: (value) => (typeof value === 'number' ? { success: true, data: value } : { success: false }),
  },
  balance: (amount) => ({ balance: { pools: [{ unit: credits, amount }] } }),
  statuses: { 410: 'notFound' },
});

function ask(provider: Provider, status = 200, body: unknown = 7) {
  const { fetch } = new FakeFetch(() => jsonAnswer(status, body));
  return readBalance({ fetch, clock: new FakeClock() }, provider, [endpoint], key, {}, new AbortController().signal);
}

describe('a provider that someone else wrote', () => {
  for (const { status, body, outcome } of [
    { status: 200, body: 7, outcome: { balance: { pools: [{ unit: credits, amount: 7 }] } } },
    { status: 200, body: 'seven', outcome: { failure: { kind: 'unexpected' } } },
    { status: 201, body: 7, outcome: { failure: { kind: 'unexpected' } } },
    { status: 400, body: 7, outcome: { failure: { kind: 'unexpected' } } },
    { status: 401, body: 7, outcome: { failure: { kind: 'unauthorized' } } },
    { status: 402, body: 7, outcome: { failure: { kind: 'unexpected' } } },
    { status: 403, body: 7, outcome: { failure: { kind: 'forbidden' } } },
    { status: 404, body: 7, outcome: { failure: { kind: 'notFound' } } },
    { status: 410, body: 7, outcome: { failure: { kind: 'notFound' } } },
    { status: 429, body: 7, outcome: { failure: { kind: 'rateLimited' } } },
    { status: 599, body: 7, outcome: { failure: { kind: 'unavailable' } } },
  ]) {
    it(`answers with ${status} and ${JSON.stringify(body)}: ${Object.keys(outcome)[0]}`, async () => {
      assert.deepStrictEqual(await ask(outsider, status, body), outcome);
    });
  }

  for (const { where, provider } of [
    {
      where: 'its request',
      provider: {
        ...outsider,
        request: () => {
          throw new Error(`cannot write ${key}`);
        },
      },
    },
    {
      where: 'its reading of the answer',
      provider: {
        ...outsider,
        interpret: () => {
          throw new Error(`cannot read ${key}`);
        },
      },
    },
  ]) {
    it(`that throws in ${where} gives a failure, and the error goes no further`, async () => {
      assert.deepStrictEqual(await ask(provider), { failure: { kind: 'unexpected' } });
    });
  }
});
