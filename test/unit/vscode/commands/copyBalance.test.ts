import assert from 'node:assert/strict';
import type { Balance } from '../../../../src/core/balance.ts';
import { Format } from '../../../../src/core/format.ts';
import { summarize } from '../../../../src/core/summary.ts';
import { count, credits, currency } from '../../../../src/core/unit.ts';
import { providers } from '../../../../src/providers/index.ts';
import { copyBalance } from '../../../../src/vscode/commands/copyBalance.ts';
import { FakeUi } from '../../../support/fakes/fakeUi.ts';
import { sampleAccount, sampleReading, summaryInput } from '../../../support/fakes/samples.ts';
import { MemoryAccounts } from '../../../support/fakes/stores.ts';

/** What is copied and what is seen for an account with these pools, while amounts are hidden. */
async function copied(pools: Balance['pools'] | undefined) {
  const ui = new FakeUi();
  const account = sampleAccount();
  const texts: string[] = [];
  const reading = pools && sampleReading({ balance: { pools } });
  await copyBalance({
    ui,
    accounts: new MemoryAccounts([account]),
    providers,
    summary: { current: summarize(summaryInput([[account, reading]])) },
    format: new Format('en-US', 'UTC', { value: true }),
    copy: async (text) => void texts.push(text),
  }).run({ accountId: 'mimir' });
  return [...texts, ...ui.seen];
}

describe('Credits: Copy Balance', () => {
  for (const { pools, text } of [
    { pools: [{ unit: credits, amount: 1_234_567.5 }], text: '1,234,567.5 credits' },
    {
      pools: [
        { id: 'a', unit: count('searches', 'search'), amount: 1 },
        { id: 'b', unit: currency('USD'), amount: 4.2 },
      ],
      text: '1 search, $4.20',
    },
    { pools: [{ unit: credits, unlimited: true }], text: 'unlimited' },
    { pools: [{ unit: credits }], text: 'information Mimir has no balance to copy.' },
    { pools: undefined, text: 'information Mimir has no balance to copy.' },
  ] as readonly { pools: Balance['pools'] | undefined; text: string }[]) {
    it(`gives ${text}, with all digits`, async () => assert.deepStrictEqual(await copied(pools), [text]));
  }
});
