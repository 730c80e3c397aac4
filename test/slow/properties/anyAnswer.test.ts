import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Balance } from '../../../src/core/balance.ts';
import { failureKinds, failureReasons } from '../../../src/core/failure.ts';
import type { Outcome, Provider } from '../../../src/core/provider.ts';
import { afterBalance, afterFailure } from '../../../src/core/reading.ts';
import { readBalance } from '../../../src/core/refresh/readBalance.ts';
import { providers } from '../../../src/providers/index.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { FakeFetch, httpAnswer } from '../../support/fakes/network.ts';
import { sampleAccount, summaryInput } from '../../support/fakes/samples.ts';
import { serviceSamples } from '../../support/fakes/serviceSamples.ts';
import { shownTexts } from '../../support/shownTexts.ts';

const never = new AbortController().signal;
const now = new FakeClock().now();
const latestTime = 8.64e15;

const status = fc.oneof(
  { weight: 4, arbitrary: fc.constant(200) },
  { weight: 2, arbitrary: fc.constantFrom(201, 204, 400, 401, 402, 403, 404, 422, 429, 500, 502, 503, 529) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 999 }) },
);

/** A number as JSON can write it, beyond what a double can hold as well. */
const numeral = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer().map(String),
  fc.bigInt().map(String),
  fc.constantFrom('1e999', '-1e999', '-0', '5e-324', '1.7976931348623157e308', '9007199254740993', '8640000000001'),
);

/** The names that the services use, for values that none of them would send. */
const name = fc.constantFrom(
  ...['data', 'unlimited', 'balance', 'balance_millicredits', 'current_balance', 'credits', 'topups', 'topup_id'],
  ...['amount', 'status', 'created_at', 'breakdown', 'purchase_kind', 'allocated_units', 'remaining_units'],
  ...[
    'expiry_date',
    'active_subscription',
    'id',
    'display_name',
    'allow_usage',
    'usage_limit_reached',
    'code',
    'error',
  ],
  ...['message', '__proto__', 'constructor', 'toString'],
);

const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('Pending', 'SUB_BASE', 'credits_exhausted', 'FORBIDDEN', 'ACCOUNT_BANNED', 'WORKSPACE_NOT_FOUND'),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom('0000-01-01', '9999-12-31T23:59:60Z', '-271821-04-20', '+275760-09-13', '$(sync~spin)', '[x](y:z)'),
);

const { value: jsonText } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    numeral,
    fc.constantFrom('null', 'true', 'false', '{}', '[]'),
    word.map((text) => JSON.stringify(text)),
    fc.array(tie('value'), { maxLength: 6 }).map((items) => `[${items}]`),
    fc
      .array(fc.tuple(name, tie('value')), { maxLength: 12 })
      .map((entries) => `{${entries.map(([key, value]) => `"${key}":${value}`)}}`),
  ),
}));

/** What some service lists beside its balance; the others pass over it. */
const details = {
  topups: [{ topup_id: 'topup_1', amount: 500, status: 'completed', created_at: '2026-03-03T10:00:00Z' }],
  breakdown: [{ purchase_kind: 'Pending', allocated_units: 100, remaining_units: 50, expiry_date: 1_798_761_600 }],
  active_subscription: { id: 'SUB_PRO', display_name: 'Pro', credits: 10_000, created_at: 1_704_067_200 },
};

/** JSON of the same form, in which any value may have become another one, of its own type or of any. */
function mutant(value: unknown): fc.Arbitrary<string> {
  const kept = JSON.stringify(value);
  if (Array.isArray(value)) {
    const items = fc.tuple(...value.map(mutant)).map((texts) => `[${texts}]`);
    return fc.oneof({ weight: 8, arbitrary: items }, { weight: 1, arbitrary: jsonText });
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => mutant(inner).map((text) => `"${key}":${text}`));
    const whole = fc.tuple(...entries).map((texts) => `{${texts}}`);
    return fc.oneof({ weight: 12, arbitrary: whole }, { weight: 1, arbitrary: jsonText });
  }
  const sameType = typeof value === 'number' ? numeral : word.map((text) => JSON.stringify(text));
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(kept) },
    { weight: 4, arbitrary: sameType },
    { weight: 1, arbitrary: jsonText },
  );
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Bytes of any kind, JSON of any kind, and answers of this service with something else in them. */
function bodyFor({ id }: Provider): fc.Arbitrary<Uint8Array> {
  const { body } = serviceSamples[id] ?? assert.fail(`test/support/fakes/serviceSamples.ts has no sample of ${id}`);
  return fc.oneof(
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }) },
    { weight: 2, arbitrary: jsonText.map(bytesOf) },
    { weight: 6, arbitrary: mutant({ ...(body as object), ...details }).map(bytesOf) },
  );
}

async function ask(provider: Provider, code: number, bytes: Uint8Array, retryAfter: string): Promise<Outcome> {
  const { key } = serviceSamples[provider.id] ?? assert.fail();
  const network = new FakeFetch(() => httpAnswer(code, [bytes], { 'retry-after': retryAfter }));
  const endpoint = { base: provider.baseUrl, origin: new URL(provider.baseUrl).origin };
  const ports = { fetch: network.fetch, clock: new FakeClock() };
  return (await readBalance(ports, provider, [endpoint], key, {}, never)) ?? assert.fail('nobody canceled');
}

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

function timesIn({ pools, plan }: Balance): readonly number[] {
  const times = pools.flatMap(({ renewsAt, lots = [], topUps = [] }) => [
    renewsAt,
    ...lots.map(({ expiresAt }) => expiresAt),
    ...topUps.map(({ at }) => at),
  ]);
  return [...times, plan?.since].filter((at) => at !== undefined);
}

describe('any bytes with any status', () => {
  for (const provider of providers.all) {
    const account = sampleAccount({ id: provider.id, provider: provider.id, label: provider.name });

    it(`are a balance or a failure of the closed list for ${provider.name}, and can be shown`, async () => {
      await fc.assert(
        fc.asyncProperty(status, bodyFor(provider), fc.string({ maxLength: 40 }), async (code, bytes, retryAfter) => {
          const outcome = await ask(provider, code, bytes, retryAfter);
          if ('failure' in outcome) {
            const { kind, reason, ...more } = outcome.failure;
            assert.ok(failureKinds.includes(kind), kind);
            assert.ok(reason === undefined || failureReasons.includes(reason), reason);
            assert.ok(Object.keys(more).every((key) => key === 'notBefore'));
          } else {
            assert.ok(numbersIn(outcome.balance).every(Number.isFinite), 'a number is not finite');
            assert.ok(
              timesIn(outcome.balance).every((at) => Math.abs(at) <= latestTime),
              'a time is on no calendar',
            );
          }
          const reading =
            'balance' in outcome
              ? afterBalance(account, undefined, outcome.balance, now)
              : afterFailure(account, undefined, outcome.failure, now, now);
          const { statusItem, tooltip, rows } = shownTexts(summaryInput([[account, reading]]));
          assert.doesNotMatch(JSON.stringify([statusItem, tooltip]), /NaN|∞|undefined|null|Invalid|\[object/);
          assert.equal(rows.length, 1);
          // What is kept is what is read again.
          assert.deepStrictEqual(JSON.parse(JSON.stringify(reading)), withoutUndefined(reading));
        }),
        { numRuns: 400 },
      );
    });
  }
});

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, withoutUndefined(inner)]),
  );
}
