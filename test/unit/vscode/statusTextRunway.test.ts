import assert from 'node:assert/strict';
import { Format } from '../../../src/core/format.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { type SummaryInput, summarize } from '../../../src/core/summary.ts';
import { credits } from '../../../src/core/unit.ts';
import { fullStatus } from '../../../src/vscode/statusText.ts';
import { sampleAccount } from '../../support/fakes/sampleAccount.ts';
import { sampleFacts } from '../../support/fakes/sampleFacts.ts';
import { sampleOutlook } from '../../support/fakes/sampleOutlook.ts';
import { sampleReading } from '../../support/fakes/sampleReading.ts';

const now = Date.UTC(2026, 10, 20, 12);
const hour = 3_600_000;
const mimir = sampleAccount();
const bloom = sampleAccount({ id: 'bloom', provider: 'bloom', label: 'Bloom' });

const of = (accountId: string, amount: number, more: Partial<Reading> = {}) =>
  sampleReading({ accountId, balance: { pools: [{ unit: credits, amount }] }, ...more });

function text(about: 'balance' | 'runway', facts: SummaryInput): string {
  return fullStatus(summarize(facts), new Format('en-US', 'UTC'), about).text;
}

describe('the status bar about what runs out first', () => {
  const outlooks = new Map([
    ['mimir', sampleOutlook({ emptyAt: now + 30 * 24 * hour })],
    ['bloom', sampleOutlook({ emptyAt: now + 49 * hour })],
  ]);
  const both = sampleFacts(
    [
      [mimir, of('mimir', 42)],
      [bloom, of('bloom', 180)],
    ],
    { outlooks },
  );

  it('shows the account with the nearest date, though another has less', () => {
    assert.equal(text('runway', both), '$(credit-card) Bloom 180 · 2 d');
    assert.equal(text('balance', both), '$(credit-card) Mimir 42');
  });

  it('shows the lowest balance until a pace is known', () => {
    assert.equal(text('runway', { ...both, outlooks: new Map() }), '$(credit-card) Mimir 42');
  });

  it('shows an account that is empty before one that will be, without a runway', () => {
    const facts = sampleFacts(
      [
        [mimir, of('mimir', 0)],
        [bloom, of('bloom', 180)],
      ],
      { outlooks },
    );
    assert.equal(text('runway', facts), '$(credit-card) Mimir 0');
  });

  it('shows the age of a number that is old, as ever', () => {
    const facts = sampleFacts([[bloom, of('bloom', 180, { balanceAt: now - 3 * hour })]], { outlooks });
    assert.equal(text('runway', facts), '$(history) Bloom 180 (3 h ago) · 2 d');
  });

  it('takes one that never runs out for the last', () => {
    const never = new Map([...outlooks, ['bloom', sampleOutlook({ emptyAt: undefined })]] as const);
    assert.equal(text('runway', { ...both, outlooks: never }), '$(credit-card) Mimir 42 · 30 d');
  });
});
