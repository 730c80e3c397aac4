import assert from 'node:assert/strict';
import { parseEndpoints } from '../../../src/core/endpoint.ts';
import { baseUrlsOf, failed, type Outcome, type Provider } from '../../../src/core/provider.ts';
import { credits } from '../../../src/core/unit.ts';
import { bloom } from '../../../src/providers/bloom.ts';
import { fullenrich } from '../../../src/providers/fullenrich.ts';
import { providers } from '../../../src/providers/index.ts';
import { mimir } from '../../../src/providers/mimir.ts';
import { enterKey } from '../../../src/vscode/enterKey.ts';
import { type Act, FakeUi, leave } from '../../support/fakes/fakeUi.ts';
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
      inBrowser,
      endpointsOf: (provider: Provider, key: string, parameters: Readonly<Record<string, string>>) =>
        parseEndpoints(endpoint === undefined ? baseUrlsOf(provider, key, parameters) : [endpoint]),
      tryKey: async (
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

/** Enters a key for a new account. */
async function enter(provider: Provider, arrangement: Arrangement, account?: ReturnType<typeof sampleAccount>) {
  const { ui, sent, ports } = arrange(arrangement);
  const entered = await enterKey(ports, provider, account);
  assert.deepStrictEqual([ui.left, ui.open], [0, 0], 'every answer is wanted, and no box stays open');
  return {
    seen: ui.seen,
    sent,
    steps: ui.steps,
    entered: entered && [entered.key, entered.endpoints[0].origin, entered.parameters, entered.outcome],
  };
}

const rejected = failed('unauthorized');
const unknownWorkspace = failed('notFound', 'workspace');

describe('entering a key', () => {
  it('asks for the key, then for what else the service needs, tries it, and says nothing more itself', async () => {
    assert.deepStrictEqual(
      await enter(bloom, { acts: [bloomKey, 'ws_1'] }).then(({ seen, sent, entered }) => [seen, sent, entered]),
      [
        ['ask Bloom API key', 'ask Bloom workspace', 'busy Checking key…'],
        [`${bloomKey} ${own} ws_1`],
        [bloomKey, own, { workspaceId: 'ws_1' }, good],
      ],
    );
  });

  it('leaves out what was passed with Enter', async () => {
    const { sent, entered } = await enter(bloom, { acts: [bloomKey, '  '] });
    assert.deepStrictEqual([sent, entered?.[2]], [[`${bloomKey} ${own}`], {}]);
  });

  it('asks for the key in a password box that shows no key', async () => {
    const { steps, seen } = await enter(mimir, { acts: [hex] });
    assert.equal(steps.get('Mimir API key')?.password, true);
    assert.doesNotMatch(seen.join(), /a1a1/);
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
        [`${hex} https://api.brookmimir.com`],
      ],
    );
  });

  for (const [where, acts] of [
    ['at the key', [leave]],
    ['at what else the service needs', [bloomKey, leave]],
  ] as const) {
    it(`ends with Escape ${where}, and sends nothing`, async () => {
      const { sent, entered } = await enter(bloom, { acts });
      assert.deepStrictEqual([sent, entered], [[], undefined]);
    });
  }

  it('says before the service is asked that an account has the key', async () => {
    const { seen, sent, entered } = await enter(bloom, { acts: [bloomKey, 'ws_1'], accounts: [team] });
    assert.deepStrictEqual(
      [seen.at(-1), sent, entered],
      ['information This key has already been added as "Bloom".', [], undefined],
    );
  });

  it('takes the key of an account for another workspace', async () => {
    assert.ok((await enter(bloom, { acts: [bloomKey, 'ws_2'], accounts: [team] })).entered);
  });

  it('asks nothing while the endpoint in the settings is none, and leads there', async () => {
    const { seen, entered } = await enter(mimir, { acts: ['Open Setting'], endpoint: 'http://gateway.example.com' });
    assert.match(seen[0] ?? '', /^error The endpoint for Mimir in credits\.endpoints isn't an HTTPS URL\./);
    assert.deepStrictEqual(
      [seen.slice(1), entered],
      [['run workbench.action.openSettings "@id:credits.endpoints"'], undefined],
    );
  });
});

