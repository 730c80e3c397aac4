import assert from 'node:assert/strict';
import { parseEndpoints } from '../../../../src/core/endpoint.ts';
import { KeyringError } from '../../../../src/core/errors.ts';
import type { VariableSource } from '../../../../src/core/keyImport.ts';
import { failed, type Outcome, type Provider } from '../../../../src/core/provider.ts';
import { credits } from '../../../../src/core/unit.ts';
import { importKeys } from '../../../../src/vscode/commands/importKeys.ts';
import { openRegistry } from '../../../support/catalog/catalog.ts';
import { FakeClock } from '../../../support/fakes/clocks.ts';
import { settled } from '../../../support/fakes/environment.ts';
import { type Act, enter, FakeUi, leave } from '../../../support/fakes/fakeUi.ts';
import { FakeKeys, fakeFingerprints as fingerprints } from '../../../support/fakes/keys.ts';
import { sampleAccount } from '../../../support/fakes/samples.ts';
import { MemoryAccounts, MemoryLog, MemoryReadings } from '../../../support/fakes/stores.ts';

const here = 'Open Folders and Environment';
const firecrawl = 'fc-0a1b2c3d4e5f60718293a4b5';
const openrouter = 'sk-or-v1-9f8e7d6c';
const tavily = 'tvly-1a2b3c4d5e6f7a8b9c0d';
const files: readonly VariableSource[] = [
  { name: '.env', variables: { FIRECRAWL_API_KEY: firecrawl, OPENROUTER_API_KEY: openrouter, OTHER: 'x' } },
  { name: 'web/.env.local', variables: { FIRECRAWL_API_KEY: firecrawl } },
];
const good: Outcome = { balance: { pools: [{ unit: credits, amount: 42 }] } };

function arrange(
  acts: readonly Act[],
  answers: Readonly<Record<string, Outcome>> = {},
  accounts = [] as ReturnType<typeof sampleAccount>[],
) {
  const ui = new FakeUi(...acts);
  const asked: string[] = [];
  const running = { now: 0, most: 0 };
  const ports = {
    ui,
    providers: openRegistry(),
    accounts: new MemoryAccounts(accounts),
    keys: new FakeKeys(),
    readings: new MemoryReadings(),
    fingerprints,
    clock: new FakeClock(),
    log: new MemoryLog(),
    environment: { name: 'environment', variables: { TAVILY_API_KEY: tavily } } as VariableSource,
    workspaceFiles: async () => files,
    pickFiles: async (): Promise<readonly VariableSource[] | undefined> => files,
    endpointsOf: ({ baseUrl }: { readonly baseUrl: string }) => parseEndpoints([baseUrl]),
    readBalance: async ({ id }: Provider, _: unknown, key: string, __: unknown, signal: AbortSignal) => {
      asked.push(`${id} ${key}`);
      running.now += 1;
      running.most = Math.max(running.most, running.now);
      await Promise.resolve();
      running.now -= 1;
      return signal.aborted ? undefined : (answers[id] ?? good);
    },
  };
  return { ui, ports, asked, running, run: () => importKeys(ports).run(undefined) };
}

