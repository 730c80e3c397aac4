import assert from 'node:assert/strict';
import { customEntries, readEntryValue } from '../../../../src/core/catalog/customEntries.ts';
import { Format } from '../../../../src/core/format.ts';
import type { HttpResponse } from '../../../../src/core/ports.ts';
import { readBalance } from '../../../../src/core/refresh/readBalance.ts';
import { addCustomService } from '../../../../src/vscode/commands/addCustomService.ts';
import { back } from '../../../../src/vscode/ui.ts';
import { openRegistry } from '../../../support/catalog/catalog.ts';
import { FakeClock } from '../../../support/fakes/clocks.ts';
import { type Act, enter, FakeUi, leave } from '../../../support/fakes/fakeUi.ts';
import { FakeKeys, fakeFingerprints as fingerprints } from '../../../support/fakes/keys.ts';
import { MemoryAccounts, MemoryReadings } from '../../../support/fakes/stores.ts';

const key = 'own-key-4711-zulu';
const url = 'https://api.acme.example/v1/wallet?team=7';
const body = { owner: 'ada@acme.example', token: key, data: { used: 3, balance: '12.50' } };

interface Asked {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

function arrange(
  acts: readonly Act[],
  answers: readonly (readonly [number, unknown])[] = [],
  value: unknown = [],
  isPrivate = false,
) {
  const ui = new FakeUi(...acts);
  const asked: Asked[] = [];
  const written: unknown[] = [];
  const left = [...answers];
  const clock = new FakeClock();
  const fetch = async (target: string, { headers }: { readonly headers: Readonly<Record<string, string>> }) => {
    asked.push({ url: target, headers });
    const [status, json] = left.shift() ?? [200, body];
    return new Response(JSON.stringify(json), { status }) as HttpResponse;
  };
  const ports = {
    ui,
    providers: openRegistry(),
    accounts: new MemoryAccounts([]),
    keys: new FakeKeys(),
    readings: new MemoryReadings(),
    fingerprints,
    format: new Format('en-US', 'UTC', { value: isPrivate }),
    clock,
    readBalance: (
      ...[provider, endpoints, ...rest]: Parameters<typeof readBalance> extends [unknown, ...infer R] ? R : never
    ) => readBalance({ fetch, clock }, provider, endpoints, ...rest),
    isUsable: (entry: unknown) => 'entry' in readEntryValue(entry),
    customProviders: {
      value,
      add: async (entry: unknown) => {
        written.push(entry);
      },
    },
  };
  return { ui, ports, asked, written, run: () => addCustomService(ports).run(undefined) };
}

const toNumber = ['Any service', url, 'Authorization: Bearer KEY', key] as const;

describe('Credits: Add Custom Service…', () => {
  it('asks once, shows the numbers of the answer, and writes the entry for the one that is picked', async () => {
    const { ui, ports, asked, written, run } = arrange([...toNumber, '/data/balance', 'US dollars', enter, leave]);
    await run();
    assert.deepStrictEqual(ui.seen, [
      'pick Add Custom Service: Any service, New-API gateway, with an API key, New-API or one-api gateway, with an access token',
      'ask Balance URL',
      'pick Add Custom Service: Authorization: Bearer KEY, x-api-key: KEY, Authorization: KEY, Another header…, In the query…',
      'ask API key',
      'busy Checking key…',
      'pick Add Custom Service: /data/balance, /data/used',
      'pick Add Custom Service: Credits, US dollars, US cents, Euros, Requests, Tokens, Characters, Other…',
      'ask Service name (acme.example)',
      'information acme.example added: $12.50 [Edit Entry]',
    ]);
    const { accept: _, ...headers } = asked[0]?.headers ?? {};
    assert.deepStrictEqual([asked.length, asked[0]?.url, headers], [1, url, { Authorization: `Bearer ${key}` }]);
    assert.deepStrictEqual(written, [
      {
        id: 'acme-example',
        name: 'acme.example',
        request: { url, headers: { Authorization: 'Bearer {key}' } },
        pools: [{ unit: 'USD', amount: '/data/balance' }],
      },
    ]);
    assert.deepStrictEqual(customEntries(written, () => new Set()).problems, []);
    const binding = { provider: 'acme-example', origins: ['https://api.acme.example'] };
    assert.deepStrictEqual(await ports.keys.get('acme-example'), { key, binding });
    assert.equal(ports.readings.all().get('acme-example')?.balance?.pools[0].amount, 12.5);
  });

  it('saves no balance that was read more than a minute ago: the account is asked at once', async () => {
    const { ui, ports, run } = arrange([...toNumber, '/data/balance', 'US dollars', enter, leave]);
    const { add } = ports.customProviders;
    ports.customProviders.add = async (entry) => {
      ports.clock.advance(90_000);
      return add(entry);
    };
    await run();
    assert.deepStrictEqual(
      [ui.seen.at(-1), ports.accounts.all().length, ports.readings.all().size],
      ['information acme.example added. [Edit Entry]', 1, 0],
    );
  });

  it('shows no value of the answer but numbers, and saves the key nowhere else', async () => {
    const { ui, written, run } = arrange([...toNumber, '/data/balance', 'Credits', enter, leave]);
    await run();
    const all = JSON.stringify([ui.seen, [...ui.items], written]);
    assert.doesNotMatch(all, /own-key|ada@/);
  });

  it('shows only where the numbers are while amounts are hidden', async () => {
    const numbers = async (isPrivate: boolean) => {
      const { ui, run } = arrange([...toNumber, leave], [], [], isPrivate);
      await run();
      return ui.items.get('Add Custom Service')?.map(({ label, description }) => `${label} ${description}`);
    };
    assert.deepStrictEqual(await numbers(true), ['/data/balance •••', '/data/used •••']);
    assert.deepStrictEqual(await numbers(false), ['/data/balance 12.5', '/data/used 3']);
  });

  it('leads to the entry', async () => {
    const { ui, run } = arrange([...toNumber, '/data/balance', 'Credits', enter, 'Edit Entry']);
    await run();
    assert.equal(
      ui.seen.at(-1),
      'run workbench.action.openSettingsJson {"revealSetting":{"key":"credits.customProviders"}}',
    );
  });

  for (const [place, named, request] of [
    ['x-api-key: KEY', [], { headers: { 'x-api-key': '{key}' } }],
    ['Authorization: KEY', [], { headers: { Authorization: '{key}' } }],
    ['Another header…', ['X-Acme-Key'], { headers: { 'X-Acme-Key': '{key}' } }],
    ['In the query…', ['token'], { query: { token: '{key}' } }],
  ] as const) {
    it(`sends the key so: ${place}`, async () => {
      const acts: readonly Act[] = ['Any service', url, place, ...named, key, '/data/balance', 'Credits', enter, leave];
      const { asked, written, run } = arrange(acts);
      await run();
      assert.deepStrictEqual((written[0] as { request: unknown }).request, { url, ...request });
      assert.ok(JSON.stringify(asked).includes(key));
    });
  }

  for (const [picked, typed, unit, amount, said] of [
    ['US cents', [], 'USD', { path: '/data/balance', scale: 0.01 }, '$0.13'],
    ['Other…', ['minutes'], 'minutes', '/data/balance', '12.5 minutes'],
    ['Other…', ['GBP'], 'GBP', '/data/balance', '£12.50'],
  ] as const) {
    it(`counts ${picked} ${typed.join()}`, async () => {
      const { ui, written, run } = arrange([...toNumber, '/data/balance', picked, ...typed, 'Acme', leave]);
      await run();
      assert.deepStrictEqual((written[0] as { pools: unknown }).pools, [{ unit, amount }]);
      assert.match(ui.seen.at(-1) ?? '', new RegExp(`^information Acme added: ${said.replace('$', '\\$')} `));
    });
  }

  it('says in the box what is wrong with the key, and asks again', async () => {
    const { ui, asked, run } = arrange(['Any service', url, 'x-api-key: KEY', 'wrong-key-1', key, leave], [[401, {}]]);
    await run();
    assert.deepStrictEqual(ui.seen.slice(5, 7), [
      'error at API key: api.acme.example rejected this key.',
      'busy Checking key…',
    ]);
    assert.deepStrictEqual([asked.length, ui.seen.at(-1)], [2, 'information Canceled. Nothing was saved.']);
  });

  for (const [what, answer] of [
    ['words alone', [200, { hello: 'world' }]],
    ['no JSON', [200, undefined]],
  ] as const) {
    it(`says that an answer with ${what} has no balance`, async () => {
      const { ui, run } = arrange([...toNumber, leave], [answer]);
      await run();
      assert.match(ui.seen.at(-1) ?? '', /^error at API key: api\.acme\.example /);
    });
  }

  it('asks nobody for an address that holds the key', async () => {
    const { ui, asked, run } = arrange(['Any service', `https://acme.example/${key}/x`, 'x-api-key: KEY', key, leave]);
    await run();
    assert.match(ui.seen.at(-1) ?? '', /^error at API key: The URL contains this key/);
    assert.deepStrictEqual(asked, []);
  });

  it('asks for another address at once where one can never be asked', async () => {
    const acts = [
      'Any service',
      'https://api.acme.example/v1/100%/credits',
      url,
      'x-api-key: KEY',
      key,
      leave,
    ] as const;
    const { ui, asked, run } = arrange(acts);
    await run();
    assert.match(ui.seen[2] ?? '', /^error at Balance URL: This URL has a percent sign/);
    assert.deepStrictEqual(asked.length, 1);
  });

  it('leads back from each step to the one before, and asks once more for the same key', async () => {
    const { ui, asked, written, run } = arrange([
      ...toNumber,
      '/data/used',
      back,
      back,
      enter,
      '/data/balance',
      'Credits',
      enter,
      leave,
    ]);
    await run();
    assert.deepStrictEqual([asked.length, ui.left], [2, 0]);
    assert.deepStrictEqual((written[0] as { pools: unknown }).pools, [{ unit: 'credits', amount: '/data/balance' }]);
  });

  it('gives the entry an id that no service has, also none that cannot be used', async () => {
    const before = [{ id: 'acme' }, { id: 'acme-2', broken: true }, 7];
    const { written, run } = arrange([...toNumber, '/data/balance', 'Credits', 'Acme', leave], [], before);
    await run();
    assert.equal((written[0] as { id: string }).id, 'acme-3');
  });

  it('saves nothing where the settings cannot be written, and leads to them', async () => {
    const { ui, ports, run } = arrange([...toNumber, '/data/balance', 'Credits', enter, 'Open Settings']);
    ports.customProviders.add = async () => {
      throw new Error('Unable to write: settings.json');
    };
    await run();
    assert.deepStrictEqual([ports.accounts.all(), ports.keys.kept.size], [[], 0]);
    assert.deepStrictEqual(ui.seen.slice(-2), [
      "error Your settings couldn't be written, so nothing was saved. They may have errors or unsaved changes. [Open Settings]",
      'run workbench.action.openSettingsJson',
    ]);
  });
});

describe('Credits: Add Custom Service…, for a gateway', () => {
  const base = 'https://gateway.example';

  it('reads what is left for one key', async () => {
    const answer = {
      code: true,
      data: { total_granted: 1_000_000, total_available: 2_500_000, unlimited_quota: false },
    };
    const { ui, asked, written, run } = arrange(
      ['New-API gateway, with an API key', `${base}/`, 'sk-0a1b2c3d4e', enter, leave],
      [[200, answer]],
    );
    await run();
    assert.equal(ui.seen.at(-1), 'information gateway.example added: $5.00 [Edit Entry]');
    assert.equal(asked[0]?.url, `${base}/api/usage/token/`);
    assert.deepStrictEqual(customEntries(written, () => new Set()).problems, []);
  });

  it('says that a key without a limit is unlimited', async () => {
    const answer = { code: true, data: { total_available: 0, unlimited_quota: true } };
    const acts: readonly Act[] = ['New-API gateway, with an API key', base, 'sk-0a1b2c3d4e', enter, leave];
    const { ui, run } = arrange(acts, [[200, answer]]);
    await run();
    assert.match(ui.seen.at(-1) ?? '', /added: unlimited/i);
  });

  it('reads the balance of an account with the id of its user', async () => {
    const { ui, ports, asked, written, run } = arrange(
      ['New-API or one-api gateway, with an access token', base, '42', 'access-token-1', enter, leave],
      [[200, { success: true, data: { quota: 24_997_909, access_token: 'access-token-1' } }]],
    );
    await run();
    assert.equal(ui.seen.at(-1), 'information gateway.example added: $50.00 [Edit Entry]');
    assert.deepStrictEqual(
      [asked[0]?.url, asked[0]?.headers['New-Api-User'], asked[0]?.headers['Authorization']],
      [`${base}/api/user/self`, '42', 'access-token-1'],
    );
    assert.deepStrictEqual(ports.accounts.all()[0]?.parameters, { userId: '42' });
    assert.deepStrictEqual(customEntries(written, () => new Set()).problems, []);
  });

  it('says that a token is rejected, which these gateways answer with 200', async () => {
    const { ui, run } = arrange(
      ['New-API or one-api gateway, with an access token', base, enter, 'access-token-1', leave],
      [[200, { success: false, message: 'no' }]],
    );
    await run();
    assert.equal(ui.seen.at(-1), 'error at API key: gateway.example rejected this key.');
  });
});
