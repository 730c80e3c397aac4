import assert from 'node:assert/strict';
import { parseEndpoints } from '../../../../src/core/endpoint.ts';
import { Format } from '../../../../src/core/format.ts';
import { failed, type Outcome, type Provider } from '../../../../src/core/provider.ts';
import { credits } from '../../../../src/core/unit.ts';
import { addAccount } from '../../../../src/vscode/commands/addAccount.ts';
import { back } from '../../../../src/vscode/ui.ts';
import { openRegistry } from '../../../support/catalog/catalog.ts';
import { FakeClock } from '../../../support/fakes/clocks.ts';
import { type Act, enter, FakeUi, leave } from '../../../support/fakes/fakeUi.ts';
import { FakeKeys, fakeFingerprints as fingerprints } from '../../../support/fakes/keys.ts';
import { MemoryAccounts, MemoryReadings } from '../../../support/fakes/stores.ts';

const key = 'sk-or-v1-8c3e5a7b9d';
const registry = openRegistry();

function arrange(...acts: readonly Act[]) {
  const ui = new FakeUi(...acts);
  /** The services that were asked, in order. */
  const asked: string[] = [];
  const answers: Outcome[] = [];
  const ports = {
    ui,
    providers: registry,
    accounts: new MemoryAccounts([]),
    keys: new FakeKeys(),
    readings: new MemoryReadings(),
    fingerprints,
    format: new Format('en-US', 'UTC'),
    clock: new FakeClock(),
    inBrowser: false,
    endpointsOf: ({ baseUrl }: { readonly baseUrl: string }) => parseEndpoints([baseUrl]),
    readBalance: async ({ id }: Provider, _: unknown, tried: string): Promise<Outcome> => {
      asked.push(`${id} ${tried}`);
      return answers.shift() ?? { balance: { pools: [{ unit: credits, amount: 7 }] } };
    },
  };
  return { ui, asked, answers, ports, run: () => addAccount(ports).run(undefined) };
}

/** What was shown, without the items of the lists. */
function shown({ seen }: FakeUi): readonly string[] {
  return seen.map((line) => (line.startsWith('pick ') ? line.slice(0, line.indexOf(':')) : line));
}

describe('Credits: Add API Key…, with a key first', () => {
  it('takes four actions: pick, paste, and Enter for the service that has keys of this form', async () => {
    const { ui, asked, ports, run } = arrange('Paste a Key…', ` OPENROUTER_API_KEY="${key}"`, 'OpenRouter', leave);
    await run();
    assert.deepStrictEqual(shown(ui), [
      'pick Add API Key',
      'ask Paste a Key',
      'pick Select a service',
      'ask OpenRouter API key',
      'busy Checking key…',
      'information OpenRouter added: 7 credits [Rename] [Add Another]',
    ]);
    assert.equal(ui.items.get('Select a service')?.[0]?.label, 'OpenRouter');
    assert.deepStrictEqual([asked, ports.keys.kept.get('openrouter')], [[`openrouter ${key}`], key]);
    assert.equal(ui.open, 0);
  });

  it('asks nobody before the service is chosen', async () => {
    const { ui, asked, ports, run } = arrange('Paste a Key…', key, leave);
    await run();
    assert.deepStrictEqual([asked, ports.accounts.all(), ui.left, ui.open], [[], [], 0, 0]);
  });

  it('leads back from each step to the one before', async () => {
    const { ui, answers, run } = arrange(
      'Paste a Key…',
      'fc-12345678901234567890',
      back,
      enter,
      'Firecrawl',
      back,
      back,
      back,
      leave,
    );
    answers.push(failed('unauthorized'));
    await run();
    assert.deepStrictEqual(shown(ui), [
      'pick Add API Key',
      'ask Paste a Key',
      'pick Select a service',
      'ask Paste a Key',
      'pick Select a service',
      'ask Firecrawl API key',
      'busy Checking key…',
      'error at Firecrawl API key: Firecrawl rejected this key.',
      '[Save Anyway]',
      'pick Select a service',
      'ask Paste a Key',
      'pick Add API Key',
    ]);
  });

  it('says why the balance of a key cannot be read, and sends it nowhere', async () => {
    const { ui, asked, ports, run } = arrange('Paste a Key…', 'sk-ant-api03-0a1b2c3d4e5f6071', 'Anthropic', leave);
    await run();
    assert.match(ui.seen.at(-1) ?? '', /^information Anthropic reports what was spent.* \[Open Billing Page\]$/);
    assert.deepStrictEqual([asked, ports.accounts.all(), ui.open], [[], [], 0]);
  });

  it('says in the box what is no key', async () => {
    const { ui, run } = arrange('Paste a Key…', 'two words', leave);
    await run();
    assert.match(ui.seen.at(-1) ?? '', /^error at Paste a Key: Keys can't contain spaces/);
  });

  it('shows a key that is rejected in the box of its service, where another one takes its place', async () => {
    const { ui, answers, ports, run } = arrange(
      'Paste a Key…',
      'fc-wrong123412341234',
      'Firecrawl',
      'fc-right123412341234',
      leave,
    );
    answers.push(failed('unauthorized'));
    await run();
    assert.equal(ui.steps.get('Firecrawl API key')?.password, true);
    assert.equal(ports.keys.kept.get('firecrawl'), 'fc-right123412341234');
  });

  it('saves nothing when the person leaves while it is tried', async () => {
    const { ui, ports, run } = arrange('Paste a Key…', key, 'OpenRouter');
    ui.leavesWhileBusy = true;
    await run();
    assert.equal(ui.seen.at(-1), "information Canceled. The OpenRouter key wasn't saved.");
    assert.deepStrictEqual([ports.accounts.all(), ports.keys.kept.size], [[], 0]);
  });
});

describe('Credits: Add API Key…, for a service whose balance cannot be read', () => {
  it('says why, and leads to the page', async () => {
    const { ui, asked, run } = arrange('OpenAI', 'Open Billing Page');
    await run();
    assert.deepStrictEqual(ui.seen.slice(1), [
      "information OpenAI reports what was spent, and only to admin keys. No key can read what's left. See the balance on its billing page. If you use it through a gateway such as OpenRouter, add that instead. [Open Billing Page]",
      'page https://platform.openai.com/settings/organization/billing/overview',
    ]);
    assert.deepStrictEqual(asked, []);
  });

  it('says why where no page is known', async () => {
    const { ui, run } = arrange('NanoGPT');
    await run();
    assert.match(ui.seen[1] ?? '', /^information NanoGPT returns the balance only for POST requests\./);
  });
});

describe('Credits: Add API Key…, for a service that is not in the list', () => {
  it('leads to the command for one of your own', async () => {
    const { ui, run } = arrange('Custom…');
    await run();
    assert.deepStrictEqual(ui.seen.slice(1), ['run credits.addCustomService']);
  });
});
