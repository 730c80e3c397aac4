import assert from 'node:assert/strict';
import { Format } from '../../../src/core/format.ts';
import type { Reading } from '../../../src/core/reading.ts';
import type { StatusSubject } from '../../../src/core/statusAccount.ts';
import { type SummaryInput, summarize } from '../../../src/core/summary.ts';
import { day, hour } from '../../../src/core/time.ts';
import { count, credits, currency } from '../../../src/core/unit.ts';
import { pinnedItems, statusItem } from '../../../src/vscode/statusText.ts';
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
  const { text, label, background } = item(known, change, locale);
  return { text, label, ...(background && { background }) };
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
      command: 'credits.addAccount',
    });
  });

  it('does not ask for a key before it is known that there is none', () => {
    const { text, command } = item([], { loaded: false });
    assert.deepStrictEqual([text, command], ['$(credit-card) Credits', 'credits.showBalances']);
  });

  it('with a balance is its name and amount, and leads to its row', () => {
    assert.deepStrictEqual(item([[mimir, of(42)]]), {
      text: '$(credit-card) Mimir 42',
      label: 'Credits: Mimir, 42 credits.',
      background: undefined,
      command: 'credits.showBalances',
      target: { accountId: 'mimir' },
    });
  });

  const old = of(42, { balanceAt: now - 3 * hour });
  const low = { thresholds: { mimir: { low: 100 } } };
  const blocked = sampleReading({ balance: { pools: [{ unit: credits, amount: 9000 }], usageAllowed: false } });
  const invalid = { failure: { kind: 'unauthorized' } } as const;
  const left = (span: number) => ({
    outlooks: new Map([['mimir', sampleOutlook({ emptyAt: now + span, riskyFrom: now + span })]]),
  });

  for (const { is, known, change, shown } of [
    {
      is: 'not read yet',
      known: [[mimir]],
      shown: { text: '$(credit-card) Credits', label: 'Credits: not checked yet.' },
    },
    {
      is: 'asked while a person waits, over the number that was known',
      known: [[mimir, of(42)]],
      change: { refreshing: new Set(['mimir']) },
      shown: { text: '$(sync~spin) Mimir 42', label: 'Credits: Mimir, 42 credits.' },
    },
    {
      is: 'known with a forecast, which says the time left',
      known: [[mimir, of(42)]],
      change: left(4 * day),
      shown: { text: '$(credit-card) Mimir 42 · 4 d', label: 'Credits: Mimir, 42 credits, 4 days left.' },
    },
    {
      is: 'about to run out',
      known: [[mimir, of(42)]],
      change: left(18 * hour),
      shown: {
        text: '$(warning) Mimir 42 · 18 h',
        label: 'Credits: Mimir, 42 credits, 18 hours left.',
        background: 'warning',
      },
    },
    {
      is: 'old, which is never colored',
      known: [[mimir, old]],
      change: { ...left(18 * hour), ...low },
      shown: { text: '$(history) Mimir 42 · 3 h ago', label: 'Credits: Mimir, 42 credits, 3 hours ago.' },
    },
    {
      is: 'the last good one of a key that became invalid',
      known: [[mimir, { ...old, ...invalid }]],
      shown: {
        text: '$(key) Mimir invalid key',
        label: 'Credits: Mimir, 42 credits, 3 hours ago, invalid key.',
        background: 'warning',
      },
    },
    {
      is: 'none, of a single account that fails',
      known: [[mimir, sampleReading({ ...none, failure: { kind: 'timeout' } })]],
      shown: { text: '$(warning) Credits · timed out', label: 'Credits: no balance yet, timed out.' },
    },
    {
      is: 'the last one, of a single account that fails',
      known: [[mimir, { ...old, failure: { kind: 'timeout' } }]],
      shown: {
        text: '$(warning) Mimir 42 · 3 h ago · timed out',
        label: 'Credits: Mimir, 42 credits, 3 hours ago, timed out.',
      },
    },
    {
      is: 'old while one of two fails',
      known: [
        [mimir, { ...old, failure: { kind: 'unavailable' } }],
        [bloom, inBloom(of(310))],
      ],
      shown: {
        text: '$(history) Mimir 42 · 3 h ago',
        label: 'Credits: Mimir, 42 credits, 3 hours ago, service unavailable. Lowest of 2 accounts.',
      },
    },
    {
      is: 'old while all fail',
      known: [
        [mimir, { ...old, failure: { kind: 'unavailable' } }],
        [bloom, inBloom(sampleReading({ ...none, failure: { kind: 'timeout' } }))],
      ],
      shown: {
        text: '$(warning) Mimir 42 · 3 h ago · all checks failed',
        label: 'Credits: Mimir, 42 credits, 3 hours ago, service unavailable, all checks failed. Lowest of 2 accounts.',
      },
    },
    {
      is: 'old while there is no network',
      known: [[mimir, { ...old, failure: { kind: 'offline' } }]],
      shown: {
        text: '$(debug-disconnect) Mimir 42 · 3 h ago · offline',
        label: 'Credits: Mimir, 42 credits, 3 hours ago, offline.',
      },
    },
    {
      is: 'fine while another key is invalid',
      known: [
        [mimir, of(42)],
        [bloom, inBloom(sampleReading({ ...none, ...invalid }))],
      ],
      shown: {
        text: '$(key) Bloom invalid key',
        label: 'Credits: Bloom, invalid key. Most pressing of 2 accounts.',
        background: 'warning',
      },
    },
    {
      is: 'an invalid key, which is more pressing than a low balance',
      known: [
        [mimir, of(42)],
        [bloom, inBloom(sampleReading({ ...none, ...invalid }))],
      ],
      change: low,
      shown: {
        text: '$(key) Bloom invalid key',
        label: 'Credits: Bloom, invalid key. Most pressing of 2 accounts.',
        background: 'warning',
      },
    },
    {
      is: 'unlimited and nothing else',
      known: [[mimir, sampleReading({ balance: { pools: [{ unit: credits, unlimited: true }] } })]],
      shown: { text: '$(credit-card) Mimir unlimited', label: 'Credits: Mimir, unlimited.' },
    },
    {
      is: 'unknown, which is never 0',
      known: [[mimir, of(undefined)]],
      shown: { text: '$(credit-card) Mimir unknown', label: 'Credits: Mimir, unknown.' },
    },
    {
      is: 'unknown, with what was known before',
      known: [[mimir, of(undefined, { lastAmounts: [{ pool: 'main', amount: 42, unit: credits, at: now - hour }] })]],
      shown: {
        text: '$(credit-card) Mimir unknown (42 credits 1 h ago)',
        label: 'Credits: Mimir, unknown (42 credits 1 h ago).',
      },
    },
    {
      is: 'zero, which says that it is empty',
      known: [[mimir, of(0)]],
      shown: { text: '$(error) Mimir empty', label: 'Credits: Mimir, 0 credits, empty.', background: 'error' },
    },
    {
      is: 'low with a forecast',
      known: [[mimir, of(42)]],
      change: { ...low, ...left(20 * day) },
      shown: {
        text: '$(warning) Mimir 42 · low · 20 d',
        label: 'Credits: Mimir, 42 credits, low, 20 days left.',
        background: 'warning',
      },
    },
    {
      is: 'low, whose last check failed',
      known: [
        [mimir, of(42, { failure: { kind: 'timeout' } })],
        [bloom, inBloom(of(310))],
      ],
      change: low,
      shown: {
        text: '$(warning) Mimir 42 · low · timed out',
        label: 'Credits: Mimir, 42 credits, low, just now, timed out. Lowest of 2 accounts.',
        background: 'warning',
      },
    },
    {
      is: 'blocked, which says so whatever the number is',
      known: [[mimir, blocked]],
      shown: {
        text: '$(circle-slash) Mimir blocked',
        label: 'Credits: Mimir, blocked, 9,000 credits.',
        background: 'error',
      },
    },
    {
      is: 'blocked without a number, before another that is known',
      known: [
        [mimir, sampleReading({ balance: { pools: [{ unit: credits }], usageAllowed: false } })],
        [bloom, inBloom(of(310))],
      ],
      shown: {
        text: '$(circle-slash) Mimir blocked',
        label: 'Credits: Mimir, blocked, unknown. Most pressing of 2 accounts.',
        background: 'error',
      },
    },
    {
      is: 'of a paused account, which is never the lowest',
      known: [
        [sampleAccount({ paused: true }), of(0)],
        [bloom, inBloom(of(310))],
      ],
      shown: { text: '$(credit-card) Bloom 310', label: 'Credits: Bloom, 310 credits. Lowest of 2 accounts.' },
    },
    {
      is: 'of a hidden account, which is never the lowest',
      known: [
        [sampleAccount({ statusBar: 'hidden' }), of(0)],
        [bloom, inBloom(of(310))],
      ],
      shown: { text: '$(credit-card) Bloom 310', label: 'Credits: Bloom, 310 credits. Lowest of 2 accounts.' },
    },
    {
      is: 'hidden and nothing else',
      known: [[sampleAccount({ statusBar: 'hidden' }), of(0)]],
      shown: { text: '$(credit-card) Credits', label: 'Credits: no account in the status bar.' },
    },
    {
      is: 'of another unit, which is said',
      known: [[mimir, sampleReading({ balance: { pools: [{ unit: count('searches', 'search'), amount: 42 }] } })]],
      shown: { text: '$(credit-card) Mimir 42 searches', label: 'Credits: Mimir, 42 searches.' },
    },
  ] as readonly { is: string; known: Known; change?: Partial<SummaryInput>; shown: unknown }[]) {
    it(`shows a balance that is ${is}`, () => assert.deepStrictEqual(seen(known, change), shown));
  }

  it('hides amounts, and says that it does', () => {
    const summary = summarize(summaryInput([[mimir, of(42)]], left(4 * day)));
    const { text, label } = statusItem(summary, new Format('en-US', 'UTC', { value: true }), 'balance');
    assert.deepStrictEqual(
      [text, label],
      ['$(credit-card) Mimir ••• · 4 d', 'Credits: Mimir, ••• credits, 4 days left. Amounts are hidden.'],
    );
  });

  it("groups its number for the person's locale", () => {
    assert.equal(seen([[mimir, of(12500)]], {}, 'de-DE').text, '$(credit-card) Mimir 12.500');
  });

  for (const { amount, unit, text } of [
    { amount: 1e308, unit: credits, text: '$(credit-card) Mimir 1E308' },
    { amount: 1_234_567_890, unit: credits, text: '$(credit-card) Mimir 1.23B' },
    { amount: 1e308, unit: currency('USD'), text: '$(credit-card) Mimir 1E308' },
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
    ['mimir', sampleOutlook({ emptyAt: now + 30 * day, riskyFrom: now + 25 * day })],
    ['bloom', sampleOutlook({ emptyAt: now + 49 * hour, riskyFrom: now + 49 * hour })],
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
      ['$(warning) Bloom 180 · 2 d', '$(credit-card) Mimir 42 · 30 d'],
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
    assert.equal(text('runway', known), '$(error) Mimir empty');
  });

  it('shows the age of a stale number in place of its time left', () => {
    const stale = inBloom(of(180, { balanceAt: now - 3 * hour }));
    assert.equal(text('runway', [[bloom, stale]]), '$(history) Bloom 180 · 3 h ago');
  });

  it('shows one that never runs out last', () => {
    const never = new Map([
      ...outlooks,
      ['bloom', sampleOutlook({ emptyAt: undefined, riskyFrom: undefined })],
    ] as const);
    assert.equal(text('runway', both, { outlooks: never }), '$(credit-card) Mimir 42 · 30 d');
  });
});

describe('the items of pinned accounts', () => {
  const pinned = (known: Known) =>
    pinnedItems(summarize(summaryInput(known)), new Format('en-US', 'UTC'), 'balance').map(({ text, label, name }) => ({
      text,
      label,
      name,
    }));

  it('say of each the same as of the lowest, and that it is pinned', () => {
    const known: Known = [
      [mimir, of(42)],
      [{ ...bloom, statusBar: 'pinned' }, inBloom(of(180))],
    ];
    assert.deepStrictEqual(pinned(known), [
      { text: '$(credit-card) Bloom 180', label: 'Credits: Bloom, 180 credits. Pinned.', name: 'Credits: Bloom' },
    ]);
  });

  it('are none for the account that is on show already', () => {
    assert.deepStrictEqual(pinned([[{ ...mimir, statusBar: 'pinned' }, of(42)]]), []);
  });

  it('say that an account is paused', () => {
    const known: Known = [[{ ...mimir, statusBar: 'pinned', paused: true }, of(42)]];
    assert.deepStrictEqual(pinned(known), [
      {
        text: '$(debug-pause) Mimir paused',
        label: 'Credits: Mimir, paused, 42 credits, just now. Pinned.',
        name: 'Credits: Mimir',
      },
    ]);
  });
});
