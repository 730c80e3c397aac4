import assert from 'node:assert/strict';
import { keyProblem } from '../../../src/core/apiKey.ts';
import { parseEndpoints } from '../../../src/core/endpoint.ts';
import { type Failure, failureKinds, failureReasons } from '../../../src/core/failure.ts';
import type { HttpResponse } from '../../../src/core/ports.ts';
import { baseUrlsOf, type Outcome, type Provider } from '../../../src/core/provider.ts';
import { readBalance } from '../../../src/core/refresh/readBalance.ts';
import {
  catalogIds,
  catalogSample,
  entryJson,
  openRegistry,
  sampleKey,
  sampleParameters,
} from '../../support/catalog/catalog.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { keyFragments } from '../../support/fakes/keys.ts';
import { FakeFetch, httpAnswer, jsonAnswer } from '../../support/fakes/network.ts';

const registry = openRegistry();
const never = new AbortController().signal;
const serverText = 'Text of the server';

function providerOf(id: string): Provider {
  return registry.get(id) ?? assert.fail(id);
}

/** Asks a service, with its sample key and parameters, at its own address or another. */
async function ask(id: string, reply: () => HttpResponse, { at = undefined as string | undefined } = {}) {
  const provider = providerOf(id);
  const [key, parameters] = [sampleKey(id), sampleParameters(id)];
  const network = new FakeFetch(reply);
  const endpoints = parseEndpoints(at === undefined ? baseUrlsOf(provider, key, parameters) : [at]) ?? assert.fail();
  const ports = { fetch: network.fetch, clock: new FakeClock() };
  const outcome = await readBalance(ports, provider, endpoints, key, parameters, never);
  return { outcome: outcome ?? assert.fail('canceled'), sent: network.sent };
}

function answerOf(id: string, answer: unknown, status = 200): HttpResponse {
  return entryJson(id).request.format === 'text' ? httpAnswer(status, String(answer)) : jsonAnswer(status, answer);
}

/** A text of the request with the key and the parameters in their places, as the document writes it. */
function filled(id: string, text: string, encode = (value: string) => value): string {
  const values: Readonly<Record<string, string>> = { ...sampleParameters(id), key: sampleKey(id) };
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => encode(values[name] ?? ''));
}

/** The request that the entry's document describes, written out without the code that makes it. */
function documented(id: string) {
  const { url, urlsByKeyEnd = {}, headers = {}, query = {}, basic } = entryJson(id).request;
  const other = Object.entries(urlsByKeyEnd).find(([end]) => sampleKey(id).endsWith(end))?.[1];
  const address = new URL(filled(id, other ?? url, encodeURIComponent));
  for (const [name, value] of Object.entries(query)) address.searchParams.append(name, filled(id, value));
  const named = Object.entries(headers).map(([name, value]) => [name, filled(id, value)] as const);
  const authorization = basic && `Basic ${btoa(`${filled(id, basic.user)}:${filled(id, basic.password)}`)}`;
  return {
    url: address.href,
    method: 'GET',
    headers: {
      accept: 'application/json',
      ...Object.fromEntries(named.filter(([, value]) => value !== '')),
      ...(authorization !== undefined && { authorization }),
    },
    redirect: 'manual',
    credentials: 'omit',
    cache: 'no-store',
  };
}

/** The same JSON with other values in the places of its texts or numbers. */
function changed(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((inner) => changed(inner, change));
  if (typeof value !== 'object' || value === null) return change(value);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, changed(inner, change)]));
}

const isAmount = (leaf: unknown) =>
  typeof leaf === 'number' || (typeof leaf === 'string' && /^[$-]?[\d.,]+\s*$/.test(leaf));

/** A failure of the closed list and nothing else; a balance is none. */
function assertFailure(outcome: Outcome, when: string): Failure {
  assert.ok('failure' in outcome, `${when}: ${JSON.stringify(outcome)}`);
  const { kind, reason } = outcome.failure;
  assert.ok(failureKinds.includes(kind) && (reason === undefined || failureReasons.includes(reason)), when);
  assert.ok(!JSON.stringify(outcome).includes(serverText), when);
  return outcome.failure;
}

/** The amounts that a balance says; an unlimited pool says none. */
function amountsOf(outcome: Outcome): readonly number[] {
  return 'balance' in outcome ? outcome.balance.pools.flatMap(({ amount }) => amount ?? []) : [];
}

