import assert from 'node:assert/strict';
import { parseEndpoints } from '../../../../src/core/endpoint.ts';
import { Format } from '../../../../src/core/format.ts';
import { addReading } from '../../../../src/core/history/record/addReading.ts';
import { failed, type Outcome, type ProviderRegistry } from '../../../../src/core/provider.ts';
import { dueAt } from '../../../../src/core/refresh/schedule.ts';
import { credits } from '../../../../src/core/unit.ts';
import { providers } from '../../../../src/providers/index.ts';
import { addAccount } from '../../../../src/vscode/commands/addAccount.ts';
import { changeParameters } from '../../../../src/vscode/commands/changeParameters.ts';
import { replaceKey } from '../../../../src/vscode/commands/replaceKey.ts';
import { back } from '../../../../src/vscode/ui.ts';
import { FakeClock } from '../../../support/fakes/clocks.ts';
import { type Act, enter, FakeUi, leave } from '../../../support/fakes/fakeUi.ts';
import { FakeKeys, fakeFingerprints as fingerprints } from '../../../support/fakes/keys.ts';
import { sampleAccount } from '../../../support/fakes/samples.ts';
import { MemoryAccounts, MemoryReadings } from '../../../support/fakes/stores.ts';

const hex = 'a1'.repeat(32);
const other = 'b2'.repeat(32);
const good: Outcome = { balance: { pools: [{ unit: credits, amount: 42 }] } };
const own = 'https://api.brookmimir.com';
const binding = { provider: 'mimir', origins: [own] };

function arrange(
  acts: readonly Act[],
  answer: Outcome | undefined = good,
  accounts = [] as ReturnType<typeof sampleAccount>[],
) {
  const ui = new FakeUi(...acts);
  const ports = {
    ui,
    providers: providers as ProviderRegistry,
    accounts: new MemoryAccounts(accounts),
    keys: new FakeKeys(),
    readings: new MemoryReadings(),
    fingerprints,
    format: new Format('en-US', 'UTC'),
    clock: new FakeClock(),
    inBrowser: false,
    endpointsOf: ({ baseUrl }: { readonly baseUrl: string }) => parseEndpoints([baseUrl]),
    readBalance: async () => answer,
  };
  return { ui, ports };
}

const added = 'information Mimir added: 42 credits [Rename] [Add Another]';

