import assert from 'node:assert/strict';
import type { Balance } from '../../../../src/core/balance.ts';
import { Format } from '../../../../src/core/format.ts';
import type { PoolOutlook } from '../../../../src/core/history/forecast/outlook.ts';
import { summarize } from '../../../../src/core/summary.ts';
import { count, credits } from '../../../../src/core/unit.ts';
import { willItLast } from '../../../../src/vscode/commands/willItLast.ts';
import { FakeUi } from '../../../support/fakes/fakeUi.ts';
import {
  FakeSummary,
  sampleAccount,
  sampleOutlook,
  sampleReading,
  summaryInput,
} from '../../../support/fakes/samples.ts';
import { MemoryAccounts, MemoryHistory } from '../../../support/fakes/stores.ts';

const now = sampleReading().balanceAt ?? 0;

/** What a person sees who asks about ten days and picks an answer. */
async function asked(pools: Balance['pools'] | undefined, outlook: PoolOutlook | undefined, answer: string) {
  const account = sampleAccount();
  const reading = pools && sampleReading({ keySetAt: account.keySetAt, balance: { pools } });
  const ids = (pools ?? []).map(({ id = 'main' }) => id);
  const outlooks = outlook && new Map([['mimir', { history: [], pools: new Map(ids.map((id) => [id, outlook])) }]]);
  const facts = summaryInput([[account, reading]], { outlooks });
  const ui = new FakeUi('10 days', answer);
  const [accounts, history] = [new MemoryAccounts([account]), new MemoryHistory()];
  const format = new Format('en-US', 'UTC');
  await willItLast({
    ui,
    accounts,
    history,
    summary: new FakeSummary(summarize(facts)),
    format,
    clock: { now: () => now },
  }).run(undefined);
  return ui.seen.slice(-2);
}

describe('Will It Last Until…?', () => {
  const outlook = sampleOutlook().pools.get('main');

  it('answers for each pool of an account, the one that falls short first', async () => {
    const pools = [
      { id: 'searches', name: 'Searches', unit: count('requests'), amount: 1000 },
      { id: 'verifications', unit: count('verifications'), amount: 42 },
    ] as const;
    const short = 'Mimir (verifications): No, runs out Nov 24';
    const [shown = '', opened] = await asked(pools, outlook, short);
    assert.match(shown, /: Mimir \(verifications\): No, runs out Nov 24, Mimir \(Searches\): Yes$/);
    assert.equal(opened, 'run credits.openBilling {"accountId":"mimir"}');
  });

  it('names no pool where an account has one, and answers for an account without a balance', async () => {
    assert.match(
      (await asked([{ unit: credits, amount: 42 }], undefined, 'Mimir: No forecast yet')).join(),
      /: Mimir: No/,
    );
    assert.match((await asked(undefined, undefined, 'Mimir: Unknown')).join(), /: Mimir: Unknown$/);
  });
});
