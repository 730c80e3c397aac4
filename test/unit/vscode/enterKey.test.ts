import assert from 'node:assert/strict';
import { entryProvider } from '../../../src/core/catalog/entryProvider.ts';
import { parseEndpoints } from '../../../src/core/endpoint.ts';
import { baseUrlsOf, failed, type Outcome, type Provider } from '../../../src/core/provider.ts';
import { credits } from '../../../src/core/unit.ts';
import { bloom } from '../../../src/providers/bloom.ts';
import { fullenrich } from '../../../src/providers/fullenrich.ts';
import { providers } from '../../../src/providers/index.ts';
import { mimir } from '../../../src/providers/mimir.ts';
import { enterNewKey, enterOtherKey, enterOtherParameters } from '../../../src/vscode/enterKey.ts';
import { back } from '../../../src/vscode/ui.ts';
import { entryJson } from '../../support/catalog/catalog.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { type Act, FakeUi, leave, enter as pressEnter } from '../../support/fakes/fakeUi.ts';
import { FakeKeys, fakeFingerprints as fingerprints } from '../../support/fakes/keys.ts';
import { sampleAccount } from '../../support/fakes/samples.ts';
import { MemoryAccounts } from '../../support/fakes/stores.ts';

const hex = 'a1'.repeat(32);
const bloomKey = 'bloom_sk_Zq9wXe7rVt5y';
const good: Outcome = { balance: { pools: [{ unit: credits, amount: 42 }] } };
const own = 'https://www.trybloom.ai';
const team = sampleAccount({
  id: 'bloom',
  provider: 'bloom',
  label: 'Bloom',
  origins: [own],
  parameters: { workspaceId: 'ws_1' },
  fingerprint: fingerprints.of(bloomKey),
});

interface Arrangement {
  readonly acts: readonly Act[];
  /** The answers of the service, in turn; the last one stays. */
  readonly answers?: readonly Outcome[];
  readonly accounts?: readonly ReturnType<typeof sampleAccount>[];
  readonly keys?: FakeKeys;
  /** A base URL in place of all the service's own. */
  readonly endpoint?: string;
  readonly inBrowser?: boolean;
  readonly leavesWhileBusy?: boolean;
}

function arrange({ acts, answers = [good], accounts = [], keys, endpoint, inBrowser = false, ...more }: Arrangement) {
  const ui = new FakeUi(...acts);
  ui.leavesWhileBusy = more.leavesWhileBusy ?? false;
  const sent: string[] = [];
  const rest = [...answers];
  return {
    ui,
    sent,
    ports: {
      ui,
      providers,
      accounts: new MemoryAccounts(accounts),
      keys: keys ?? new FakeKeys(),
      fingerprints,
      clock: new FakeClock(),
      inBrowser,
      endpointsOf: (provider: Provider, key: string, parameters: Readonly<Record<string, string>>) =>
        parseEndpoints(endpoint === undefined ? baseUrlsOf(provider, key, parameters) : [endpoint]),
      readBalance: async (
        _: Provider,
        [{ origin }]: readonly [{ readonly origin: string }, ...unknown[]],
        key: string,
        parameters: Readonly<Record<string, string>>,
        signal: AbortSignal,
      ) => {
        sent.push([key, origin, ...Object.values(parameters)].join(' '));
        await new Promise((resolve) => setImmediate(resolve));
        return signal.aborted ? undefined : rest.length > 1 ? rest.shift() : rest[0];
      },
    },
  };
}

type Account = ReturnType<typeof sampleAccount>;

async function run<T>(arrangement: Arrangement, enterWith: (ports: ReturnType<typeof arrange>['ports']) => Promise<T>) {
  const { ui, sent, ports } = arrange(arrangement);
  const entered = await enterWith(ports);
  assert.deepStrictEqual([ui.left, ui.open], [0, 0], 'every answer is wanted, and no box stays open');
  return { seen: ui.seen, sent, steps: ui.steps, canGoBackFrom: ui.canGoBackFrom, entered };
}

/** Enters a key for a new account. `entered`: the key, its origin, its parameters, the answer, and the label chosen. */
const enter = (provider: Provider, arrangement: Arrangement) =>
  run(arrangement, async (ports) => {
    const entered = await enterNewKey(ports, provider);
    assert.notEqual(entered, back);
    return entered && entered !== back
      ? ([entered.key, entered.endpoints[0].origin, entered.parameters, entered.outcome, entered.label] as const)
      : undefined;
  });