describe('Credits: Add API Key…', () => {
  it('takes four actions for a first key: run, select, paste, Enter; it is saved, bound, with its balance', async () => {
    const { ui, ports } = arrange(['Mimir', hex, leave]);
    await addAccount(ports).run(undefined);
    assert.deepStrictEqual(ui.seen, [
      'pick Add API Key: Paste a Key…, Import from .env…, Bloom, Breeze, FullEnrich, Mimir, Olostep, OpenRouter, Custom…',
      'ask Mimir API key',
      'busy Checking key…',
      added,
    ]);
    assert.deepStrictEqual(await ports.keys.get('mimir'), { key: hex, binding });
    assert.equal(ports.readings.all().get('mimir')?.balance?.pools[0].amount, 42);
    assert.equal(ports.readings.all().get('mimir')?.keySetAt, ports.accounts.all()[0]?.keySetAt);
  });

  it('takes two more for a wrong one: paste, Enter', async () => {
    const { ui, ports } = arrange(['Mimir', other, hex, leave]);
    const answers: Outcome[] = [failed('unauthorized'), good];
    ports.readBalance = async () => answers.shift() ?? good;
    await addAccount(ports).run(undefined);
    assert.deepStrictEqual(ui.seen.slice(2), [
      'busy Checking key…',
      'error at Mimir API key: Mimir rejected this key.',
      '[Save Anyway]',
      'busy Checking key…',
      added,
    ]);
    assert.equal(ports.keys.kept.get('mimir'), hex);
  });

  it('gives the account the name that was chosen', async () => {
    const { ui, ports } = arrange(['Mimir', other, 'Search', leave], good, [sampleAccount()]);
    await addAccount(ports).run(undefined);
    assert.equal(ui.seen.at(-1), 'information Search added: 42 credits [Rename] [Add Another]');
    assert.deepStrictEqual(
      ports.accounts.all().map(({ id, label }) => [id, label]),
      [
        ['mimir', 'Mimir'],
        ['mimir-2', 'Search'],
      ],
    );
  });

  it('gives it a free name where another window has taken that one meanwhile', async () => {
    const { ports } = arrange(['Mimir', other, enter, leave], good, [sampleAccount()]);
    const { change } = ports.accounts;
    const taken = sampleAccount({ id: 'mimir-2', label: 'Mimir 2' });
    ports.accounts.change = (edit) => change.call(ports.accounts, (list, ids) => edit([...list, taken], ids));
    await addAccount(ports).run(undefined);
    assert.equal(ports.accounts.all().at(-1)?.label, 'Mimir 2 2');
  });

  for (const [button, ran] of [
    ['Rename', 'run credits.renameAccount {"accountId":"mimir"}'],
    ['Add Another', 'run credits.addAccount'],
  ] as const) {
    it(`leads on: ${button}`, async () => {
      const { ui, ports } = arrange(['Mimir', hex, button]);
      await addAccount(ports).run(undefined);
      assert.equal(ui.seen.at(-1), ran);
    });
  }

  it('leads back to the services', async () => {
    const { ui, ports } = arrange(['Breeze', back, 'Mimir', hex, leave]);
    await addAccount(ports).run(undefined);
    assert.deepStrictEqual(
      ui.seen.map((line) => line.split(':')[0]),
      [
        'pick Add API Key',
        'ask Breeze API key',
        'pick Add API Key',
        'ask Mimir API key',
        'busy Checking key…',
        'information Mimir added',
      ],
    );
  });

  it('saves nothing when the person leaves at the service', async () => {
    const { ui, ports } = arrange([leave]);
    await addAccount(ports).run(undefined);
    assert.deepStrictEqual([ui.seen.length, ports.accounts.all(), ports.keys.kept.size], [1, [], 0]);
  });

  it('says a rejection once, also when the key is saved anyway', async () => {
    const { ui, ports } = arrange(['Mimir', hex, { press: 'Save Anyway' }], failed('unauthorized'));
    await addAccount(ports).run(undefined);
    assert.deepStrictEqual(ui.seen.slice(3), ['error at Mimir API key: Mimir rejected this key.', '[Save Anyway]']);
    assert.deepStrictEqual(ports.readings.all().get('mimir')?.failure, { kind: 'unauthorized' });
    // Not to be asked again on its own.
    assert.equal(ports.readings.all().get('mimir')?.retryAt, undefined);
  });

  it('says that a key that could not be tried was saved', async () => {
    const { ui, ports } = arrange(['Mimir', hex, enter], failed('offline'));
    await addAccount(ports).run(undefined);
    assert.equal(ui.seen.at(-1), "information Saved the Mimir key. It hasn't been checked yet.");
    assert.equal(ports.accounts.all().length, 1);
  });

  it('saves nothing when the check is canceled', async () => {
    const { ui, ports } = arrange(['Mimir', hex]);
    ui.leavesWhileBusy = true;
    await addAccount(ports).run(undefined);
    assert.equal(ui.seen.at(-1), "information Canceled. The Mimir key wasn't saved.");
    assert.deepStrictEqual([ports.accounts.all(), ports.keys.kept.size, ports.readings.all().size], [[], 0, 0]);
  });

  for (const [what, refuse] of [
    ['keyring', ({ keys }: ReturnType<typeof arrange>['ports']) => keys.refuse('set')],
    ['keyring, already when it is read,', ({ keys }: ReturnType<typeof arrange>['ports']) => keys.refuse('get')],
    ['disk', ({ accounts }: ReturnType<typeof arrange>['ports']) => accounts.refuse()],
  ] as const) {
    it(`saves nothing and says nothing wrong when the ${what} refuses`, async () => {
      const { ui, ports } = arrange(['Mimir', hex]);
      refuse(ports);
      await assert.rejects(async () => addAccount(ports).run(undefined), /./);
      assert.deepStrictEqual([ports.accounts.all(), ports.keys.kept.size, ports.readings.all().size], [[], 0, 0]);
      assert.equal(ui.seen.at(-1), 'busy Checking key…');
    });
  }
});

/** From now on so many milliseconds pass while a step of this title is on show. */
function waitAt(title: string, milliseconds: number, { ui, clock }: ReturnType<typeof arrange>['ports']) {
  const open = ui.openInput.bind(ui);
  ui.openInput = () => {
    const input = open();
    return {
      ...input,
      ask: (step, canGoBack) => {
        if (step.title === title) clock.set(clock.now() + milliseconds);
        return input.ask(step, canGoBack);
      },
    };
  };
}