describe('every service that is data', () => {
  for (const id of catalogIds) {
    describe(id, () => {
      const { answer } = catalogSample(id);
      const { statuses = {}, request } = entryJson(id);

      it('is asked by one GET at the documented address, with the key where the document has it and nowhere else', async () => {
        const { sent } = await ask(id, () => answerOf(id, answer));
        const [{ signal: _, ...first } = assert.fail('nothing was sent'), ...more] = sent;
        const { origin, pathname } = new URL(first.url);
        assert.deepStrictEqual(
          { first, more, beforeQuery: keyFragments(sampleKey(id), [origin, pathname]) },
          { first: documented(id), more: [], beforeQuery: [] },
        );
      });

      it('keeps its path at another base', async () => {
        const { sent } = await ask(id, () => answerOf(id, answer), { at: 'https://gateway.example.com/by-name' });
        const { url } = documented(id);
        const path = url.slice(new URL(url).origin.length);
        assert.deepStrictEqual(
          sent.map((one) => one.url),
          [`https://gateway.example.com/by-name${path}`],
        );
      });

      it('accepts its own keys without a word', () => {
        assert.equal(keyProblem(sampleKey(id), providerOf(id).key), undefined);
      });

      it('gives a failure of the closed list for every fault, and no text of the server', async () => {
        const usual: Readonly<Record<number, string>> = { 401: 'unauthorized', 403: 'forbidden', 404: 'notFound' };
        for (const status of [400, 401, 402, 403, 404, 418, 429, 500, 503]) {
          const { outcome } = await ask(id, () => httpAnswer(status, `{"message":"${serverText}"}`));
          const means = statuses[status];
          if (means === 'empty') assert.deepStrictEqual(new Set(amountsOf(outcome)), new Set([0]));
          else {
            const { kind, reason } = assertFailure(outcome, `${status}`);
            const expected = typeof means === 'string' ? means : Array.isArray(means) ? undefined : usual[status];
            if (expected !== undefined)
              assert.ok(kind === expected || reason === expected, `${status}: ${kind} ${reason}`);
          }
        }
        for (const body of [
          'null',
          '{}',
          '[]',
          `"${serverText}"`,
          `<html>${serverText}`,
          '',
          `{"error":"${serverText}"}`,
        ]) {
          assertFailure((await ask(id, () => httpAnswer(200, body))).outcome, body);
        }
      });

      it('says what each of its statuses means', async () => {
        for (const [status, rules] of Object.entries(statuses)) {
          for (const rule of typeof rules === 'string' ? [{ means: rules }] : rules) {
            const condition = 'if' in rule ? rule.if : undefined;
            const body =
              typeof condition === 'object' && 'is' in condition
                ? withValue(condition.path, condition.is[0])
                : typeof condition === 'object' && 'exists' in condition
                  ? withValue(condition.path, serverText)
                  : {};
            if (rule.means === 'balance') {
              const whole = { ...Object(answer), ...Object(body) };
              const { outcome } = await ask(id, () => jsonAnswer(Number(status), whole));
              assert.ok('balance' in outcome, `${status}: ${JSON.stringify(outcome)}`);
              continue;
            }
            const { outcome } = await ask(id, () => jsonAnswer(Number(status), body));
            if (rule.means === 'empty') assert.deepStrictEqual(new Set(amountsOf(outcome)), new Set([0]));
            else {
              const { kind, reason } = assertFailure(outcome, `${status} ${rule.means}`);
              assert.ok(
                kind === rule.means || reason === rule.means,
                `${status}: ${kind} ${reason}, not ${rule.means}`,
              );
            }
          }
        }
      });

      it('never shows an unknown amount as zero', async () => {
        const without: readonly ((leaf: unknown) => unknown)[] = [
          (leaf) => (isAmount(leaf) ? null : leaf),
          (leaf) => (isAmount(leaf) ? { amount: leaf } : leaf),
          (leaf) => (isAmount(leaf) ? 'soon' : leaf),
        ];
        for (const change of without) {
          const { outcome } = await ask(id, () => answerOf(id, changed(answer, change)));
          assert.deepStrictEqual(amountsOf(outcome), []);
        }
        if (request.format === 'text') return;
        const huge = JSON.stringify(answer).replace(/(?<=[:[])-?\d+(\.\d+)?(?=[,}\]])/g, '1e999');
        const { outcome } = await ask(id, () => httpAnswer(200, huge));
        assert.ok(amountsOf(outcome).every(Number.isFinite));
      });

      it('leaves no trace of a key or an address that every text of the answer has', async () => {
        for (const text of [`for ${sampleKey(id)}`, 'jane@example.com', 'https://example.com/jane']) {
          const body = changed(answer, (leaf) => (typeof leaf === 'string' && !isAmount(leaf) ? text : leaf));
          const { outcome } = await ask(id, () => answerOf(id, body));
          const seen = JSON.stringify(outcome);
          assert.deepStrictEqual([keyFragments(sampleKey(id), [outcome]), seen.includes('example.com')], [[], false]);
        }
      });
    });
  }
});

/** An answer that has nothing but this value at the place of a pointer. */
function withValue(pointer: string, value: unknown): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
}
