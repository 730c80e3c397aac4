import assert from 'node:assert/strict';
import { Format } from '../../../src/core/format.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { type SummaryInput, summarize } from '../../../src/core/summary.ts';
import { day, hour } from '../../../src/core/time.ts';
import { credits, currency } from '../../../src/core/unit.ts';
import { type StatusSubject, statusItem } from '../../../src/vscode/statusText.ts';
import { sampleAccount, sampleOutlook, sampleReading, summaryInput } from '../../support/fakes/samples.ts';

const now = Date.UTC(2026, 10, 20, 12);
const mimir = sampleAccount();
const bloom = sampleAccount({ id: 'bloom', provider: 'bloom', label: 'Bloom' });
const none = { balance: undefined, balanceAt: undefined, failures: 1 };

type Known = Parameters<typeof summaryInput>[0];

function item(known: Known, change?: Partial<SummaryInput>, locale = 'en-US') {
  return statusItem(summarize(summaryInput(known, change)), new Format(locale, 'UTC'), 'balance');
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
      text: '$(credit-card) Credits: Add Key',
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
      label: 'Credits: Mimir, 42 credits.',
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
      change: { refreshing: new Set(['mimir']) },
      shown: { text: '$(sync~spin) Mimir 42', label: 'Credits: Mimir, 42 credits.', warning: false },
    },
    {
      is: 'old',
      known: [[mimir, old]],
      shown: {
        text: '$(history) Mimir 42 (3 h ago)',
        label: 'Credits: Mimir, 42 credits, 3 hours ago.',
        warning: false,
      },
    },
    {
      is: 'the last good one of a single account that fails',
      known: [[mimir, { ...old, failure: { kind: 'unauthorized' } }]],
      shown: {
        text: '$(warning) Mimir 42 (3 h ago), invalid key',
        label: 'Credits: Mimir, 42 credits, 3 hours ago, invalid key.',
        warning: true,
      },
    },
    {
      is: 'none, of a single account that fails',
      known: [[mimir, sampleReading({ ...none, failure: { kind: 'timeout' } })]],
      shown: {
        text: '$(warning) Credits, timed out',
        label: 'Credits: no balance yet, timed out.',
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
        label: 'Credits: Mimir, 42 credits, 3 hours ago, service unavailable. Lowest of 2 accounts.',
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
        label: 'Credits: Mimir, 42 credits, 3 hours ago, service unavailable, all checks failed. Lowest of 2 accounts.',
        warning: false,
      },
    },
    {
      is: 'old while there is no network',
      known: [[mimir, { ...old, failure: { kind: 'offline' } }]],
      shown: {
        text: '$(debug-disconnect) Mimir 42 (3 h ago), offline',
        label: 'Credits: Mimir, 42 credits, 3 hours ago, offline.',
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
      known: [[mimir, of(undefined, { lastAmounts: [{ pool: 'main', amount: 42, unit: credits, at: now - hour }] })]],
      shown: {
        text: '$(credit-card) Mimir unknown (42 credits 1 h ago)',
        label: 'Credits: Mimir unknown (42 credits 1 h ago).',
        warning: false,
      },
    },
    {
      is: 'zero, which says that it is empty',
      known: [[mimir, of(0)]],
      shown: { text: '$(credit-card) Mimir 0', label: 'Credits: Mimir, 0 credits, empty.', warning: true },
    },
    {
      is: 'low, which says so',
      known: [[mimir, of(42)]],
      change: low,
      shown: { text: '$(credit-card) Mimir 42', label: 'Credits: Mimir, 42 credits, low.', warning: true },
    },
    {
      is: 'low and old, which warns no more',
      known: [[mimir, old]],
      change: low,
      shown: {
        text: '$(history) Mimir 42 (3 h ago)',
        label: 'Credits: Mimir, 42 credits, low, 3 hours ago.',
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
        label: 'Credits: Mimir, 42 credits, low, just now, timed out. Lowest of 2 accounts.',
        warning: false,
      },
    },
    {
      is: 'blocked, which says so whatever the number is',
      known: [[mimir, sampleReading({ balance: { pools: [{ unit: credits, amount: 2500 }], usageAllowed: false } })]],
      shown: {
        text: '$(credit-card) Mimir 2,500',
        label: 'Credits: Mimir, blocked, 2,500 credits.',
        warning: true,
      },
    },
  ] as readonly { is: string; known: Known; change?: Partial<SummaryInput>; shown: unknown }[]) {
    it(`shows a balance that is ${is}`, () => assert.deepStrictEqual(seen(known, change), shown));
  }

  it("groups its number for the person's locale", () => {
    assert.equal(seen([[mimir, of(12500)]], {}, 'de-DE').text, '$(credit-card) Mimir 12.500');
  });

  for (const { amount, unit, text } of [
    { amount: -1e308, unit: credits, text: '$(credit-card) Mimir -1E308' },
    { amount: 1_234_567_890, unit: credits, text: '$(credit-card) Mimir 1.23B' },
    { amount: -1e308, unit: currency('USD'), text: '$(credit-card) Mimir -1E308' },
  ]) {
    it(`is short, however large the amount of ${unit.name} is: ${amount}`, () => {
      const reading = sampleReading({ balance: { pools: [{ unit, amount }] } });
      assert.equal(seen([[mimir, reading]]).text, text);
    });
  }

  it('makes no icon of a label', () => {
    const label = '$(bug) $(sync~spin)';
    assert.equal(seen([[sampleAccount({ label }), of(42)]]).text, '$(credit-card) $ (bug) $ (sync~spin) 42');
  });
});

describe('the status bar item about what runs out first', () => {
  const outlooks = new Map([
    ['mimir', sampleOutlook({ emptyAt: now + 30 * day })],
    ['bloom', sampleOutlook({ emptyAt: now + 49 * hour })],
  ]);
  const both: Known = [
    [mimir, of(42)],
    [bloom, inBloom(of(180))],
  ];
  const text = (subject: StatusSubject, known: Known, change?: Partial<SummaryInput>) =>
    statusItem(summarize(summaryInput(known, { outlooks, ...change })), new Format('en-US', 'UTC'), subject).text;

  it('shows the account with the nearest date and its time left, though another has less', () => {
    assert.deepStrictEqual(
      [text('runway', both), text('balance', both)],
      ['$(credit-card) Bloom 180 · 2 d', '$(credit-card) Mimir 42'],
    );
    const { label } = statusItem(summarize(summaryInput(both, { outlooks })), new Format('en-US', 'UTC'), 'runway');
    assert.equal(label, 'Credits: Bloom, 180 credits, 2 days left. First to run out of 2 accounts.');
  });

  it('shows the lowest balance until a forecast is available', () => {
    assert.equal(text('runway', both, { outlooks: new Map() }), '$(credit-card) Mimir 42');
  });

  it('shows an account that is empty before one that will be, without a time', () => {
    const known: Known = [
      [mimir, of(0)],
      [bloom, inBloom(of(180))],
    ];
    assert.equal(text('runway', known), '$(credit-card) Mimir 0');
  });

  it('shows the age of a stale number too', () => {
    const stale = inBloom(of(180, { balanceAt: now - 3 * hour }));
    assert.equal(text('runway', [[bloom, stale]]), '$(history) Bloom 180 (3 h ago) · 2 d');
  });

  it('shows one that never runs out last', () => {
    const never = new Map([...outlooks, ['bloom', sampleOutlook({ emptyAt: undefined })]] as const);
    assert.equal(text('runway', both, { outlooks: never }), '$(credit-card) Mimir 42 · 30 d');
  });
});
