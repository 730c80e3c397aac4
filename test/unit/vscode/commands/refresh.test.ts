import assert from 'node:assert/strict';
import type { Alert } from '../../../../src/core/alerts/alert.ts';
import { Format } from '../../../../src/core/format.ts';
import type { RefreshReport } from '../../../../src/core/refresh/refresher.ts';
import { summarize } from '../../../../src/core/summary.ts';
import { credits } from '../../../../src/core/unit.ts';
import { refresh } from '../../../../src/vscode/commands/refresh.ts';
import { FakeClock } from '../../../support/fakes/clocks.ts';
import { type Act, FakeUi, leave } from '../../../support/fakes/fakeUi.ts';
import { FakeSummary, sampleAccount, sampleReading, summaryInput } from '../../../support/fakes/samples.ts';
import { MemoryAccounts } from '../../../support/fakes/stores.ts';

const mimir = sampleAccount();
const bloom = sampleAccount({ id: 'bloom', provider: 'bloom', label: 'Bloom' });
type Outcome = RefreshReport['results'][number]['outcome'];

/** What is seen when the accounts end like this, and which were refreshed. */
async function run(
  outcomes: Readonly<Record<string, Outcome>>,
  acts: readonly Act[] = [],
  target?: unknown,
  {
    shown = [],
    paused = [],
    isNew = false,
  }: { readonly shown?: readonly Alert[]; readonly paused?: readonly string[]; readonly isNew?: boolean } = {},
) {
  const ui = new FakeUi(...acts);
  const accounts = new MemoryAccounts(
    [mimir, bloom]
      .filter(({ id }) => id in outcomes)
      .map((account) => ({ ...account, paused: paused.includes(account.id) })),
  );
  const refreshed: string[] = [];
  const manualRefresh = {
    run: async (wanted: readonly (typeof mimir)[]) => {
      refreshed.push(...wanted.map(({ id }) => id));
      return { results: wanted.map((account) => ({ account, outcome: outcomes[account.id] ?? 'balance' })) };
    },
  };
  const alerts = { during: async <T>(task: Promise<T>) => ({ result: await task, shown }) };
  const known = accounts
    .all()
    .map((account) => [account, isNew ? undefined : sampleReading({ accountId: account.id })] as const);
  const summary = new FakeSummary(summarize(summaryInput(known)));
  const [format, clock] = [new Format('en-US'), new FakeClock()];
  await refresh({ ui, accounts, manualRefresh, alerts, summary, format, clock }).run(target);
  return { seen: ui.seen, refreshed };
}

describe('Credits: Refresh', () => {
  it('refreshes every account, and says nothing when all went well', async () => {
    assert.deepStrictEqual(await run({ mimir: 'balance', bloom: 'balance' }), {
      seen: [],
      refreshed: ['mimir', 'bloom'],
    });
  });

  it('refreshes the account of its row alone, and none for a row that is gone', async () => {
    const all = { mimir: 'balance', bloom: 'balance' } as const;
    assert.deepStrictEqual((await run(all, [], { accountId: 'bloom' })).refreshed, ['bloom']);
    assert.deepStrictEqual(await run(all, [], { accountId: 'gone' }), { seen: [], refreshed: [] });
  });

  it('leaves out what is paused, and says so where nothing else was asked for', async () => {
    const all = { mimir: 'balance', bloom: 'balance' } as const;
    const mimirRow = { accountId: 'mimir' };
    assert.deepStrictEqual(await run(all, [], undefined, { paused: ['mimir'] }), { seen: [], refreshed: ['bloom'] });
    assert.deepStrictEqual((await run(all, [], mimirRow, { paused: ['mimir'] })).seen, [
      'information Mimir is paused.',
    ]);
    assert.deepStrictEqual((await run(all, [], undefined, { paused: ['mimir', 'bloom'] })).seen, [
      'information All accounts are paused.',
    ]);
  });

  it('says which failed and why, and leads to them', async () => {
    const { seen } = await run({ mimir: { kind: 'timeout' }, bloom: 'balance' }, ['Show Balances']);
    assert.deepStrictEqual(seen, [
      "warning Couldn't refresh 1 of 2 accounts: Mimir (timed out). Showing the last known balance. [Show Balances]",
      'run credits.showBalances',
    ]);
  });

  it('leads to a new key where that helps the only one that failed', async () => {
    const { seen } = await run({ mimir: { kind: 'unauthorized' } }, ['Replace Key']);
    assert.deepStrictEqual(seen, [
      "warning Couldn't refresh Mimir (invalid key). Showing the last known balance. [Replace Key]",
      'run credits.replaceKey {"accountId":"mimir"}',
    ]);
    const both = await run({ mimir: { kind: 'unauthorized' }, bloom: { kind: 'offline' } }, [leave]);
    assert.match(both.seen[0] ?? '', /\[Show Balances\]$/);
  });

  it('says that balances are on show only where there are some', async () => {
    const both = { mimir: { kind: 'offline' }, bloom: { kind: 'timeout' } } as const;
    const said = async (outcomes: Readonly<Record<string, Outcome>>, isNew: boolean) =>
      (await run(outcomes, [leave], undefined, { isNew })).seen[0];
    const failed = "warning Couldn't refresh 2 of 2 accounts: Mimir (offline), Bloom (timed out).";
    assert.equal(await said(both, false), `${failed} Showing last known balances. [Show Balances]`);
    assert.equal(await said(both, true), `${failed} [Show Balances]`);
    assert.equal(
      await said({ mimir: { kind: 'offline' } }, true),
      "warning Couldn't refresh Mimir (offline). [Show Balances]",
    );
  });

  it('says nothing that an alert has just said', async () => {
    const failure = { kind: 'unauthorized' } as const;
    const said: Alert = {
      accountId: 'mimir',
      keySetAt: 0,
      label: 'Mimir',
      key: 'invalidKey',
      kind: 'invalidKey',
      failure,
    };
    assert.deepStrictEqual(
      (await run({ mimir: failure, bloom: 'balance' }, [], undefined, { shown: [said] })).seen,
      [],
    );
    const other = await run({ mimir: failure, bloom: { kind: 'offline' } }, [leave], undefined, { shown: [said] });
    assert.deepStrictEqual(other.seen, [
      "warning Couldn't refresh 1 of 2 accounts: Bloom (offline). Showing the last known balance. [Show Balances]",
    ]);
  });

  it('says a failure though the balance before it was alarming', async () => {
    const low: Alert = {
      accountId: 'mimir',
      keySetAt: 0,
      label: 'Mimir',
      key: 'low',
      kind: 'low',
      amount: 5,
      unit: credits,
    };
    assert.equal((await run({ mimir: { kind: 'timeout' } }, [leave], undefined, { shown: [low] })).seen.length, 1);
  });

  it('says how far a canceled refresh came', async () => {
    assert.deepStrictEqual((await run({ mimir: 'balance', bloom: 'canceled' })).seen, [
      'information Refresh canceled. 1 of 2 balances were updated.',
    ]);
  });

  it('leads to the first key when there is none', async () => {
    assert.deepStrictEqual((await run({}, [leave])).seen, [
      "information You haven't added an API key yet. [Add API Key…]",
    ]);
  });
});
