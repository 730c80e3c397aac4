import assert from 'node:assert/strict';
import fc from 'fast-check';
import { customEntries, readEntryValue } from '../../../src/core/catalog/customEntries.ts';
import type { AmountRule, Condition, DateRule, Entry, Meaning, PoolRule } from '../../../src/core/catalog/entry.ts';
import { entryProvider } from '../../../src/core/catalog/entryProvider.ts';
import { readEntry } from '../../../src/core/catalog/readEntry.ts';
import { parseEndpoints } from '../../../src/core/endpoint.ts';
import { failureKinds, failureReasons } from '../../../src/core/failure.ts';
import type { Outcome } from '../../../src/core/provider.ts';
import { readBalance } from '../../../src/core/refresh/readBalance.ts';
import { catalogIds, catalogSample, entryJson } from '../../support/catalog/catalog.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { keyFragments } from '../../support/fakes/keys.ts';
import { FakeFetch, jsonAnswer } from '../../support/fakes/network.ts';

const now = Date.UTC(2026, 10, 20, 12);
const key = 'Qx7Lw2Rz9Vt4Kb8N';
/** Far more than a reading takes, and far less than a person would notice. */
const longest = 1000;

const name = fc.constantFrom('a', 'b', 'c', '0', '*', '', '__proto__', 'constructor', '~1', '~0');
const pointer = fc.array(name, { maxLength: 4 }).map((steps) => steps.map((step) => `/${step}`).join(''));
const scalar = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    0,
    -1,
    1e15,
    1e300,
    5e-324,
    -0,
    'inf',
    '$5.00',
    '1,250',
    'usd',
    'Pro',
    '',
    '2026-12-01',
  ),
  fc.double(),
  fc.string({ maxLength: 8 }),
  fc.constant('9'.repeat(400)),
);
const field = fc.constantFrom('a', 'b', 'c', '', '0', '__proto__', 'constructor', '/', '~');

/** Any JSON, mostly made of the names that the pointers have. */
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('json'), { maxLength: 5 }),
    fc.array(fc.tuple(field, tie('json')), { maxLength: 5 }).map((pairs) => JSON.parse(objectText(pairs))),
  ),
}));

/** As text, so that `__proto__` is a property as it is in an answer. */
function objectText(pairs: readonly (readonly [string, unknown])[]): string {
  return `{${pairs.map(([one, value]) => `${JSON.stringify(one)}:${JSON.stringify(value) ?? 'null'}`).join(',')}}`;
}

const scalars = fc.array(fc.constantFrom<null | boolean | number | string>(null, true, 0, -1, 'usd'), {
  minLength: 1,
  maxLength: 3,
});
const condition: fc.Arbitrary<Condition> = fc.oneof(
  pointer,
  fc.record({ path: pointer, is: scalars }),
  fc.record({ path: pointer, not: scalars }),
  fc.record({ path: pointer, exists: fc.boolean() }),
);
const single: fc.Arbitrary<AmountRule> = fc.oneof(
  pointer,
  fc.record(
    {
      path: pointer,
      scale: fc.constantFrom(0.01, -1, 1e-9, 1e300, 0),
      divide: fc.constantFrom(60, 0, -3, 1e-300),
      unlimited: scalars,
      unknown: scalars,
    },
    { requiredKeys: ['path'] },
  ),
  fc.record({ const: fc.constantFrom(0, 5, -1, 1e308) }),
);
const operations = (operand: fc.Arbitrary<AmountRule>): fc.Arbitrary<AmountRule> => {
  const operands = fc.array(operand as fc.Arbitrary<never>, { minLength: 1, maxLength: 4 });
  return fc.oneof(
    fc.record({ minus: fc.tuple(operand, operand) as unknown as fc.Arbitrary<never[]> }),
    fc.record({ sum: operands }),
    fc.record({ min: operands }),
    fc.record({ any: operands }),
  );
};
const amount = fc.oneof(single, operations(fc.oneof(single, operations(single))));
const date: fc.Arbitrary<DateRule> = fc.oneof(
  pointer,
  fc.record(
    {
      path: pointer,
      as: fc.constantFrom('iso', 'unix', 'unixms', 'duration', 'seconds', 'days', 'dayOfMonth'),
      zone: fc.constantFrom('+03:00', '-99:99'),
    },
    { requiredKeys: ['path'] },
  ) as fc.Arbitrary<DateRule>,
  fc.record({ every: fc.constantFrom('day' as const, 'month' as const) }),
);
const words = fc.oneof(
  fc.constant('Word'),
  pointer.filter((text) => text !== ''),
);
const pool = fc.record(
  {
    each: pointer,
    if: condition,
    id: words,
    name: words,
    names: fc.constant({ usd: 'Dollars' }),
    unit: fc.oneof(fc.constantFrom('USD', 'credits'), fc.record({ path: pointer })),
    singular: fc.constant('credit'),
    amount,
    unlimitedIf: condition,
    unknownIf: condition,
    allowance: amount,
    renewsAt: date,
    floor: amount,
    lots: fc.record(
      {
        each: pointer,
        if: condition,
        kind: words,
        allocated: amount,
        remaining: amount,
        expiresAt: date,
        pendingIf: condition,
      },
      { requiredKeys: ['each'] },
    ),
    topUps: fc.record({ each: pointer, id: words, amount, status: words, at: date }, { requiredKeys: ['each'] }),
  },
  { requiredKeys: ['unit', 'amount'] },
) as fc.Arbitrary<PoolRule>;
const meaning = fc.constantFrom<Meaning>(
  'unauthorized',
  'missingPermission',
  'empty',
  'balance',
  'unexpected',
  'rateLimited',
);
const rules = fc.oneof(
  meaning,
  fc.array(fc.record({ if: condition, means: meaning }, { requiredKeys: ['means'] }), { minLength: 1, maxLength: 3 }),
);
const entry: fc.Arbitrary<Entry> = fc.record(
  {
    id: fc.constant('any'),
    name: fc.constant('Any'),
    request: fc.constant({ url: 'https://api.example.com/balance', headers: { 'x-api-key': '{key}' } }),
    pools: fc.array(pool, { minLength: 1, maxLength: 3 }),
    plan: fc.record({ name: words, noneIf: condition, allowance: amount, since: date }, { requiredKeys: ['name'] }),
    usageAllowed: condition,
    statuses: fc.dictionary(fc.constantFrom('200', '402', '403'), rules, { maxKeys: 3 }),
  },
  { requiredKeys: ['id', 'name', 'request', 'pools'] },
) as fc.Arbitrary<Entry>;
const status = fc.constantFrom(200, 200, 200, 402, 403, 429, 500);