describe('a key that is rejected', () => {
  it('gives one message, and is not saved', async () => {
    const { seen, entered } = await enter(bloom, { acts: [bloomKey, '', leave], answers: [rejected] });
    assert.deepStrictEqual(
      [seen.slice(3), entered],
      [["error Bloom rejected this key. It wasn't saved. [Enter Another Key] [Save Anyway]"], undefined],
    );
  });

  it('is saved with its failure when the person says so', async () => {
    const { entered } = await enter(mimir, { acts: [hex, 'Save Anyway'], answers: [rejected] });
    assert.deepStrictEqual(entered, [hex, 'https://api.brookmimir.com', {}, rejected]);
  });

  it('can be replaced by another one, with what else was entered offered again', async () => {
    const other = 'bloom_sk_other';
    const { seen, sent, entered } = await enter(bloom, {
      acts: [bloomKey, 'ws_1', 'Enter Another Key', other, 'ws_1'],
      answers: [rejected, good],
    });
    assert.deepStrictEqual(
      [seen.slice(4), sent.length, entered?.[0]],
      [['ask Bloom API key', 'ask Bloom workspace (ws_1)', 'busy Checking key…'], 2, other],
    );
  });

  for (const outcome of [failed('forbidden', 'planUpgrade'), failed('forbidden', 'banned'), failed('notFound')]) {
    it(`says that it was not saved: ${JSON.stringify(outcome)}`, async () => {
      const { seen } = await enter(bloom, { acts: [bloomKey, '', leave], answers: [outcome] });
      assert.match(seen.at(-1) ?? '', /^error .* The key wasn't saved\. \[Enter Another Key\] \[Save Anyway\]$/);
    });
  }
});

describe('a workspace that the service does not know', () => {
  it('is entered again, and the key is sent again only with another one', async () => {
    const { seen, sent, entered } = await enter(bloom, {
      acts: [bloomKey, 'wrong', 'Enter Another Workspace', 'ws_1'],
      answers: [unknownWorkspace, good],
    });
    assert.match(seen[3] ?? '', /\[Enter Another Workspace\] \[Save Anyway\]$/);
    assert.deepStrictEqual(
      [seen.slice(4), sent, entered?.[2]],
      [
        ['ask Bloom workspace (wrong)', 'busy Checking key…'],
        [`${bloomKey} ${own} wrong`, `${bloomKey} ${own} ws_1`],
        { workspaceId: 'ws_1' },
      ],
    );
  });

  it('is not asked for where the service has none: the same key is never sent twice unasked', async () => {
    const { seen, sent } = await enter(fullenrich, {
      acts: ['key-of-fullenrich', 'Enter Another Key', leave],
      answers: [unknownWorkspace],
    });
    assert.match(seen[2] ?? '', /\[Enter Another Key\] \[Save Anyway\]$/);
    assert.deepStrictEqual([seen.at(-1), sent.length], ['ask FullEnrich API key', 1]);
  });
});

describe('a check that is canceled', () => {
  const canceled = "warning Check canceled. The Mimir key wasn't saved. [Enter Another Key] [Save Without Checking]";

  const cases: readonly { readonly what: string; readonly act: Act; readonly entered: unknown }[] = [
    { what: 'saves nothing', act: leave, entered: undefined },
    {
      what: 'saves the key when the person says so',
      act: 'Save Without Checking',
      entered: [hex, 'https://api.brookmimir.com', {}, undefined],
    },
  ];
  for (const { what, act, entered } of cases) {
    it(`${what}, however late the answer comes`, async () => {
      const result = await enter(mimir, { acts: [hex, act], leavesWhileBusy: true });
      assert.deepStrictEqual([result.seen.at(-1), result.entered], [canceled, entered]);
    });
  }

  it('goes on with another key', async () => {
    const { seen, entered } = await enter(mimir, { acts: [hex, 'Enter Another Key', leave], leavesWhileBusy: true });
    assert.deepStrictEqual([seen.at(-1), entered], ['ask Mimir API key', undefined]);
  });
});

describe('a service that does not answer', () => {
  for (const kind of ['offline', 'timeout', 'unavailable', 'rateLimited', 'unexpected'] as const) {
    it(`keeps no key from being saved: ${kind}`, async () => {
      const { seen, entered } = await enter(mimir, { acts: [hex], answers: [failed(kind)] });
      assert.deepStrictEqual([seen.length, entered?.[3]], [2, failed(kind)]);
    });
  }
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
      const { seen, sent, entered } = await enter(bloom, { acts: [bloomKey, typed, 'ws_1'] });
      assert.match(seen[2] ?? '', refused);
      assert.deepStrictEqual([sent, entered?.[2]], [[`${bloomKey} ${own} ws_1`], { workspaceId: 'ws_1' }]);
    });
  }

  for (const id of ['ws_design', '3f2504e0-4f89-41d3-9a0c-0305e82c3301', 'Team A', '12345678', 'wXe7r']) {
    it(`is a workspace: ${id}`, async () => {
      assert.deepStrictEqual((await enter(bloom, { acts: [bloomKey, id] })).entered?.[2], { workspaceId: id });
    });
  }

  it('is picked where there is a choice, the present one first', async () => {
    const region: Provider = {
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
    };
    const first = await enter(region, { acts: [hex, 'USA'] });
    assert.deepStrictEqual([first.seen[1], first.entered?.[2]], ['pick Region: USA, Europe', { region: 'us' }]);
    const account = sampleAccount({ parameters: { region: 'eu' } });
    assert.equal((await enter(region, { acts: [hex, leave] }, account)).seen[1], 'pick Region: Europe, USA');
  });
});

