import assert from 'node:assert/strict';
import { Format } from '../../../src/core/format.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { type SummaryInput, summarize } from '../../../src/core/summary.ts';
import { credits } from '../../../src/core/unit.ts';
import { statusItem } from '../../../src/vscode/statusText.ts';
import { sampleAccount } from '../../support/fakes/sampleAccount.ts';
import { sampleFacts } from '../../support/fakes/sampleFacts.ts';
import { sampleReading } from '../../support/fakes/sampleReading.ts';

const now = Date.UTC(2026, 10, 20, 12);
const hour = 3_600_000;
const mimir = sampleAccount();
const bloom = sampleAccount({ id: 'bloom', provider: 'bloom', label: 'Bloom' });
const none = { balance: undefined, balanceAt: undefined, failures: 1 };

type Known = Parameters<typeof sampleFacts>[0];

function item(known: Known, change?: Partial<SummaryInput>, locale = 'en-US') {
  return statusItem(summarize(sampleFacts(known, change)), new Format(locale, 'UTC'));
}

/** Only what the table is about. */
function seen(known: Known, change?: Partial<SummaryInput>, locale?: string) {
  const { text, label, warning } = item(known, change, locale);
  return { text, label, warning };
}

function of(amount: number | undefined, more: Partial<Reading> = {}): Reading {
  return sampleReading({ balance: { pools: [{ unit: credits, amount }] }, ...more });
}

const inBloom = (reading: Reading): Reading => ({ ...reading, accountId: 'bloom' });