describe('the answer to a key that is saved later', () => {
  it('is the first reading and the first point of the history, within a minute', async () => {
    const { ui, ports } = arrange(['Mimir', other, enter, leave], good, [sampleAccount()]);
    waitAt('Account name', 50_000, ports);
    await addAccount(ports).run(undefined);
    const [reading] = ports.readings.all().values();
    assert.ok(reading);
    assert.equal(addReading([], reading)[0]?.points[0]?.amount, 42);
    assert.equal(ui.seen.at(-1), 'information Mimir 2 added: 42 credits [Rename] [Add Another]');
  });

  for (const [when, milliseconds] of [
    ['after more than a minute', 61_000],
    ['after the clock was set back', -3_600_000],
  ] as const) {
    it(`is neither saved nor said ${when}: without a reading the account is asked at once`, async () => {
      const { ui, ports } = arrange(['Mimir', other, enter, leave], good, [sampleAccount()]);
      waitAt('Account name', milliseconds, ports);
      await addAccount(ports).run(undefined);
      assert.deepStrictEqual([ports.accounts.all().length, ports.readings.all().size], [2, 0]);
      assert.equal(ui.seen.at(-1), 'information Mimir 2 added. [Rename] [Add Another]');
    });
  }

  it('is not said after hours at the workspace either', async () => {
    const bloom = sampleAccount({
      id: 'bloom',
      provider: 'bloom',
      label: 'Bloom',
      origins: ['https://www.trybloom.ai'],
    });
    const { ui, ports } = arrange(['bloom_sk_Zq9wXe7rVt5y', enter], good, [bloom]);
    waitAt('Bloom workspace', 7_200_000, ports);
    await changeParameters(ports).run({ accountId: 'bloom' });
    assert.deepStrictEqual([ui.seen.at(-1), ports.readings.all().size], ['information Saved the Bloom key.', 0]);
  });

  it('is followed by the next try when it was none and is old, by none when the key was rejected', async () => {
    for (const [failure, due] of [
      [failed('offline'), 'now'],
      [failed('unauthorized'), 'never'],
    ] as const) {
      const press = { press: due === 'now' ? 'Save Without Checking' : 'Save Anyway' };
      const { ports } = arrange(['Mimir', other, press, enter, leave], failure, [sampleAccount()]);
      waitAt('Account name', 7_200_000, ports);
      await addAccount(ports).run(undefined);
      const [account, reading] = [ports.accounts.all()[1], [...ports.readings.all().values()][0]];
      assert.ok(account && reading?.failure);
      const at = dueAt(account, reading, 900_000, ports.clock.now());
      assert.equal(at <= ports.clock.now() ? 'now' : at === Number.POSITIVE_INFINITY ? 'never' : at, due);
    }
  });
});

describe('Credits: Replace API Key…', () => {
  const account = sampleAccount({ fingerprint: fingerprints.of(hex) });

  async function replaced(acts: readonly Act[], answer?: Outcome, target: unknown = { accountId: 'mimir' }) {
    const { ui, ports } = arrange(acts, answer, [account]);
    await ports.keys.set('mimir', hex, binding);
    await replaceKey(ports).run(target);
    return { ui, ports, key: ports.keys.kept.get('mimir') };
  }

  it('tries the new key, saves it, and says its balance', async () => {
    const { ui, ports, key } = await replaced([other]);
    assert.deepStrictEqual(
      [ui.seen, key, ports.readings.all().get('mimir')?.keySetAt],
      [
        ['ask Mimir API key', 'busy Checking key…', 'information Mimir: 42 credits'],
        other,
        ports.accounts.all()[0]?.keySetAt,
      ],
    );
  });

  it('leaves the old key when the new one is rejected', async () => {
    const { ports, key } = await replaced([other, leave], failed('unauthorized'));
    assert.deepStrictEqual([key, ports.accounts.all()], [hex, [account]]);
  });

  it('asks for the account when none is named', async () => {
    const { ui } = await replaced(['Mimir', leave], good, {});
    assert.deepStrictEqual(ui.seen, ['pick Replace API Key: Mimir', 'ask Mimir API key']);
  });

  it('does nothing for a row whose account is gone', async () => {
    const { ui, key } = await replaced([], good, { accountId: 'gone' });
    assert.deepStrictEqual([ui.seen, key], [[], hex]);
  });

  for (const [what, isBroken, said] of [
    ['this version does not know', false, "This version of Credits doesn't support the service of Gone."],
    ['is an entry that cannot be used', true, "The entry for Gone in credits.customProviders can't be used."],
  ] as const) {
    it(`says so for an account whose service ${what}`, async () => {
      const { ui, ports } = arrange([leave], good, [sampleAccount({ id: 'gone', provider: 'gone', label: 'Gone' })]);
      ports.providers = { ...providers, hasProblem: (id) => isBroken && id === 'gone' };
      await replaceKey(ports).run({ accountId: 'gone' });
      assert.deepStrictEqual([ui.seen.length, ui.seen[0]?.startsWith(`error ${said}`)], [1, true]);
    });
  }

  it('leaves no key behind when another window removes the account while the new key is tried', async () => {
    const { ports } = arrange([other], good, [account]);
    await ports.keys.set('mimir', hex, binding);
    ports.readBalance = async () => {
      await ports.keys.delete('mimir');
      await ports.accounts.change(() => []);
      return good;
    };
    await assert.rejects(async () => replaceKey(ports).run({ accountId: 'mimir' }), { name: 'AccountGoneError' });
    assert.deepStrictEqual([ports.keys.kept.size, ports.readings.all().size], [0, 0]);
  });

  it('keeps the key of another window that replaced it while the new one was tried, if the disk then refuses', async () => {
    const { ports } = arrange([other], good, [account]);
    await ports.keys.set('mimir', hex, binding);
    const theirs = 'c3'.repeat(32);
    ports.readBalance = async () => {
      await ports.keys.set('mimir', theirs, binding);
      await ports.accounts.change((list) => list.map((row) => ({ ...row, keySetAt: row.keySetAt + 1 })));
      ports.accounts.refuse();
      return good;
    };
    await assert.rejects(async () => replaceKey(ports).run({ accountId: 'mimir' }), { name: 'StorageError' });
    assert.equal(ports.keys.kept.get('mimir'), theirs);
  });
});

