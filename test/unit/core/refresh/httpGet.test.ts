import assert from 'node:assert/strict';
import type { HttpResponse } from '../../../../src/core/ports.ts';
import { httpGet, maxResponseSize } from '../../../../src/core/refresh/httpGet.ts';
import { requestTimeout } from '../../../../src/core/refresh/schedule.ts';
import { FakeClock } from '../../../support/fakes/clocks.ts';
import { settled } from '../../../support/fakes/environment.ts';
import { FakeFetch, httpAnswer, jsonAnswer } from '../../../support/fakes/network.ts';

const secret = 'brz_Wd83kPq6Yh1s';
const never = new AbortController().signal;

function get(reply: () => HttpResponse | Promise<HttpResponse>, clock = new FakeClock(), signal = never) {
  const network = new FakeFetch(reply);
  return httpGet({ fetch: network.fetch, clock }, 'https://api.example.com/x', { 'x-key': secret }, signal);
}

async function bodyOf(answer: HttpResponse): Promise<unknown> {
  const outcome = await get(() => answer);
  assert.ok('answer' in outcome);
  return outcome.answer.body;
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the body of an answer', () => {
  it('is whole although its characters are split over pieces', async () => {
    const all = bytes('{"name":"Größe 🎉","amount":7}');
    const pieces = Array.from(all, (byte) => Uint8Array.of(byte));
    assert.deepStrictEqual(await bodyOf(httpAnswer(200, pieces)), { name: 'Größe 🎉', amount: 7 });
  });

  it('may begin with a byte order mark', async () => {
    assert.deepStrictEqual(
      await bodyOf(httpAnswer(200, [Uint8Array.of(0xef, 0xbb), Uint8Array.of(0xbf), bytes('{}')])),
      {},
    );
  });

  it('is undefined when it ends in the middle of a character', async () => {
    assert.equal(await bodyOf(httpAnswer(200, [bytes('{"name":"'), Uint8Array.of(0xc3)])), undefined);
  });

  it('may be as large as the cap', async () => {
    assert.equal(await bodyOf(httpAnswer(200, `7${' '.repeat(maxResponseSize - 1)}`)), 7);
  });

  it('may be nested deeper than a function can call itself', async () => {
    const nested = `{"note":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)},"amount":7}`;
    const body = await bodyOf(httpAnswer(200, nested));
    assert.equal(typeof body === 'object' && body !== null && 'amount' in body && body.amount, 7);
  });

  for (const text of ['', ' ', '{', 'NaN', '{"a":NaN}', "{'a':1}", '<html>', 'undefined']) {
    it(`is undefined for ${JSON.stringify(text)}`, async () => {
      assert.equal(await bodyOf(httpAnswer(200, text)), undefined);
    });
  }

  it('that is too large leaves a refusal what it is', async () => {
    assert.deepStrictEqual(await get(() => httpAnswer(401, ' '.repeat(maxResponseSize + 1))), {
      answer: { status: 401, body: undefined, notBefore: undefined },
    });
  });
});

describe('an exchange', () => {
  it('that was canceled before it began sends nothing', async () => {
    const network = new FakeFetch(() => jsonAnswer(200, {}));
    const ports = { fetch: network.fetch, clock: new FakeClock() };
    assert.deepStrictEqual(await httpGet(ports, 'https://api.example.com/x', {}, AbortSignal.abort()), {
      canceled: true,
    });
    assert.deepStrictEqual(network.sent, []);
  });

  it('leaves no timer and no listener behind', async () => {
    const clock = new FakeClock();
    await get(() => jsonAnswer(200, {}), clock);
    assert.equal(clock.pending, 0);
  });

  it('may take 15 seconds and no more, headers and body together', async () => {
    const clock = new FakeClock();
    let headers: (answer: HttpResponse) => void = () => {};
    const outcome = get(
      () =>
        new Promise((resolve) => {
          headers = resolve;
        }),
      clock,
    );
    await settled();
    clock.advance(requestTimeout - 1);
    headers({
      status: 200,
      headers: { get: () => null },
      body: { getReader: () => ({ read: () => new Promise(() => {}), cancel: async () => {} }) },
    });
    await settled();
    clock.advance(1);
    assert.deepStrictEqual(await outcome, { failure: { kind: 'timeout' } });
  });

  it('that is canceled and times out in the same moment is canceled', async () => {
    const clock = new FakeClock();
    const abort = new AbortController();
    const outcome = get(() => new Promise(() => {}), clock, abort.signal);
    await settled();
    abort.abort();
    clock.advance(requestTimeout);
    assert.deepStrictEqual(await outcome, { canceled: true });
  });

  it('with a fetch that throws at once is a failure', async () => {
    const outcome = await get(() => {
      throw new TypeError(`Headers.append: "${secret}" is an invalid header value.`);
    });
    assert.deepStrictEqual(outcome, { failure: { kind: 'unavailable' } });
  });

  it('that a proxy wants credentials for ends at once, for a fetch that hands out the 407', async () => {
    const outcome = await get(() => ({
      status: 407,
      headers: { get: () => null },
      body: { getReader: () => ({ read: () => new Promise(() => {}), cancel: () => new Promise(() => {}) }) },
    }));
    assert.deepStrictEqual(outcome, { failure: { kind: 'unavailable', reason: 'proxyAuth' } });
  });

  it('that is redirected ends at once, whatever the body of the redirect does', async () => {
    const outcome = await get(() => ({
      status: 302,
      headers: { get: () => null },
      body: { getReader: () => ({ read: () => new Promise(() => {}), cancel: () => new Promise(() => {}) }) },
    }));
    assert.deepStrictEqual(outcome, { failure: { kind: 'unexpected', reason: 'redirect' } });
  });

  it('does not wait for a connection that is slow to close', async () => {
    const outcome = await get(() => ({
      status: 200,
      headers: { get: () => null },
      body: {
        getReader: () => ({
          read: async () => ({ done: false, value: new Uint8Array(maxResponseSize + 1) }),
          cancel: () => new Promise(() => {}),
        }),
      },
    }));
    assert.deepStrictEqual(outcome, { failure: { kind: 'unexpected', reason: 'tooLarge' } });
  });
});
