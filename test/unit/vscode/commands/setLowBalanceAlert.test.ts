import assert from 'node:assert/strict';
import { Format } from '../../../../src/core/format.ts';
import type { ThresholdSetting } from '../../../../src/core/standing.ts';
import { summarize } from '../../../../src/core/summary.ts';
import { count } from '../../../../src/core/unit.ts';
import { providers } from '../../../../src/providers/index.ts';
import { setLowBalanceAlert } from '../../../../src/vscode/commands/setLowBalanceAlert.ts';
import { type Act, enter, FakeUi, leave } from '../../../support/fakes/fakeUi.ts';
import { FakeSummary, sampleAccount, sampleReading, summaryInput } from '../../../support/fakes/samples.ts';
import { MemoryAccounts } from '../../../support/fakes/stores.ts';

const title = 'Set Low-Balance Alert for Mimir';

interface Arrangement {
  readonly before?: ThresholdSetting;
  /** The same as it was typed, where they differ. */
  readonly typed?: unknown;
  readonly account?: ReturnType<typeof sampleAccount>;
  readonly reading?: ReturnType<typeof sampleReading>;
  readonly alerts?: unknown;
  readonly locale?: string;
  readonly cannotSet?: boolean;
  readonly isPrivate?: boolean;
}

/** What is seen, and the thresholds in the end. */
async function run(acts: readonly Act[], arrangement: Arrangement = {}, target: unknown = { accountId: 'mimir' }) {
  const {
    before = {},
    account = sampleAccount(),
    reading = sampleReading(),
    alerts,
    locale = 'en-US',
    typed,
  } = arrangement;
  const ui = new FakeUi(...acts);
  const onDidChange = () => ({ dispose() {} });
  let thresholds = before;
  await setLowBalanceAlert({
    ui,
    accounts: new MemoryAccounts([account]),
    providers,
    summary: new FakeSummary(summarize(summaryInput([[account, reading]]))),
    format: new Format(locale, 'UTC', { value: arrangement.isPrivate ?? false }),
    settings: {
      alerts: { value: alerts, onDidChange },
      thresholds: { value: before, onDidChange },
      typedThresholds: { value: typed ?? before, onDidChange },
      write: async (name, value) => {
        if (arrangement.cannotSet) throw new Error('Unable to write into user settings.');
        assert.equal(name, 'thresholds');
        thresholds = value as ThresholdSetting;
      },
    },
  }).run(target);
  assert.equal(ui.left, 0);
  const { prompt, password } = ui.steps.get(title) ?? {};
  return { seen: ui.seen, thresholds, prompt, password, items: ui.items.get(title) };
}

describe('Credits: Set Low-Balance Alert…', () => {
  it('asks for one number and writes it', async () => {
    const { seen, thresholds, prompt } = await run(['100']);
    assert.deepStrictEqual([seen, thresholds], [[`ask ${title}`], { 'mimir-1': { low: 100 } }]);
    assert.equal(prompt, 'Alert below this amount (credits). Leave empty to turn it off.');
  });

  it('leaves what was typed for other accounts, whatever it is', async () => {
    const { thresholds } = await run(['100'], { typed: { bloom: 50, hunter: { low: '5' } } });
    assert.deepStrictEqual(thresholds, { bloom: 50, hunter: { low: '5' }, 'mimir-1': { low: 100 } });
  });

  it('begins with the present one, as the locale has it', async () => {
    const { seen, thresholds } = await run([enter], { before: { mimir: { low: 1000.5 } }, locale: 'de-DE' });
    assert.deepStrictEqual(
      [seen, thresholds],
      [[`ask ${title} (1000,5)`], { mimir: { low: 1000.5 }, 'mimir-1': { low: 1000.5 } }],
    );
  });

  it('says what is no amount, with an example of the locale', async () => {
    const { seen, thresholds } = await run(['plenty', '1.000,5'], { locale: 'de-DE' });
    assert.deepStrictEqual(
      [seen.slice(1), thresholds],
      [
        [`error at ${title}: Enter an amount, like 1.000,5, or nothing to turn the alert off.`],
        { 'mimir-1': { low: 1000.5 } },
      ],
    );
  });

  for (const typed of ['', '0', ' ']) {
    it(`is turned off with ${JSON.stringify(typed)}`, async () => {
      assert.deepStrictEqual((await run([typed], { before: { 'mimir-1': { low: 5 } } })).thresholds, {});
    });
  }

  it('changes nothing with Escape', async () => {
    const before = { 'mimir-1': { low: 5 } };
    assert.equal((await run([leave], { before })).thresholds, before);
  });

  const severalPools = sampleReading({
    balance: {
      pools: [
        { id: 'searches', name: 'Searches', unit: count('searches'), amount: 20 },
        { id: 'verifications', name: 'Verifications', unit: count('verifications'), amount: 40 },
      ],
    },
  });

  it('asks which balance, where the account has several', async () => {
    const { seen, thresholds, items } = await run(['Verifications', '9'], { reading: severalPools });
    assert.deepStrictEqual(
      [seen[0], thresholds],
      [`pick ${title}: Searches, Verifications`, { 'mimir-1/verifications': { low: 9 } }],
    );
    assert.deepStrictEqual(
      items?.map(({ description }) => description),
      ['20 searches', '40 verifications'],
    );
  });

  it('shows neither the balances nor the limit while amounts are hidden', async () => {
    const arrangement = { reading: severalPools, before: { 'mimir-1/searches': { low: 7 } } };
    const hidden = await run(['Searches', enter], { ...arrangement, isPrivate: true });
    assert.deepStrictEqual(
      hidden.items?.map(({ description }) => description),
      ['••• searches', '••• verifications'],
    );
    assert.deepStrictEqual([hidden.password, hidden.thresholds], [true, arrangement.before]);
    assert.equal((await run(['Searches', enter], arrangement)).password, false);
  });

  it('says where nothing would be heard of it', async () => {
    const muted = await run([leave], { account: sampleAccount({ muted: true }) });
    assert.match(muted.prompt ?? '', / Alerts of this account are muted\.$/);
    const off = await run([leave], { alerts: { low: false } });
    assert.match(off.prompt ?? '', / Notifications for low balances are turned off\.$/);
  });

  it('says that the settings could not be written', async () => {
    const { seen, thresholds } = await run(['100'], { cannotSet: true });
    assert.deepStrictEqual(
      [seen.at(-1), thresholds],
      ["warning VS Code couldn't write your settings. Save settings.json and try again.", {}],
    );
  });

  it('asks for the account where none is named', async () => {
    const { seen } = await run(['Mimir', leave], {}, {});
    assert.equal(seen[0], 'pick Set Low-Balance Alert: Mimir');
  });
});