describe('Credits: Change Workspace or Region…', () => {
  const bloomKey = 'bloom_sk_Zq9wXe7rVt5y';
  const bloomOrigin = 'https://www.trybloom.ai';
  const bloom = sampleAccount({
    id: 'bloom',
    provider: 'bloom',
    label: 'Bloom',
    origins: [bloomOrigin],
    fingerprint: fingerprints.of(bloomKey),
  });

  async function changed(
    acts: readonly Act[],
    accounts = [sampleAccount(), bloom],
    target: unknown = { accountId: 'bloom' },
  ) {
    const { ui, ports } = arrange(acts, good, accounts);
    await ports.keys.set('bloom', bloomKey, { provider: 'bloom', origins: [bloomOrigin] });
    await changeParameters(ports).run(target);
    return { ui, ports, account: ports.accounts.all().find(({ id }) => id === 'bloom') };
  }

  it('saves another workspace with the same key, and says the balance there', async () => {
    const { ui, ports, account } = await changed(['ws_2']);
    assert.deepStrictEqual(ui.seen, ['ask Bloom workspace', 'busy Checking…', 'information Bloom: 42 credits']);
    assert.deepStrictEqual([account?.parameters, ports.keys.kept.get('bloom')], [{ workspaceId: 'ws_2' }, bloomKey]);
    assert.equal(ports.readings.all().get('bloom')?.keySetAt, account?.keySetAt);
  });

  it('changes nothing where the value stays as it was', async () => {
    const { account } = await changed([enter]);
    assert.equal(account, bloom);
  });

  it('saves the key that had to be entered because the saved one is lost, though all is as it was', async () => {
    const { ui, ports } = arrange([bloomKey, enter], good, [bloom]);
    await changeParameters(ports).run({ accountId: 'bloom' });
    assert.deepStrictEqual(await ports.keys.get('bloom'), {
      key: bloomKey,
      binding: { provider: 'bloom', origins: [bloomOrigin] },
    });
    assert.equal(ui.seen.at(-1), 'information Bloom: 42 credits');
  });

  it('binds the key that had to be entered to the host to which the endpoint has moved', async () => {
    const { ports } = arrange([bloomKey, enter], good, [bloom]);
    await ports.keys.set('bloom', bloomKey, { provider: 'bloom', origins: [bloomOrigin] });
    const moved = 'https://gateway.example.com';
    ports.endpointsOf = () => parseEndpoints([moved]);
    await changeParameters(ports).run({ accountId: 'bloom' });
    assert.deepStrictEqual(
      [ports.keys.bindings.get('bloom')?.origins, ports.accounts.all()[0]?.origins],
      [[moved], [moved]],
    );
  });

  it('offers the accounts whose service has something to change', async () => {
    const { ui } = await changed(['Bloom', leave], undefined, {});
    assert.deepStrictEqual(ui.seen, ['pick Change Workspace or Region: Bloom', 'ask Bloom workspace']);
  });

  it('says so where no service has', async () => {
    const { ui } = await changed([], [sampleAccount()], {});
    assert.deepStrictEqual(ui.seen, ['information None of your services has a workspace or region to change.']);
  });
});
