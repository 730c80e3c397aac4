import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { commands } from '../../src/vscode/names.ts';
import { settled } from '../support/fakes/environment.ts';
import { keyFragments } from '../support/fakes/keys.ts';
import { sampleReading } from '../support/fakes/samples.ts';
import { demoAccounts } from '../support/integration/demoAccounts.ts';
import { dismissAll } from '../support/integration/dismissAll.ts';
import { eventually } from '../support/integration/eventually.ts';
import { type SecondCredits, secondCredits } from '../support/integration/secondCredits.ts';
import { untilDone } from '../support/integration/untilDone.ts';
import { UserSettings } from '../support/integration/userSettings.ts';
import { demoKeys, providerIds, type Simulator, startSimulator } from '../support/simulator/index.ts';
import { storesIn } from '../support/storesIn.ts';

/** Whether there are five rows and each has this. */
const allSay = (word: string | RegExp) => (rows: readonly string[]) =>
  rows.length === 5 && rows.every((row) => new RegExp(word).test(row));

/** A row with a balance: "Mimir: 42". */
const balance = /: [\d,.]+$/;

const lowest = '$(credit-card) Mimir 42';

describe('the whole job, from activate() to the services and back', () => {
  const user = new UserSettings();
  let simulator: Simulator;
  let credits: SecondCredits;
  before(async () => {
    // A clock that stands still: the balances do not fall while the tests read them.
    const now = Date.now();
    simulator = await startSimulator({ now: () => now });
    await user.set('credits.endpoints', simulator.endpoints);
  });
  after(async () => {
    await user.dispose();
    await simulator.dispose();
  });
  beforeEach(() => simulator.reset());
  afterEach(() => credits.dispose());

  const start = async (kept: Parameters<typeof secondCredits>[0] = {}) => {
    credits = await secondCredits({ ...demoAccounts(simulator), ...kept });
  };
  const text = () => credits.statusItem?.text;
  const asked = () => simulator.requests.map(({ provider }) => provider).toSorted();
  const descriptions = async () => (await credits.rows()).map(({ label, description }) => `${label}: ${description}`);

  it('reads five accounts on its own and shows them, the lowest first', async () => {
    await start();
    const rows = await eventually('five balances', descriptions, allSay(balance));
    deepStrictEqual(rows, ['Mimir: 42', 'FullEnrich: 180.25', 'Bloom: 310', 'Breeze: 1,234.567', 'Olostep: 12,500']);
    strictEqual(text(), lowest);
    deepStrictEqual(asked(), [...providerIds].toSorted());
  });

  it('keeps what it has read, and nothing of a key, in its files', async () => {
    await start();
    const kept = () => readFile(join(credits.folder, 'readings.2.json'), 'utf8').catch(() => '{"readings":[]}');
    await eventually('five readings on disk', kept, (now) => JSON.parse(now).readings.length === 5);
    const files = async () => {
      const entries = await readdir(credits.folder, { withFileTypes: true, recursive: true });
      return entries.flatMap((entry) =>
        /\.jsonl?$/.test(entry.name) ? [relative(credits.folder, join(entry.parentPath, entry.name))] : [],
      );
    };
    const histories = providerIds.map((id) => join('history', `${id}.jsonl`));
    const all = ['accounts.json', 'alerts.2.json', ...histories, 'readings.2.json'].toSorted();
    const names = await eventually('all files', files, (now) => all.every((name) => now.includes(name)));
    deepStrictEqual(names.toSorted(), all);
    const seen = [
      ...(await Promise.all(names.map((name) => readFile(join(credits.folder, name), 'utf8')))),
      await credits.rows(),
      credits.statusItem,
      credits.messages,
    ];
    for (const key of Object.values(demoKeys)) deepStrictEqual(keyFragments(key, seen), []);
  });

  it('does not let one service that hangs hold up the others', async () => {
    simulator.failNext({ provider: 'mimir', kind: 'hang' });
    await start();
    await eventually('four balances', descriptions, (now) => now.filter((row) => balance.test(row)).length === 4);
    strictEqual(text(), '$(credit-card) FullEnrich 180.25');
    ok((await descriptions()).includes('Mimir: not checked yet'));
  });

  it('cancels a refresh down to the socket, and says how far it came', async () => {
    await start();
    await eventually('five balances', descriptions, allSay(balance));
    simulator.failNext({ provider: 'mimir', kind: 'hang' });
    const refreshing = credits.run(commands.refresh);
    await eventually('five more requests', asked, (now) => now.length === 10);
    await eventually('the icon to turn', text, (now) => now === '$(sync~spin) Mimir 42');
    await credits.run(commands.cancelRefresh);
    await simulator.request(({ provider, aborted }) => provider === 'mimir' && aborted);
    await untilDone(refreshing, dismissAll);
    match(credits.messages.join(), /^Refresh canceled\. \d of 5 balances were updated\.$/);
    await eventually('the icon to rest', text, (now) => now === lowest);
  });

  it('shows the number of the last time though the keyring and the network hang', async () => {
    for (const provider of providerIds) simulator.failNext({ provider, kind: 'hang' });
    const at = Date.now() - 3_600_000;
    await start({ readings: [sampleReading({ checkedAt: at, balanceAt: at })] });
    credits.secrets.mood = 'hangs';
    await eventually('the number', text, (now) => now === '$(history) Mimir 42 · 1 h ago');
  });

  it('asks nobody again who has answered within the interval', async () => {
    const at = Date.now() - 60_000;
    await start({ readings: [sampleReading({ checkedAt: at, balanceAt: at })] });
    await eventually('the others', asked, (now) => now.length === 4);
    deepStrictEqual(asked(), ['bloom', 'breeze', 'fullenrich', 'olostep']);
  });

  it('shows no row any more when another window has removed all accounts', async () => {
    await start();
    await eventually('five balances', descriptions, allSay(balance));
    await storesIn(credits.folder).accounts.change(() => []);
    await eventually('no rows', descriptions, (rows) => rows.length === 0);
    strictEqual(text(), '$(credit-card) Credits: Add Key');
  });

  it('sends nothing to an origin that a key was not entered for', async () => {
    const { accounts } = demoAccounts(simulator);
    await start({ accounts: accounts.map((each) => ({ ...each, origins: ['https://elsewhere.invalid'] as const })) });
    const rows = await eventually('five failures', descriptions, allSay('moved to 127.0.0.1'));
    match(rows[0] ?? '', /^Bloom: moved to 127\.0\.0\.1:\d+$/);
    deepStrictEqual(asked(), []);
  });

  it('says nothing in a message of what fails on its own: it shows in place', async () => {
    for (const provider of providerIds) simulator.failNext({ provider, kind: 'empty' });
    await start();
    await eventually('five failures', descriptions, allSay('unexpected response'));
    deepStrictEqual(credits.messages, []);
  });

  it('asks as soon as the user has set the endpoint right', async () => {
    await user.set('credits.endpoints', Object.fromEntries(providerIds.map((id) => [id, 'https://elsewhere.invalid'])));
    await start();
    await eventually('five failures', descriptions, allSay('moved to elsewhere.invalid'));
    await user.set('credits.endpoints', simulator.endpoints);
    await eventually('five balances', descriptions, allSay(balance));
  });

  describe('when VS Code ends it', () => {
    it('leaves no timer, no request and no command, though a person waits for an answer', async () => {
      simulator.failNext({ provider: 'mimir', kind: 'hang' });
      await start();
      await eventually('five requests', asked, (now) => now.length === 5);
      const refreshing = credits.run(commands.refresh);
      credits.deactivate();
      await simulator.request(({ provider, aborted }) => provider === 'mimir' && aborted);
      await untilDone(refreshing, dismissAll);
      deepStrictEqual({ timers: credits.timers, registered: credits.registered }, { timers: 0, registered: [] });
    });

    it('asks nobody when it was still reading its files', async () => {
      await start();
      await eventually('the beginning', () => credits.touched.includes('globalStorageUri'));
      credits.deactivate();
      await eventually('the rest of the loading', () => credits.touched.includes('secrets'));
      await settled();
      deepStrictEqual({ timers: credits.timers, asked: asked() }, { timers: 0, asked: [] });
    });
  });
});