describe('the status bar item', () => {
  it('without a key asks for one', () => {
    assert.deepStrictEqual(item([]), {
      text: '$(credit-card) Add API Key',
      label: 'Credits: no API key yet. Add one.',
      warning: false,
      command: 'credits.addAccount',
    });
  });

  it('does not ask for a key before it is known that there is none', () => {
    const { text, command } = item([], { loaded: false });
    assert.deepStrictEqual([text, command], ['$(credit-card) Credits', 'credits.showBalances']);
  });

  it('with a balance is its name and amount, and leads to the balances', () => {
    assert.deepStrictEqual(item([[mimir, of(42)]]), {
      text: '$(credit-card) Mimir 42',
      label: 'Credits: Mimir, 42 credits, just now.',
      warning: false,
      command: 'credits.showBalances',
    });
  });

  const old = of(42, { balanceAt: now - 3 * hour });
  const low = { thresholds: { mimir: { low: 100 } } };

  for (const { is, known, change, shown } of [
    {
      is: 'not read yet',
      known: [[mimir]],
      shown: { text: '$(credit-card) Credits', label: 'Credits: not checked yet.', warning: false },
    },
    {
      is: 'asked while a person waits, over the number that was known',
      known: [[mimir, of(42)]],
      change: { awaited: true, running: new Set(['mimir']) },
      shown: { text: '$(sync~spin) Mimir 42', label: 'Credits: Mimir, 42 credits, just now.', warning: false },
    },
    {
      is: 'asked on a timer, which moves nothing',
      known: [[mimir, of(42)]],
      change: { running: new Set(['mimir']) },
      shown: { text: '$(credit-card) Mimir 42', label: 'Credits: Mimir, 42 credits, just now.', warning: false },
    },
    {
      is: 'old',
      known: [[mimir, old]],
      shown: { text: '$(history) Mimir 42 (3 h ago)', label: 'Credits: Mimir, 42 credits, 3 h ago.', warning: false },
    },
    {
      is: 'the last good one of a single account that fails',
      known: [[mimir, { ...old, failure: { kind: 'unauthorized' } }]],
      shown: {
        text: '$(warning) Mimir 42 (3 h ago), key not accepted',
        label: 'Credits: Mimir, 42 credits, 3 h ago, key not accepted.',
        warning: false,
      },
    },
    {
      is: 'none, of a single account that fails',
      known: [[mimir, sampleReading({ ...none, failure: { kind: 'timeout' } })]],
      shown: {
        text: '$(warning) Credits, no answer in time',
        label: 'Credits: no balance yet, no answer in time.',
        warning: false,
      },
    },
    {
      is: 'old while one of two fails',
      known: [
        [mimir, { ...old, failure: { kind: 'unavailable' } }],
        [bloom, inBloom(of(310))],
      ],
      shown: {
        text: '$(history) Mimir 42 (3 h ago)',
        label: 'Credits: Mimir, 42 credits, 3 h ago, service not available. First of 2 accounts.',
        warning: false,
      },
    },
    {
      is: 'old while all fail',
      known: [
        [mimir, { ...old, failure: { kind: 'unavailable' } }],
        [bloom, inBloom(sampleReading({ ...none, failure: { kind: 'timeout' } }))],
      ],
      shown: {
        text: '$(warning) Mimir 42 (3 h ago), all checks failed',
        label: 'Credits: Mimir, 42 credits, 3 h ago, service not available, all checks failed. First of 2 accounts.',
        warning: false,
      },
    },
    {
      is: 'old while there is no network',
      known: [[mimir, { ...old, failure: { kind: 'offline' } }]],
      shown: {
        text: '$(debug-disconnect) Mimir 42 (3 h ago), offline',
        label: 'Credits: Mimir, 42 credits, 3 h ago, offline.',
        warning: false,
      },
    },
    {
      is: 'unlimited and nothing else',
      known: [[mimir, sampleReading({ balance: { pools: [{ unit: credits, unlimited: true }] } })]],
      shown: { text: '$(credit-card) Mimir unlimited', label: 'Credits: Mimir unlimited.', warning: false },
    },
    {
      is: 'unknown, which is never 0',
      known: [[mimir, of(undefined)]],
      shown: { text: '$(credit-card) Mimir unknown', label: 'Credits: Mimir unknown.', warning: false },
    },
    {
      is: 'unknown, with what was known before',
      known: [[mimir, of(undefined, { lastAmount: { amount: 42, unit: credits, at: now - hour } })]],
      shown: {
        text: '$(credit-card) Mimir unknown (42 credits 1 h ago)',
        label: 'Credits: Mimir unknown (42 credits 1 h ago).',
        warning: false,
      },
    },
    {
      is: 'zero, which says that it is empty',
      known: [[mimir, of(0)]],
      shown: { text: '$(credit-card) Mimir 0', label: 'Credits: Mimir, 0 credits, empty, just now.', warning: true },
    },
    {
      is: 'low, which says so',
      known: [[mimir, of(42)]],
      change: low,
      shown: { text: '$(credit-card) Mimir 42', label: 'Credits: Mimir, 42 credits, low, just now.', warning: true },
    },
    {
      is: 'low and old, which warns no more',
      known: [[mimir, old]],
      change: low,
      shown: {
        text: '$(history) Mimir 42 (3 h ago)',
        label: 'Credits: Mimir, 42 credits, low, 3 h ago.',
        warning: false,
      },
    },
    {
      is: 'low and failing, which warns no more',
      known: [
        [mimir, of(42, { failure: { kind: 'timeout' } })],
        [bloom, inBloom(of(310))],
      ],
      change: low,
      shown: {
        text: '$(history) Mimir 42 (just now)',
        label: 'Credits: Mimir, 42 credits, low, just now, no answer in time. First of 2 accounts.',
        warning: false,
      },
    },
    {
      is: 'blocked, which says so whatever the number is',
      known: [[mimir, sampleReading({ balance: { pools: [{ unit: credits, amount: 2500 }], usageAllowed: false } })]],
      shown: {
        text: '$(credit-card) Mimir 2,500',
        label: 'Credits: Mimir, 2,500 credits, blocked, just now.',
        warning: true,
      },
    },
  ] as readonly { is: string; known: Known; change?: Partial<SummaryInput>; shown: unknown }[]) {
    it(`shows a balance that is ${is}`, () => assert.deepStrictEqual(seen(known, change), shown));
  }

  it("groups its number for the person's locale", () => {
    assert.equal(seen([[mimir, of(12500)]], {}, 'de-DE').text, '$(credit-card) Mimir 12.500');
  });

  it('says for how long the number lasts, when it is told', () => {
    const summary = summarize(sampleFacts([[mimir, of(42)]]));
    const { text, label } = statusItem(summary, new Format('en-US', 'UTC'), '2 d');
    assert.deepStrictEqual(
      [text, label],
      ['$(credit-card) Mimir 42 · 2 d', 'Credits: Mimir, 42 credits, just now, lasts 2 d.'],
    );
  });
});