const rejected = failed('unauthorized');
const unknownWorkspace = failed('notFound', 'workspace');
const mimirOrigin = 'https://api.brookmimir.com';
const regional: Provider = {
  ...mimir,
  parameters: [
    {
      id: 'region',
      title: 'Region',
      prompt: 'Where the account is',
      placeholder: '',
      options: [
        { value: 'us', label: 'USA' },
        { value: 'eu', label: 'Europe' },
      ],
    },
  ],
  baseUrls: (_, { region }) => [region === 'eu' ? 'https://eu.brookmimir.com' : mimir.baseUrl],
};

describe('entering a key', () => {
  it('tries the key as soon as it is there, and asks nothing more of the first account of a service', async () => {
    const { seen, sent, entered } = await enter(mimir, { acts: [hex] });
    assert.deepStrictEqual(
      [seen, sent, entered],
      [['ask Mimir API key', 'busy Checking key…'], [`${hex} ${mimirOrigin}`], [hex, mimirOrigin, {}, good, undefined]],
    );
  });

  it('asks for what else the service needs once the key was accepted, and for a name', async () => {
    const { seen, sent, entered } = await enter(bloom, { acts: [bloomKey, 'ws_1', pressEnter] });
    assert.deepStrictEqual(
      [seen, sent, entered],
      [
        [
          'ask Bloom API key',
          'busy Checking key…',
          'ask Bloom workspace',
          'busy Checking…',
          'ask Account name (Bloom ws_1)',
        ],
        [`${bloomKey} ${own}`, `${bloomKey} ${own} ws_1`],
        [bloomKey, own, { workspaceId: 'ws_1' }, good, 'Bloom ws_1'],
      ],
    );
  });

  for (const passes of [pressEnter, '  '] as const) {
    it(`asks the service once where the rest is passed with ${typeof passes === 'string' ? 'spaces' : 'Enter'}`, async () => {
      const { sent, entered } = await enter(bloom, { acts: [bloomKey, passes] });
      assert.deepStrictEqual([sent, entered], [[`${bloomKey} ${own}`], [bloomKey, own, {}, good, undefined]]);
    });
  }

  it('asks for a name where a service has an account already, and takes another one', async () => {
    const { seen, entered } = await enter(mimir, { acts: [hex, 'Mimir', 'Search'], accounts: [sampleAccount()] });
    assert.deepStrictEqual(
      [seen.slice(2), entered?.[4]],
      [['ask Account name (Mimir 2)', 'error at Account name: Another account has this name.'], 'Search'],
    );
  });

  it('offers the plain name where a workspace looks like no name', async () => {
    const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
    const { entered } = await enter(bloom, { acts: [bloomKey, id, pressEnter] });
    assert.deepStrictEqual([entered?.[2], entered?.[4]], [{ workspaceId: id }, 'Bloom']);
  });

  it('asks for the key in a password box that shows no key, with a link to where keys are made', async () => {
    const { steps, seen } = await enter(bloom, { acts: [bloomKey, pressEnter] });
    assert.equal(steps.get('Bloom API key')?.password, true);
    assert.deepStrictEqual(steps.get('Bloom API key')?.page, { label: 'Get a key', url: bloom.pages.keys });
    assert.doesNotMatch(seen.join(), /Zq9/);
  });

  for (const pasted of [
    ` "${hex}" `,
    `MIMIR_API_KEY=${hex}`,
    `export MIMIR_API_KEY='${hex}';`,
    `Bearer ${hex}\n`,
    `Authorization: Bearer ${hex}`,
  ]) {
    it(`takes a key that was pasted as ${JSON.stringify(pasted.replace(hex, '…'))}`, async () => {
      assert.equal((await enter(mimir, { acts: [pasted] })).entered?.[0], hex);
    });
  }

  it('sends nothing for a key that no service has, and waits for another', async () => {
    const { seen, sent } = await enter(mimir, { acts: ['', 'two words', 'short', hex] });
    assert.deepStrictEqual(
      [seen.slice(1, 4), sent],
      [
        [
          'error at Mimir API key: Enter the key.',
          "error at Mimir API key: Keys can't contain spaces or special characters. Copy the key again.",
          `error at Mimir API key: ${mimir.key.hint}`,
        ],
        [`${hex} ${mimirOrigin}`],
      ],
    );
  });

  it('ends with Escape at the key, and sends and says nothing', async () => {
    const { seen, sent, entered } = await enter(bloom, { acts: [leave] });
    assert.deepStrictEqual([seen, sent, entered], [['ask Bloom API key'], [], undefined]);
  });

  for (const [where, acts] of [
    ['at the workspace', [bloomKey, leave]],
    ['at the name', [bloomKey, 'ws_1', leave]],
  ] as const) {
    it(`says that nothing was saved when the person leaves ${where}`, async () => {
      const { seen, entered } = await enter(bloom, { acts });
      assert.deepStrictEqual([seen.at(-1), entered], ["information Canceled. The Bloom key wasn't saved.", undefined]);
    });
  }

  it('asks nothing while the endpoint in the settings is none, and leads there', async () => {
    const { seen, entered } = await enter(mimir, { acts: ['Open Setting'], endpoint: 'http://gateway.example.com' });
    assert.match(seen[0] ?? '', /^error The endpoint for Mimir in credits\.endpoints isn't an HTTPS URL\./);
    assert.deepStrictEqual(
      [seen.slice(1), entered],
      [['run workbench.action.openSettings "@id:credits.endpoints"'], undefined],
    );
  });
});

describe('the way back', () => {
  it('leads from the key to the service', async () => {
    assert.equal((await run({ acts: [back] }, (ports) => enterNewKey(ports, mimir))).entered, back);
  });

  it('leads from each later step to the one before, with what was typed still there and nothing asked twice', async () => {
    const { seen, sent, entered, steps } = await enter(bloom, {
      acts: [bloomKey, 'ws_1', back, back, pressEnter, pressEnter, pressEnter],
    });
    assert.deepStrictEqual(seen.slice(4), [
      'ask Account name (Bloom ws_1)',
      'ask Bloom workspace (ws_1)',
      'ask Bloom API key',
      'busy Checking key…',
      'ask Bloom workspace (ws_1)',
      'busy Checking…',
      'ask Account name (Bloom ws_1)',
    ]);
    assert.equal(steps.get('Bloom API key')?.value, bloomKey);
    assert.deepStrictEqual([sent.length, entered?.[2]], [2, { workspaceId: 'ws_1' }]);
  });

  it('leads from the key to what is asked before it', async () => {
    const { seen, sent, entered } = await enter(regional, { acts: ['USA', back, 'Europe', hex] });
    assert.deepStrictEqual(seen.slice(0, 4), [
      'pick Region: USA, Europe',
      'ask Mimir API key',
      'pick Region: USA, Europe',
      'ask Mimir API key',
    ]);
    assert.deepStrictEqual([sent, entered?.[2]], [[`${hex} https://eu.brookmimir.com eu`], { region: 'eu' }]);
  });

  it('leads out of the first step', async () => {
    assert.equal((await run({ acts: [back] }, (ports) => enterNewKey(ports, regional))).entered, back);
  });
});

describe('a key that an account has already', () => {
  const mine = sampleAccount({ fingerprint: fingerprints.of(hex) });

  it('is named in the box, before the service is asked', async () => {
    const { seen, sent, entered } = await enter(mimir, { acts: [hex, leave], accounts: [mine] });
    assert.deepStrictEqual(
      [seen.slice(2), sent, entered],
      [['error at Mimir API key: This key has already been added as "Mimir".'], [], undefined],
    );
  });

  it('needs another workspace, which alone is tried', async () => {
    const personal = { ...team, parameters: {} };
    const { seen, sent, entered } = await enter(bloom, {
      acts: [bloomKey, pressEnter, 'ws_2', pressEnter],
      accounts: [personal],
    });
    const said = 'Bloom workspace: This key has already been added as "Bloom".';
    assert.deepStrictEqual(seen.slice(2, 5), ['ask Bloom workspace', `info at ${said}`, 'busy Checking…']);
    assert.ok(seen.includes(`error at ${said}`));
    assert.deepStrictEqual(
      [sent, entered?.slice(0, 4)],
      [[`${bloomKey} ${own} ws_2`], [bloomKey, own, { workspaceId: 'ws_2' }, good]],
    );
  });

  it('is named where the workspace is the same', async () => {
    const { seen, sent } = await enter(bloom, { acts: [bloomKey, 'ws_1', leave], accounts: [team] });
    assert.ok(seen.includes('error at Bloom workspace: This key has already been added as "Bloom".'));
    assert.deepStrictEqual(sent, [`${bloomKey} ${own}`]);
  });
});

describe('a key that is rejected', () => {
  it('gives one message, in the box, and is not saved', async () => {
    const { seen, entered } = await enter(bloom, { acts: [bloomKey, leave], answers: [rejected] });
    assert.deepStrictEqual(
      [seen.slice(2), entered],
      [['error at Bloom API key: Bloom rejected this key.', '[Save Anyway]'], undefined],
    );
  });

  it('makes way for another one', async () => {
    const other = 'bloom_sk_other';
    const { seen, sent, entered } = await enter(bloom, {
      acts: [bloomKey, other, pressEnter],
      answers: [rejected, good],
    });
    assert.deepStrictEqual(seen.slice(4), ['busy Checking key…', 'ask Bloom workspace', 'busy Checking…']);
    assert.deepStrictEqual([sent.length, entered?.[0]], [2, other]);
  });

  it('is tried again with Enter', async () => {
    const { sent, entered } = await enter(mimir, { acts: [hex, pressEnter], answers: [rejected, good] });
    assert.deepStrictEqual([sent.length, entered?.slice(0, 4)], [2, [hex, mimirOrigin, {}, good]]);
  });

  it('is saved with its failure when the person presses the button', async () => {
    const { entered } = await enter(mimir, { acts: [hex, { press: 'Save Anyway' }], answers: [rejected] });
    assert.deepStrictEqual(entered?.slice(0, 4), [hex, mimirOrigin, {}, rejected]);
  });

  it('can still be for a workspace', async () => {
    const { sent, entered } = await enter(bloom, {
      acts: [bloomKey, { press: 'Save Anyway' }, 'ws_1', pressEnter],
      answers: [failed('forbidden', 'planUpgrade'), good],
    });
    assert.deepStrictEqual([sent.length, entered?.slice(0, 4)], [2, [bloomKey, own, { workspaceId: 'ws_1' }, good]]);
  });

  for (const outcome of [failed('forbidden', 'planUpgrade'), failed('forbidden', 'banned'), failed('notFound')]) {
    it(`says why: ${JSON.stringify(outcome)}`, async () => {
      const { seen } = await enter(bloom, { acts: [bloomKey, leave], answers: [outcome] });
      assert.match(seen.at(-2) ?? '', /^error at Bloom API key: Bloom /);
      assert.equal(seen.at(-1), '[Save Anyway]');
    });
  }
});

describe('a workspace that the service does not know', () => {
  const answers = [good, unknownWorkspace, good];

  it('is entered again, and the key is sent again only with another one', async () => {
    const { seen, sent, entered } = await enter(bloom, { acts: [bloomKey, 'wrong', 'ws_1', pressEnter], answers });
    assert.deepStrictEqual(seen.slice(4, 6), [
      "error at Bloom workspace: Bloom can't find the workspace, or this key has no access to it.",
      '[Save Anyway]',
    ]);
    assert.deepStrictEqual(sent, [`${bloomKey} ${own}`, `${bloomKey} ${own} wrong`, `${bloomKey} ${own} ws_1`]);
    assert.deepStrictEqual(entered?.[2], { workspaceId: 'ws_1' });
  });

  it('is saved when the person presses the button', async () => {
    const { entered } = await enter(bloom, {
      acts: [bloomKey, 'wrong', { press: 'Save Anyway' }, pressEnter],
      answers,
    });
    assert.deepStrictEqual(entered?.slice(0, 4), [bloomKey, own, { workspaceId: 'wrong' }, unknownWorkspace]);
  });

  it('is asked for at once where the key belongs to none without one', async () => {
    const { seen, sent, entered } = await enter(bloom, {
      acts: [bloomKey, 'ws_1', pressEnter],
      answers: [unknownWorkspace, good],
    });
    assert.deepStrictEqual(seen.slice(2, 4), [
      'ask Bloom workspace',
      "error at Bloom workspace: Bloom can't find the workspace, or this key has no access to it.",
    ]);
    assert.deepStrictEqual([sent.length, entered?.slice(0, 4)], [2, [bloomKey, own, { workspaceId: 'ws_1' }, good]]);
  });

  it('is not asked for where the service has none: the same key is never sent twice unasked', async () => {
    const { seen, sent } = await enter(fullenrich, { acts: ['key-of-fullenrich', leave], answers: [unknownWorkspace] });
    assert.deepStrictEqual([seen.at(-1), sent.length], ['[Save Anyway]', 1]);
  });
});

describe('a check that is canceled', () => {
  it('saves nothing, offers nothing, and says so', async () => {
    const { seen, entered } = await enter(mimir, { acts: [hex], leavesWhileBusy: true });
    assert.deepStrictEqual([seen.at(-1), entered], ["information Canceled. The Mimir key wasn't saved.", undefined]);
  });
});

describe('a service that does not answer', () => {
  for (const kind of ['offline', 'timeout', 'unavailable', 'rateLimited', 'unexpected'] as const) {
    it(`keeps no key from being saved, with another Enter: ${kind}`, async () => {
      const { seen, sent, entered } = await enter(mimir, { acts: [hex, pressEnter], answers: [failed(kind)] });
      assert.match(seen[2] ?? '', /^warning at Mimir API key: .* Press Enter to save the key without checking it\.$/);
      assert.equal(seen[3], '[Try Again] [Save Without Checking]');
      assert.deepStrictEqual([sent.length, entered?.slice(0, 4)], [1, [hex, mimirOrigin, {}, failed(kind)]]);
    });
  }

  it('is asked again with a button', async () => {
    const { sent, entered } = await enter(mimir, {
      acts: [hex, { press: 'Try Again' }],
      answers: [failed('offline'), good],
    });
    assert.deepStrictEqual([sent.length, entered?.slice(0, 4)], [2, [hex, mimirOrigin, {}, good]]);
  });
});

describe('what is entered beside a key', () => {
  const refused = /^error at Bloom workspace: This looks like an API key/;

  for (const [what, typed] of [
    ['the key', bloomKey],
    ['the key in other letters', bloomKey.toUpperCase()],
    ['a text with the key in it', `my ${bloomKey} key`],
    ['six characters of the key', 'wXe7rV'],
    ['a key of the same service', 'bloom_sk_another1'],
    ['a key of another service', hex.replaceAll('1', '7')],
    ['a key of another service with its name', 'BREEZE_KEY=brz_4411'],
  ] as const) {
    it(`is never ${what}: it would stand in the URL and in a file`, async () => {
      const { seen, sent, entered } = await enter(bloom, { acts: [bloomKey, typed, 'ws_1', pressEnter] });
      assert.match(seen[3] ?? '', refused);
      assert.deepStrictEqual([sent.at(-1), entered?.[2]], [`${bloomKey} ${own} ws_1`, { workspaceId: 'ws_1' }]);
    });
  }

  for (const id of ['ws_design', '3f2504e0-4f89-41d3-9a0c-0305e82c3301', 'Team A', '12345678', 'wXe7r']) {
    it(`is a workspace: ${id}`, async () => {
      assert.deepStrictEqual((await enter(bloom, { acts: [bloomKey, id, pressEnter] })).entered?.[2], {
        workspaceId: id,
      });
    });
  }

  it('is picked before the key where there is a choice', async () => {
    const { seen, entered } = await enter(regional, { acts: ['USA', hex] });
    assert.deepStrictEqual(
      [seen[0], entered?.[2], entered?.[4]],
      ['pick Region: USA, Europe', { region: 'us' }, undefined],
    );
  });
});

describe('the prompt for a key', () => {
  const prompt = async (more: Partial<Arrangement>, account?: Account) => {
    const { steps } = await run<unknown>({ acts: [leave], ...more }, (ports) =>
      account ? enterOtherKey(ports, mimir, account) : enterNewKey(ports, mimir),
    );
    return steps.get('Mimir API key')?.prompt;
  };
  const endpoint = 'https://gateway.example.com/mimir';

  it('says where keys are saved', async () => {
    assert.equal(await prompt({}), "Keys are saved in VS Code's secret storage and sent only to their own service.");
    assert.equal(
      await prompt({ inBrowser: true }),
      "Keys are saved in this browser's secret storage and sent only to their own service.",
    );
  });

  it('names the host when the endpoint has moved, for a new key and for an account', async () => {
    const said = "Keys for Mimir are now sent to gateway.example.com. They are saved in VS Code's secret storage.";
    assert.equal(await prompt({ endpoint }), said);
    assert.equal(await prompt({ endpoint }, sampleAccount()), said);
  });

  it('names the host when the endpoint has moved back', async () => {
    const account = sampleAccount({ origins: ['https://gateway.example.com'] });
    assert.match((await prompt({}, account)) ?? '', /^Keys for Mimir are now sent to api\.brookmimir\.com\./);
  });

  it('names a host that is not the service, even if nothing has moved', async () => {
    const account = sampleAccount({ origins: ['https://gateway.example.com'] });
    assert.match((await prompt({ endpoint }, account)) ?? '', /^Keys for Mimir are sent to gateway\.example\.com\./);
  });
});

/** The keyring of a person who has added Bloom. */
async function bloomKeys() {
  const keys = new FakeKeys();
  await keys.set('bloom', bloomKey, { provider: 'bloom', origins: [own] });
  return keys;
}

const enteredParts = (entered: Awaited<ReturnType<typeof enterOtherKey>>) =>
  entered && [entered.key, entered.endpoints[0].origin, entered.parameters, entered.outcome];

describe('replacing a key', () => {
  const replace = (acts: readonly Act[], more: Partial<Arrangement> = {}) =>
    run({ acts, accounts: [team], ...more }, (ports) => enterOtherKey(ports, bloom, team).then(enteredParts));

  it('asks for the key alone and tries it with the parameters that the account has', async () => {
    const { seen, sent, entered, canGoBackFrom } = await replace(['bloom_sk_new']);
    assert.deepStrictEqual(
      [seen, sent, entered],
      [
        ['ask Bloom API key', 'busy Checking key…'],
        [`bloom_sk_new ${own} ws_1`],
        ['bloom_sk_new', own, { workspaceId: 'ws_1' }, good],
      ],
    );
    assert.deepStrictEqual([...canGoBackFrom], []);
  });

  it('asks for the workspace where the new key has no access to it', async () => {
    const { seen, sent, entered } = await replace(['bloom_sk_new', 'ws_2'], { answers: [unknownWorkspace, good] });
    assert.deepStrictEqual(seen.slice(2, 3), ['ask Bloom workspace (ws_1)']);
    assert.deepStrictEqual([sent.length, entered], [2, ['bloom_sk_new', own, { workspaceId: 'ws_2' }, good]]);
  });

  it('takes the same key again', async () => {
    assert.ok((await replace([bloomKey], { keys: await bloomKeys() })).entered);
  });

  it('takes no key that another account has', async () => {
    const other = sampleAccount({
      ...team,
      id: 'bloom-2',
      label: 'Second',
      fingerprint: fingerprints.of('bloom_sk_2'),
    });
    const { seen, sent } = await replace(['bloom_sk_2', leave], { accounts: [team, other] });
    assert.deepStrictEqual(
      [seen.at(-1), sent],
      ['error at Bloom API key: This key has already been added as "Second".', []],
    );
  });
});

describe('changing a parameter', () => {
  const change = async (acts: readonly Act[], more: Partial<Arrangement> = {}, provider: Provider = bloom, of = team) =>
    run({ acts, keys: await bloomKeys(), accounts: [of], ...more }, (ports) =>
      enterOtherParameters(ports, provider, of).then(enteredParts),
    );

  it('keeps the key, and tries it with the new value', async () => {
    const { seen, sent, entered } = await change(['ws_2']);
    assert.deepStrictEqual(
      [seen, sent, entered],
      [
        ['ask Bloom workspace (ws_1)', 'busy Checking…'],
        [`${bloomKey} ${own} ws_2`],
        [bloomKey, own, { workspaceId: 'ws_2' }, good],
      ],
    );
  });

  it('says in the box that a workspace is wrong', async () => {
    const { seen, entered } = await change(['wrong', 'ws_2'], { answers: [unknownWorkspace, good] });
    assert.match(seen[2] ?? '', /^error at Bloom workspace: Bloom can't find the workspace/);
    assert.deepStrictEqual(entered?.[2], { workspaceId: 'ws_2' });
  });

  it('ends with Escape, and says nothing', async () => {
    const { seen, sent, entered } = await change([leave]);
    assert.deepStrictEqual([seen.length, sent, entered], [1, [], undefined]);
  });

  it('takes no value that makes it another account', async () => {
    const other = sampleAccount({ ...team, id: 'bloom-2', label: 'Second', parameters: { workspaceId: 'ws_2' } });
    const { seen, sent } = await change(['ws_2', leave], { accounts: [team, other] });
    assert.deepStrictEqual(
      [seen.at(-1), sent],
      ['error at Bloom workspace: This key has already been added as "Second".', []],
    );
  });

  for (const [why, arrangement] of [
    ['the endpoint has moved', { endpoint: 'https://gateway.example.com' }],
    ['it is lost', { keys: new FakeKeys() }],
    ['another key is in its place', { keys: new FakeKeys({ bloom: 'bloom_sk_strange' }) }],
    ['it was never bound', { keys: new FakeKeys({ bloom: bloomKey }) }],
  ] as const) {
    it(`wants the key to be entered when ${why}`, async () => {
      const { seen, sent, steps } = await change(['', leave], arrangement);
      assert.deepStrictEqual([seen, sent], [['ask Bloom API key', 'error at Bloom API key: Enter the key.'], []]);
      assert.equal(steps.get('Bloom API key')?.value, '');
    });
  }

  it('wants the key to be entered when the keyring refuses to hand it out', async () => {
    const keys = await bloomKeys();
    keys.refuse('get');
    assert.deepStrictEqual((await change([leave], { keys })).seen, ['ask Bloom API key']);
  });

  it('sends nothing to another host until the key is entered', async () => {
    const moving: Provider = {
      ...bloom,
      baseUrls: (_, { workspaceId }) => [workspaceId === 'eu' ? 'https://eu.trybloom.ai' : bloom.baseUrl],
    };
    const { seen, sent, steps, entered } = await change(['eu', 'bloom_sk_new'], {}, moving);
    assert.deepStrictEqual(
      [seen.filter((line) => line.startsWith('ask')), sent],
      [['ask Bloom workspace (ws_1)', 'ask Bloom API key'], ['bloom_sk_new https://eu.trybloom.ai eu']],
    );
    assert.match(steps.get('Bloom API key')?.prompt ?? '', /now sent to eu\.trybloom\.ai/);
    assert.equal(steps.get('Bloom API key')?.value, '');
    assert.deepStrictEqual(entered, ['bloom_sk_new', 'https://eu.trybloom.ai', { workspaceId: 'eu' }, good]);
  });

  it('is picked where there is a choice, the present one first, and needs the key for another host', async () => {
    const eu = sampleAccount({
      parameters: { region: 'eu' },
      origins: ['https://eu.brookmimir.com'],
      fingerprint: fingerprints.of(hex),
    });
    const keys = new FakeKeys();
    await keys.set('mimir', hex, { provider: 'mimir', origins: eu.origins });
    const same = await change(['Europe'], { keys }, regional, eu);
    assert.deepStrictEqual(
      [same.seen, same.entered],
      [['pick Region: Europe, USA'], [hex, 'https://eu.brookmimir.com', { region: 'eu' }, undefined]],
    );
    const other = await change(['USA', hex], { keys }, regional, eu);
    assert.deepStrictEqual([other.seen[1], other.sent], ['ask Mimir API key', [`${hex} ${mimirOrigin} us`]]);
  });
});

describe('a service that needs an ID beside the key', () => {
  const twilio = entryProvider(entryJson('twilio'));
  const origin = 'https://api.twilio.com';
  const [key, otherKey] = ['0a1b2c3d4e5f60718293a4b5c6d7e8f9', 'f9e8d7c6b5a493827160f5e4d3c2b1a0'];
  const mine = sampleAccount({
    id: 'twilio',
    provider: 'twilio',
    label: 'Twilio',
    origins: [origin],
    parameters: { accountSid: 'AC1' },
    fingerprint: fingerprints.of(key),
  });
  const twilioKeys = async () => {
    const keys = new FakeKeys();
    await keys.set('twilio', key, { provider: 'twilio', origins: [origin] });
    return keys;
  };

  it('is asked once, with both', async () => {
    const { seen, sent, entered } = await enter(twilio, { acts: [key, 'AC1', pressEnter] });
    assert.deepStrictEqual(
      [seen, sent, entered],
      [
        ['ask Twilio API key', 'ask Twilio account', 'busy Checking…', 'ask Account name (Twilio AC1)'],
        [`${key} ${origin} AC1`],
        [key, origin, { accountSid: 'AC1' }, good, 'Twilio AC1'],
      ],
    );
  });

  it('is asked again for another ID, and says below the field that one is wrong', async () => {
    const answers = [failed('notFound', 'workspace'), good];
    const { seen, sent, entered } = await enter(twilio, { acts: [key, 'AC1', 'AC2', pressEnter], answers });
    assert.match(seen[3] ?? '', /^error at Twilio account: Twilio can't find the workspace/);
    assert.deepStrictEqual([sent.length, entered?.slice(2, 4)], [2, [{ accountSid: 'AC2' }, good]]);
  });

  it('leads back to the key, which may be the wrong one, and does not forget the ID', async () => {
    const { seen, sent, entered } = await enter(twilio, {
      acts: [key, 'AC1', back, otherKey, pressEnter, pressEnter],
      answers: [rejected, good],
    });
    assert.deepStrictEqual(seen.slice(3), [
      'error at Twilio account: Twilio rejected the key or this value. Correct it here, or go back to the key.',
      '[Save Anyway]',
      'ask Twilio API key',
      'ask Twilio account (AC1)',
      'busy Checking…',
      'ask Account name (Twilio AC1)',
    ]);
    assert.deepStrictEqual(
      [sent, entered?.slice(0, 4)],
      [
        [`${key} ${origin} AC1`, `${otherKey} ${origin} AC1`],
        [otherKey, origin, { accountSid: 'AC1' }, good],
      ],
    );
  });

  it('is not asked again for what it has accepted, however often the person goes back', async () => {
    const { sent, entered } = await enter(twilio, {
      acts: [key, 'AC1', back, back, pressEnter, pressEnter, pressEnter],
    });
    assert.deepStrictEqual([sent.length, entered?.slice(2, 4)], [1, [{ accountSid: 'AC1' }, good]]);
  });

  for (const nothing of [pressEnter, '  ', '..'] as const) {
    it(`takes no ${nothing === pressEnter ? 'empty ID' : JSON.stringify(nothing)}`, async () => {
      const { seen, sent } = await enter(twilio, { acts: [key, nothing, leave] });
      assert.deepStrictEqual(
        [seen.slice(2), sent],
        [
          [
            'error at Twilio account: Enter a value. Twilio needs it in addition to the key.',
            "information Canceled. The Twilio key wasn't saved.",
          ],
          [],
        ],
      );
    });
  }

  it('takes a key that was pasted before', async () => {
    const { seen, entered } = await run({ acts: ['AC1', pressEnter] }, (ports) => enterNewKey(ports, twilio, key));
    assert.deepStrictEqual(seen.slice(0, 2), ['ask Twilio API key', 'ask Twilio account']);
    assert.ok(entered && entered !== back && entered.parameters['accountSid'] === 'AC1');
  });

  it('names the account that has both, before it is asked', async () => {
    const { seen, sent } = await enter(twilio, { acts: [key, 'AC1', leave], accounts: [mine] });
    assert.ok(seen.includes('error at Twilio account: This key has already been added as "Twilio".'));
    assert.deepStrictEqual(sent, []);
  });

  const replace = (acts: readonly Act[], account: Account, answers?: readonly Outcome[]) =>
    run({ acts, accounts: [account], ...(answers && { answers }) }, (ports) =>
      enterOtherKey(ports, twilio, account).then(enteredParts),
    );

  it('is asked with another key and the ID that is saved', async () => {
    const { seen, sent, entered } = await replace([key, otherKey], mine, [rejected, good]);
    assert.deepStrictEqual(seen.slice(2, 3), ['error at Twilio API key: Twilio rejected this key.']);
    assert.deepStrictEqual(
      [sent.at(-1), entered],
      [`${otherKey} ${origin} AC1`, [otherKey, origin, { accountSid: 'AC1' }, good]],
    );
  });

  it('gets the ID with another key where none is saved', async () => {
    const { seen, sent, entered } = await replace([otherKey, 'AC2'], { ...mine, parameters: {} });
    assert.deepStrictEqual(
      [seen, sent, entered],
      [
        ['ask Twilio API key', 'ask Twilio account', 'busy Checking…'],
        [`${otherKey} ${origin} AC2`],
        [otherKey, origin, { accountSid: 'AC2' }, good],
      ],
    );
  });

  const change = (acts: readonly Act[], account: Account, keys: FakeKeys, answers?: readonly Outcome[]) =>
    run({ acts, keys, accounts: [account], ...(answers && { answers }) }, (ports) =>
      enterOtherParameters(ports, twilio, account).then((entered) => entered && enteredParts(entered)),
    );

  it('gets the ID that is missing with the key that is saved', async () => {
    const answers = [rejected, good];
    const { seen, entered } = await change(['AC2', 'AC3'], { ...mine, parameters: {} }, await twilioKeys(), answers);
    assert.deepStrictEqual(seen.slice(0, 3), [
      'ask Twilio account',
      'busy Checking…',
      'error at Twilio account: Twilio rejected the key or this value.',
    ]);
    assert.deepStrictEqual(entered, [key, origin, { accountSid: 'AC3' }, good]);
  });

  it('is asked only with the new ID where the key has to be entered for it', async () => {
    const { sent, entered } = await change([key, 'AC2'], mine, new FakeKeys());
    assert.deepStrictEqual([sent, entered], [[`${key} ${origin} AC2`], [key, origin, { accountSid: 'AC2' }, good]]);
  });
});
