import { deepStrictEqual, doesNotMatch, match } from 'node:assert/strict';
import { keyFingerprints } from '../../src/storage/keyFingerprints.ts';
import { sampleAccount } from '../support/fakes/samples.ts';
import { demoAccounts } from '../support/integration/demoAccounts.ts';
import { eventually } from '../support/integration/eventually.ts';
import { type SecondCredits, secondCredits } from '../support/integration/secondCredits.ts';
import { UserSettings } from '../support/integration/userSettings.ts';
import { demoKeys, type Simulator, startSimulator } from '../support/simulator/index.ts';

const setting = 'credits.customProviders';

describe('a custom service, while a window is open', () => {
  const user = new UserSettings();
  let simulator: Simulator;
  let credits: SecondCredits;
  before(async () => {
    const now = Date.now();
    simulator = await startSimulator({ now: () => now });
    await user.set('credits.endpoints', simulator.endpoints);
    await user.set(setting, [acme()]);
    credits = await secondCredits(withAcme());
  });
  after(async () => {
    await credits.dispose();
    await user.dispose();
    await simulator.dispose();
  });

  /** An entry that reads what Mimir answers. */
  const acme = (amount = '/current_balance') => ({
    id: 'acme',
    name: 'Acme',
    request: { url: `${simulator.endpoints.mimir}/credits`, headers: { 'x-api-key': '{key}' } },
    pools: [{ unit: 'credits', amount }],
  });
  /** The five accounts, and one of the entry. */
  const withAcme = () => {
    const { accounts, keys } = demoAccounts(simulator);
    const origins = [new URL(simulator.endpoints.mimir).origin] as const;
    const fingerprint = keyFingerprints.of(demoKeys.mimir);
    const own = sampleAccount({ id: 'acme', provider: 'acme', label: 'Acme', origins, fingerprint });
    return { accounts: [...accounts, own], keys: { ...keys, acme: demoKeys.mimir } };
  };
  const rows = async () => (await credits.rows()).map(({ label, description }) => `${label}: ${description}`);
  const balances = [
    'Mimir: 42',
    'Acme: 42',
    'FullEnrich: 180.25',
    'Bloom: 310',
    'Breeze: 1,234.567',
    'Olostep: 12,500',
  ].toSorted();
  const shown = async () => ({ rows: (await rows()).toSorted(), message: credits.viewMessage ?? '' });

  it('is read as its entry says', async () => {
    const { message } = await eventually('six balances', shown, (now) => String(now.rows) === String(balances));
    doesNotMatch(message, /custom service/);
  });

  it('is said to be unusable as soon as its entry is broken, by its path, and harms no other', async () => {
    await user.set(setting, [acme('current_balance')]);
    const now = await eventually('the row', shown, (all) => all.rows.some((row) => /^Acme: .*invalid entry/.test(row)));
    match(
      now.message,
      /^Can't use a custom service\. credits\.customProviders\[0\]\.pools\[0\]\.amount: Use a JSON Pointer, like \/data\/balance\./,
    );
    const others = balances.filter((row) => !row.startsWith('Acme'));
    deepStrictEqual(
      now.rows.filter((row) => !row.startsWith('Acme')),
      others,
    );
  });

  it('is read again as soon as its entry is mended', async () => {
    await user.set(setting, [acme()]);
    const { message } = await eventually('six balances', shown, (now) => String(now.rows) === String(balances));
    doesNotMatch(message, /custom service/);
  });
});