describe('the prompt for a key', () => {
  const prompt = async (arrangement: Partial<Arrangement>, account?: ReturnType<typeof sampleAccount>) =>
    (await enter(mimir, { acts: [leave], ...arrangement }, account)).steps.get('Mimir API key')?.prompt;
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

describe('replacing a key', () => {
  const binding = { provider: 'bloom', origins: [own] };
  const saved = async () => {
    const keys = new FakeKeys();
    await keys.set('bloom', bloomKey, binding);
    return keys;
  };
  const replace = (acts: readonly Act[], keys: FakeKeys, more: Partial<Arrangement> = {}) =>
    enter(bloom, { acts, keys, accounts: [team], ...more }, team);

  it('offers what else the service needs, as it is, to be changed', async () => {
    const { seen, entered } = await replace(['bloom_sk_new', 'ws_2'], await saved());
    assert.deepStrictEqual(
      [seen.slice(0, 2), entered?.slice(0, 3)],
      [
        ['ask Bloom API key', 'ask Bloom workspace (ws_1)'],
        ['bloom_sk_new', own, { workspaceId: 'ws_2' }],
      ],
    );
  });

  it('keeps the key when none is entered, so that a wrong workspace alone can be changed', async () => {
    const { steps, sent, entered } = await replace(['', 'ws_2'], await saved());
    assert.match(steps.get('Bloom API key')?.prompt ?? '', /Leave empty to change only the Bloom workspace\.$/);
    assert.deepStrictEqual(
      [sent, entered?.slice(0, 3)],
      [[`${bloomKey} ${own} ws_2`], [bloomKey, own, { workspaceId: 'ws_2' }]],
    );
  });

  it('takes the same key again', async () => {
    assert.ok((await replace([bloomKey, 'ws_1'], await saved())).entered);
  });

  it('takes no key that another account has', async () => {
    const other = sampleAccount({ ...team, id: 'bloom-2', label: 'Second', parameters: { workspaceId: 'ws_2' } });
    const { seen, sent } = await replace(['', 'ws_2'], await saved(), { accounts: [team, other] });
    assert.deepStrictEqual([seen.at(-1), sent], ['information This key has already been added as "Second".', []]);
  });

  for (const [why, arrangement] of [
    ['the endpoint has moved', { endpoint: 'https://gateway.example.com' }],
    ['it is lost', { keys: new FakeKeys() }],
    ['another key is in its place', { keys: new FakeKeys({ bloom: 'bloom_sk_strange' }) }],
    ['it was never bound', { keys: new FakeKeys({ bloom: bloomKey }) }],
  ] as const) {
    it(`wants the key to be entered when ${why}`, async () => {
      const { seen, sent } = await replace(['', leave], await saved(), arrangement);
      assert.deepStrictEqual([seen.slice(1), sent], [['error at Bloom API key: Enter the key.'], []]);
    });
  }

  it('wants the key to be entered when the keyring refuses to hand it out', async () => {
    const keys = await saved();
    keys.refuse('get');
    const { seen } = await replace(['', leave], keys);
    assert.equal(seen[1], 'error at Bloom API key: Enter the key.');
  });

  it('wants the key to be entered when another parameter leads to another host', async () => {
    const regional: Provider = {
      ...bloom,
      baseUrls: (_, { workspaceId }) => [workspaceId === 'eu' ? 'https://eu.trybloom.ai' : bloom.baseUrl],
    };
    const { seen, sent, steps } = await enter(
      regional,
      { acts: ['', 'eu', leave], keys: await saved(), accounts: [team] },
      team,
    );
    assert.deepStrictEqual([seen.length, seen.at(-1), sent], [3, 'ask Bloom API key', []]);
    assert.match(steps.get('Bloom API key')?.prompt ?? '', /now sent to eu\.trybloom\.ai/);
  });
});