describe('Credits: Import API Keys from .env…', () => {
  it('lists what it finds, tries what is chosen, and adds it in one go', async () => {
    const { ui, ports, asked, run } = arrange([here, enter]);
    await run();
    assert.deepStrictEqual(ui.seen, [
      `pick Import API Keys: ${here}, Choose Files…`,
      'busy Looking for keys',
      'check Import API Keys: ☑ OpenRouter, ☑ Firecrawl, ☑ Tavily',
      'busy Checking 3 keys',
      'information Added 3 accounts: OpenRouter, Firecrawl, Tavily.',
    ]);
    assert.deepStrictEqual(
      ui.items.get('Import API Keys')?.map(({ description }) => description),
      [
        'OPENROUTER_API_KEY · .env · …7d6c',
        'FIRECRAWL_API_KEY · .env and 1 more place · …a4b5',
        'TAVILY_API_KEY · environment · …9c0d',
      ],
    );
    assert.deepStrictEqual(asked, [`openrouter ${openrouter}`, `firecrawl ${firecrawl}`, `tavily ${tavily}`]);
    const binding = { provider: 'firecrawl', origins: ['https://api.firecrawl.dev'] };
    assert.deepStrictEqual(await ports.keys.get('firecrawl'), { key: firecrawl, binding });
    assert.equal(ports.readings.all().get('firecrawl')?.balance?.pools[0].amount, 42);
  });

  it('looks nowhere before the person has said where', async () => {
    const { ui, ports, run } = arrange([leave]);
    ports.workspaceFiles = () => assert.fail('looked');
    ports.pickFiles = () => assert.fail('asked');
    await run();
    assert.deepStrictEqual([ui.seen.length, ports.accounts.all()], [1, []]);
  });

  it('reads the files that the person picks, and nothing else', async () => {
    const { ui, ports, run } = arrange(['Choose Files…', enter]);
    ports.workspaceFiles = () => assert.fail('looked');
    await run();
    assert.equal(ui.seen.at(-1), 'information Added 2 accounts: OpenRouter, Firecrawl.');
  });

  it('ends where no file is picked', async () => {
    const { ui, ports, run } = arrange(['Choose Files…']);
    ports.pickFiles = async () => undefined;
    await run();
    assert.equal(ui.seen.length, 1);
  });

  it('asks only the services that are chosen', async () => {
    const { ui, asked, run } = arrange([here, { check: ['Tavily'] }]);
    await run();
    assert.deepStrictEqual([asked, ui.seen.at(-1)], [[`tavily ${tavily}`], 'information Added 1 account: Tavily.']);
  });

  for (const act of [leave, { check: [] }] as const) {
    it(`asks none where the person ${act === leave ? 'leaves' : 'chooses none'}`, async () => {
      const { ports, asked, run } = arrange([here, act]);
      await run();
      assert.deepStrictEqual([asked, ports.accounts.all()], [[], []]);
    });
  }

  it('marks what an account has already, and neither asks nor adds it again', async () => {
    const account = sampleAccount({
      id: 'firecrawl',
      provider: 'firecrawl',
      label: 'Crawler',
      fingerprint: fingerprints.of(firecrawl),
    });
    const { ui, ports, asked, run } = arrange([here, { check: ['Firecrawl'] }], {}, [account]);
    await run();
    assert.equal(ui.seen.at(-1), 'check Import API Keys: ☑ OpenRouter, ☑ Tavily, ☐ Firecrawl');
    assert.match(ui.items.get('Import API Keys')?.at(-1)?.description ?? '', / · already added as "Crawler"$/);
    assert.deepStrictEqual([asked, ports.accounts.all()], [[], [account]]);
  });

  it('says which were rejected and which could not be checked, by their variables', async () => {
    const { ui, ports, run } = arrange([here, enter], {
      firecrawl: failed('unauthorized'),
      tavily: failed('offline'),
    });
    await run();
    assert.equal(
      ui.seen.at(-1),
      "information Added 1 account: OpenRouter. Rejected: FIRECRAWL_API_KEY. Couldn't check TAVILY_API_KEY.",
    );
    assert.deepStrictEqual([...ports.keys.kept.keys()], ['openrouter']);
  });

  it('warns where none was accepted', async () => {
    const { ui, run } = arrange([here, { check: ['Firecrawl'] }], { firecrawl: failed('unauthorized') });
    await run();
    assert.equal(ui.seen.at(-1), 'warning No account was added. Rejected: FIRECRAWL_API_KEY.');
  });

  it('asks at most four at a time', async () => {
    const names = ['OPENROUTER', 'DEEPSEEK', 'ELEVENLABS', 'FIRECRAWL', 'TAVILY', 'APIFY', 'SERPAPI'];
    const variables = Object.fromEntries(names.map((name) => [`${name}_API_KEY`, `key-of-${name}-0815`]));
    const { ui, asked, running, ports, run } = arrange([here]);
    ports.workspaceFiles = async () => [{ name: '.env', variables }];
    ports.environment = { name: 'environment', variables: {} };
    ui.goOn({ check: ['OpenRouter', 'DeepSeek', 'ElevenLabs', 'Firecrawl', 'Tavily', 'SerpApi'] });
    await run();
    assert.deepStrictEqual([asked.length, running.most], [6, 4]);
  });

  it('adds nothing when the person cancels', async () => {
    const { ui, ports, run } = arrange([here, enter]);
    const { readBalance } = ports;
    ports.readBalance = (...tried) => {
      ui.leavesWhileBusy = true;
      return readBalance(...tried);
    };
    await run();
    assert.deepStrictEqual(
      [ui.seen.at(-1), ports.accounts.all(), ports.keys.kept.size],
      ['information Canceled. No account was added.', [], 0],
    );
  });

  it('goes on where one key cannot be saved, and says which', async () => {
    const { ui, ports, run } = arrange([here, enter], { tavily: failed('unauthorized') });
    const { set } = ports.keys;
    ports.keys.set = async (id, ...rest) => {
      if (id === 'openrouter') throw new KeyringError('refused');
      return set.call(ports.keys, id, ...rest);
    };
    await run();
    assert.equal(
      ui.seen.at(-1),
      "warning Added 1 account: Firecrawl. Rejected: TAVILY_API_KEY. Couldn't save OPENROUTER_API_KEY. " +
        "VS Code's secret storage can't be used. Unlock the system keyring and try again.",
    );
    assert.deepStrictEqual(
      [[...ports.keys.kept.keys()], [...ports.readings.all().keys()], ports.log.lines],
      [['firecrawl'], ['firecrawl'], ['warn credits.importKeys: KeyringError']],
    );
  });

  it('does not wait for a keyring that is silent for each key anew', async () => {
    const { ui, ports, run } = arrange([here, enter]);
    let tried = 0;
    ports.keys.set = async () => {
      tried += 1;
      throw new KeyringError('silent');
    };
    await run();
    assert.equal(
      ui.seen.at(-1),
      "warning No account was added. Couldn't save OPENROUTER_API_KEY, FIRECRAWL_API_KEY, TAVILY_API_KEY. " +
        "VS Code's secret storage isn't responding. Unlock the system keyring and try again.",
    );
    assert.deepStrictEqual([tried, ports.accounts.all()], [1, []]);
  });

  it('saves no balance that was read more than a minute ago: the account is asked at once', async () => {
    const { ui, ports, run } = arrange([here, { check: ['OpenRouter', 'Tavily'] }]);
    const { readBalance } = ports;
    ports.readBalance = async (...tried) => {
      const outcome = await readBalance(...tried);
      if (tried[0].id === 'tavily') {
        await settled();
        ports.clock.advance(90_000);
      }
      return outcome;
    };
    await run();
    assert.deepStrictEqual(
      [ui.seen.at(-1), [...ports.readings.all().keys()]],
      ['information Added 2 accounts: OpenRouter, Tavily.', ['tavily']],
    );
  });

  it('says that there is nothing', async () => {
    const { ui, ports, run } = arrange([here]);
    ports.workspaceFiles = async () => [{ name: '.env', variables: { FIRECRAWL_API_KEY: 'your-key-here' } }];
    ports.environment = { name: 'environment', variables: {} };
    await run();
    assert.equal(ui.seen.at(-1), 'information No API keys of known services were found there.');
  });

  it('counts what needs more than a key as unchecked', async () => {
    const { ui, run } = arrange([here, { check: ['Tavily'] }], { tavily: failed('notFound', 'parameterMissing') });
    await run();
    assert.equal(ui.seen.at(-1), "warning No account was added. Couldn't check TAVILY_API_KEY.");
  });

  it('counts what has no usable endpoint as unchecked', async () => {
    const { ui, ports, asked, run } = arrange([here, { check: ['Tavily'] }]);
    ports.endpointsOf = () => undefined;
    await run();
    assert.deepStrictEqual(
      [asked, ui.seen.at(-1)],
      [[], "warning No account was added. Couldn't check TAVILY_API_KEY."],
    );
  });

  it('shows a key nowhere', async () => {
    const { ui, run } = arrange([here, enter], { firecrawl: failed('unauthorized') });
    await run();
    const all = JSON.stringify([
      ui.seen,
      ui.items.get('Import API Keys')?.map(({ label, description }) => [label, description]),
    ]);
    for (const key of [firecrawl, openrouter, tavily]) assert.ok(!all.includes(key.slice(0, -4)));
  });
});
