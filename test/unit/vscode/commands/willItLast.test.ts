import assert from 'node:assert/strict';
import type { Account } from '../../../../src/core/account.ts';
import type { Balance } from '../../../../src/core/balance.ts';
import { Format } from '../../../../src/core/format.ts';
import type { PoolOutlook } from '../../../../src/core/history/forecast/outlook.ts';
import type { Reading } from '../../../../src/core/reading.ts';
import { type SummaryInput, summarize } from '../../../../src/core/summary.ts';
import { count, credits } from '../../../../src/core/unit.ts';
import { providers } from '../../../../src/providers/index.ts';
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

const title = 'Will it last until the end of Nov 30?';

/** The window in which a person asks about ten days and picks an answer. */
async function run(
  known: readonly (readonly [Account, Reading?])[],
  outlooks: SummaryInput['outlooks'],
  answer: string,
) {
  const ui = new FakeUi('10 days', answer);
  await willItLast({
    ui,
    accounts: new MemoryAccounts(known.map(([account]) => account)),
    providers,
    history: new MemoryHistory(),
    summary: new FakeSummary(summarize(summaryInput(known, { outlooks }))),
    format: new Format('en-US', 'UTC'),
    clock: { now: () => now },
  }).run(undefined);
  return ui;
}

/** What is seen last where an account has these pools. */
async function asked(pools: Balance['pools'] | undefined, outlook: PoolOutlook | undefined, answer: string) {
  const account = sampleAccount({ provider: 'bloom' });
  const reading = pools && sampleReading({ keySetAt: account.keySetAt, balance: { pools } });
  const ids = (pools ?? []).map(({ id = 'main' }) => id);
  const outlooks = outlook && new Map([['mimir', { history: [], pools: new Map(ids.map((id) => [id, outlook])) }]]);
  return (await run([reading ? [account, reading] : [account]], outlooks, answer)).seen.slice(-2);
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
    assert.match((await asked(undefined, undefined, 'Mimir: Unknown')).join(), /: Mimir: Unknown,run /);
  });

  it('opens the billing page of any account that has one, and says so only there', async () => {
    const mimir = [sampleAccount({ provider: 'bloom' }), sampleReading()] as const;
    const own = sampleAccount({ id: 'own', provider: 'own', label: 'Own' });
    const opens = 'run credits.openBilling {"accountId":"mimir"}';
    const unknown = 'Mimir: No forecast yet';
    const both = await run([mimir, [own]], undefined, unknown);
    assert.equal(both.seen.at(-1), opens);
    assert.equal(both.placeholders.get(title), 'Select an account to open its billing page');
    assert.deepStrictEqual(
      both.items.get(title)?.map(({ label, description }) => [label, description]),
      [
        ['Own: Unknown', 'billing page unknown'],
        [unknown, undefined],
      ],
    );
    assert.match((await run([mimir, [own]], undefined, 'Own: Unknown')).seen.at(-1) ?? '', /^pick /);
    const none = await run([[own]], undefined, 'Own: Unknown');
    assert.deepStrictEqual(
      [none.placeholders.get(title), none.items.get(title)?.map(({ description }) => description), none.seen.at(-1)],
      ['Search by account', [undefined], `pick ${title}: Own: Unknown`],
    );
  });
});