/** Every number that a balance holds. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

function assertSound(outcome: Outcome): void {
  if ('failure' in outcome) {
    const { kind, reason, ...rest } = outcome.failure;
    assert.ok(failureKinds.includes(kind) && (reason === undefined || failureReasons.includes(reason)));
    assert.deepStrictEqual(rest, {});
  } else assert.ok(outcome.balance.pools.length > 0);
}

describe('any entry with any answer', () => {
  it('gives a balance or a failure of the closed list, in a moment, and never NaN', () => {
    fc.assert(
      fc.property(entry, json, status, (service, body, code) => {
        const start = performance.now();
        const outcome = readEntry(service, code, body, now);
        assert.ok(performance.now() - start < longest);
        assertSound(outcome);
        assert.ok(numbersIn(outcome).every((number) => !Number.isNaN(number)));
      }),
      { numRuns: 5000 },
    );
  });

  it('leaves only finite numbers, no trace of the key, and one request after the whole way of a check', async () => {
    await fc.assert(
      fc.asyncProperty(entry, json, async (service, body) => {
        const network = new FakeFetch(() => jsonAnswer(200, [body, `for ${key}`]));
        const provider = entryProvider(service);
        const outcome = await readBalance(
          { fetch: network.fetch, clock: new FakeClock() },
          provider,
          parseEndpoints([provider.baseUrl]) ?? assert.fail(),
          key,
          {},
          new AbortController().signal,
        );
        assert.ok(outcome);
        assertSound(outcome);
        assert.ok(numbersIn(outcome).every(Number.isFinite));
        assert.deepStrictEqual([network.sent.length, keyFragments(key, [outcome])], [1, []]);
      }),
      { numRuns: 1000 },
    );
  });

  it('that are a built-in service and its sample with one value changed never give another text or NaN', () => {
    fc.assert(
      fc.property(fc.constantFrom(...catalogIds), fc.nat(), json, (id, place, value) => {
        const leaves = { left: place % 20 };
        const replaced = (inner: unknown): unknown => {
          if (leaves.left-- === 0) return value;
          if (Array.isArray(inner)) return inner.map(replaced);
          if (typeof inner !== 'object' || inner === null) return inner;
          return Object.fromEntries(Object.entries(inner).map(([one, deeper]) => [one, replaced(deeper)]));
        };
        const outcome = readEntry(entryJson(id), 200, replaced(catalogSample(id).answer), now);
        assertSound(outcome);
        assert.ok(numbersIn(outcome).every((number) => !Number.isNaN(number)));
      }),
      { numRuns: 3000 },
    );
  });

  it('is read in a moment where the answer is as large and as deep as one may be', () => {
    const wide = Array.from({ length: 20_000 }, (_, index) => ({ a: index, b: [index], c: { a: index } }));
    const deep: unknown = JSON.parse(`${'['.repeat(5000)}1${']'.repeat(5000)}`);
    fc.assert(
      fc.property(entry, fc.constantFrom(wide, deep), (service, body) => {
        const start = performance.now();
        assertSound(readEntry(service, 200, body, now));
        assert.ok(performance.now() - start < longest);
      }),
      { numRuns: 200 },
    );
  });
});

describe('any value of the setting', () => {
  it('gives entries that can be used and problems, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(json, fc.array(fc.oneof(json, entry), { maxLength: 5 })), (value) => {
        const { entries, problems } = customEntries(value, () => new Set());
        assert.ok(entries.every((one) => 'entry' in readEntryValue(one)));
        assert.ok(problems.every(({ path, text }) => typeof path === 'string' && text.endsWith('.')));
      }),
      { numRuns: 2000 },
    );
  });
});
