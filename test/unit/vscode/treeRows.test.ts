import assert from 'node:assert/strict';
import type { Balance } from '../../../src/core/balance.ts';
import { type Failure, failureKinds, failureReasons } from '../../../src/core/failure.ts';
import { Format } from '../../../src/core/format.ts';
import type { Outlook } from '../../../src/core/history/forecast/outlook.ts';
import { type SummaryInput, summarize } from '../../../src/core/summary.ts';
import { credits } from '../../../src/core/unit.ts';
import { breeze } from '../../../src/providers/breeze.ts';
import { providers } from '../../../src/providers/index.ts';
import { olostep } from '../../../src/providers/olostep.ts';
import { type Row, rows, viewMessage } from '../../../src/vscode/treeRows.ts';
import { sampleAccount } from '../../support/fakes/sampleAccount.ts';
import { sampleFacts } from '../../support/fakes/sampleFacts.ts';
import { sampleOutlook } from '../../support/fakes/sampleOutlook.ts';
import { sampleReading } from '../../support/fakes/sampleReading.ts';

const now = Date.UTC(2026, 10, 20, 12);
const format = new Format('en-GB', 'UTC');
const account = sampleAccount();

type Known = Parameters<typeof sampleFacts>[0];

function tree(known: Known, change?: Partial<SummaryInput>): readonly Row[] {
  return rows(summarize(sampleFacts(known, change)), format, providers);
}

function only(known: Known, change?: Partial<SummaryInput>): Row {
  const [row, ...others] = tree(known, change);
  assert.ok(row && others.length === 0);
  return row;
}

const withBalance = (balance: Partial<Balance>) =>
  only([[account, sampleReading({ balance: { unit: credits, ...balance } })]]);
const labels = ({ children }: Row) => children.map(({ label }) => label);
const all = (found: readonly Row[]): readonly Row[] => found.flatMap((row) => [row, ...all(row.children)]);

function read(provider: { interpret(status: number, body: unknown): unknown }, body: unknown): Balance {
  return (provider.interpret(200, body) as { balance: Balance }).balance;
}

describe('the row of an account', () => {
  it('says its balance and when it was read, in the row and to a screen reader', () => {
    assert.deepStrictEqual(only([[account, sampleReading()]]), {
      id: 'mimir',
      label: 'Mimir',
      description: '42 credits · just now',
      tooltip: 'Mimir: 42 credits, just now',
      accessibilityLabel: 'Mimir, 42 credits, just now',
      icon: 'credit-card',
      context: 'account',
      accountId: 'mimir',
      children: [],
    });
  });

  it('names the service beside a label that does not', () => {
    const { tooltip, accessibilityLabel } = only([[sampleAccount({ label: 'Mimir 2' }), sampleReading()]]);
    assert.deepStrictEqual(
      [tooltip, accessibilityLabel],
      ['Mimir 2 (Mimir): 42 credits, just now', 'Mimir 2 (Mimir), 42 credits, just now'],
    );
  });

  for (const { is, known, change, shown } of [
    { is: 'not read yet', known: [[account]], shown: { description: 'not checked yet', icon: 'question' } },
    {
      is: 'first asked',
      known: [[account]],
      change: { awaited: true, running: new Set(['mimir']) },
      shown: { description: 'checking', icon: 'sync~spin' },
    },
    {
      is: 'old',
      known: [[account, sampleReading({ balanceAt: now - 7_200_000 })]],
      shown: { description: '42 credits · 2 h ago', icon: 'history' },
    },
    {
      is: 'failing, with its last good balance',
      known: [[account, sampleReading({ balanceAt: now - 60_000, failure: { kind: 'unavailable' } })]],
      shown: {
        description: '42 credits · 1 min ago · service not available',
        icon: 'warning',
        color: 'problemsWarningIcon.foreground',
      },
    },
    {
      is: 'failing, without a balance',
      known: [
        [account, sampleReading({ balance: undefined, balanceAt: undefined, failure: { kind: 'unauthorized' } })],
      ],
      shown: { description: 'key not accepted', icon: 'warning', color: 'problemsWarningIcon.foreground' },
    },
    {
      is: 'offline',
      known: [[account, sampleReading({ failure: { kind: 'offline' } })]],
      shown: { description: '42 credits · just now · offline', icon: 'debug-disconnect' },
    },
    {
      is: 'empty',
      known: [[account, sampleReading({ balance: { pools: [{ unit: credits, amount: 0 }] } })]],
      shown: { description: '0 credits · empty · just now', icon: 'error', color: 'problemsErrorIcon.foreground' },
    },
    {
      is: 'low',
      known: [[account, sampleReading()]],
      change: { thresholds: { mimir: { low: 100 } } },
      shown: { description: '42 credits · low · just now', icon: 'warning', color: 'problemsWarningIcon.foreground' },
    },
    {
      is: 'unknown',
      known: [[account, sampleReading({ balance: { pools: [{ unit: credits }] } })]],
      shown: { description: 'unknown · just now', icon: 'question' },
    },
    {
      is: 'unlimited',
      known: [[account, sampleReading({ balance: { pools: [{ unit: credits, amount: 0, unlimited: true }] } })]],
      shown: { description: 'unlimited · just now', icon: 'credit-card' },
    },
    {
      is: 'blocked',
      known: [[account, sampleReading({ balance: { pools: [{ unit: credits, amount: 5 }], usageAllowed: false } })]],
      shown: {
        description: '5 credits · blocked · just now',
        icon: 'circle-slash',
        color: 'problemsErrorIcon.foreground',
      },
    },
  ] as readonly { is: string; known: Known; change?: Partial<SummaryInput>; shown: unknown }[]) {
    it(`that is ${is} says so in words`, () => {
      const { description, icon, color } = only(known, change);
      assert.deepStrictEqual({ description, icon, ...(color ? { color } : {}) }, shown);
    });
  }

  it('offers the billing page where the service has one', () => {
    const known = providers.all.map(({ id, name }) => [sampleAccount({ id, provider: id, label: name })] as const);
    assert.deepStrictEqual(
      Object.fromEntries(tree(known).map(({ id, context }) => [id, context])),
      Object.fromEntries(providers.all.map(({ id, pages }) => [id, pages.billing ? 'account billing' : 'account'])),
    );
  });

  it('of a service that this version does not know is still there', () => {
    const reading = sampleReading({
      balance: undefined,
      balanceAt: undefined,
      failure: { kind: 'unexpected', reason: 'unknownProvider' },
    });
    const row = only([[sampleAccount({ provider: 'gone' }), reading]]);
    assert.deepStrictEqual(
      [row.description, labels(row)],
      ['service not known', ['Service not known. Remove the account']],
    );
  });

  it('shows the workspace', () => {
    const bloom = sampleAccount({
      provider: 'bloom',
      label: 'Bloom',
      parameters: { workspaceId: 'ws_design', other: 'x' },
    });
    assert.deepStrictEqual(labels(only([[bloom]])), ['Bloom workspace: ws_design']);
  });
});

describe('the details of a balance', () => {
  it("are Olostep's usage, plan and lots", () => {
    const balance = read(olostep, {
      credits: 12500,
      breakdown: [
        {
          purchase_kind: 'Subscription',
          allocated_units: 10000,
          remaining_units: 8500,
          expiry_date: Date.UTC(2027, 0, 1) / 1000,
        },
        { purchase_kind: 'Top-up', allocated_units: 5000, remaining_units: 4000, expiry_date: 1743465600 },
        { purchase_kind: 'Pending', allocated_units: 10000, remaining_units: 10000 },
        { purchase_kind: 'Setup' },
      ],
      active_subscription: { id: 'SUB_PRO', display_name: 'Pro', credits: 10000, created_at: 1704067200 },
      allow_usage: true,
    });
    const row = withBalance(balance);
    assert.deepStrictEqual(
      row.children.map(({ label, accessibilityLabel, color }) => ({ label, said: accessibilityLabel, color })),
      [
        { label: 'Use is allowed', said: 'Use is allowed', color: undefined },
        {
          label: 'Plan Pro, 10,000 credits, since 1 January 2024',
          said: 'Plan Pro, 10,000 credits, since 1 January 2024',
          color: undefined,
        },
        ...[
          { label: 'Subscription: 8,500 of 10,000, expires 1 January 2027 (in 42 days)', color: undefined },
          { label: 'Top-up: 4,000 of 5,000, expired 1 April 2025', color: 'disabledForeground' },
          { label: 'Pending: 10,000 of 10,000, not counted yet', color: 'disabledForeground' },
          { label: 'Setup: unknown', color: undefined },
        ].map(({ label, color }) => ({ label, said: `Lot ${label}`, color })),
      ],
    );
  });

  it("are Breeze's top-ups, one of which says nothing", () => {
    const balance = read(breeze, {
      balance: 75,
      topups: [
        { topup_id: 'topup_1', amount: 500, status: 'completed', created_at: '2026-03-03T10:00:00Z' },
        { topup_id: null, amount: null, status: null, created_at: null },
      ],
    });
    assert.deepStrictEqual(
      withBalance(balance).children.map(({ label, tooltip, accessibilityLabel }) => [
        label,
        tooltip,
        accessibilityLabel,
      ]),
      [
        [
          '500, completed, 3 March 2026',
          'Top-up topup_1: 500, completed, 3 March 2026',
          'Top-up 500, completed, 3 March 2026',
        ],
        [
          'amount unknown, status unknown, date unknown',
          'Top-up: amount unknown, status unknown, date unknown',
          'Top-up amount unknown, status unknown, date unknown',
        ],
      ],
    );
  });

  for (const { balance, shown } of [
    { balance: { plan: {} }, shown: ['No active plan'] },
    { balance: { plan: { name: 'Pro' } }, shown: ['Plan Pro'] },
    { balance: { usageAllowed: false }, shown: ['Use is blocked by the service'] },
    { balance: { usageAllowed: true }, shown: ['Use is allowed'] },
    { balance: {}, shown: [] },
    { balance: { lots: [], topUps: [] }, shown: [] },
    { balance: { lots: [{ kind: 'Gift', remaining: 0, allocated: 0 }] }, shown: ['Gift: 0 of 0'] },
    { balance: { lots: [{ kind: 'Gift', expiresAt: now }] }, shown: ['Gift: unknown, expired 20 November 2026'] },
    {
      balance: { lots: [{ kind: 'Gift', remaining: 5, expiresAt: now + 1 }] },
      shown: ['Gift: 5, expires 20 November 2026 (today)'],
    },
  ] as readonly { balance: Partial<Balance>; shown: readonly string[] }[]) {
    it(`of ${JSON.stringify(balance)} are ${JSON.stringify(shown)}`, () => {
      assert.deepStrictEqual(labels(withBalance(balance)), shown);
    });
  }
});

describe('the row of a failure', () => {
  const failures: readonly Failure[] = [
    ...failureKinds.map((kind) => ({ kind })),
    ...failureReasons.map((reason) => ({ kind: 'unexpected', reason }) as const),
  ];
  for (const failure of failures) {
    it(`${failure.reason ?? failure.kind} says what happened and offers one action, which is handed no key`, () => {
      const { children } = only([[account, sampleReading({ failure })]]);
      const [row, ...others] = children;
      assert.ok(row?.action);
      assert.deepStrictEqual(
        {
          others,
          id: row.id,
          words:
            row.label.endsWith(`. ${row.action.title}`) && row.accessibilityLabel.endsWith(` ${row.action.title}.`),
          arguments: row.action.arguments,
        },
        {
          others: [],
          id: 'mimir/failure',
          words: true,
          arguments:
            row.action.command === 'workbench.action.openSettings'
              ? ['@id:credits.endpoints']
              : [{ accountId: 'mimir' }],
        },
      );
    });
  }

  it('says until when a service is left alone', () => {
    const failure = { kind: 'rateLimited', notBefore: now + 2_700_000 } as const;
    assert.deepStrictEqual(labels(only([[account, sampleReading({ failure })]])), [
      'Asked too often, next try at 12:45. Ask again',
    ]);
  });
});

describe('the tree', () => {
  const lots = Array.from({ length: 100 }, () => ({ kind: 'Top-up', remaining: 5 }));
  const topUps = lots.map(() => ({}));
  const balance: Balance = {
    pools: [{ unit: credits, amount: 5, lots, topUps }],
    plan: { name: 'Pro' },
    usageAllowed: true,
  };
  const known = ['a', 'b'].map(
    (id) =>
      [
        sampleAccount({ id, provider: 'bloom', label: id, parameters: { workspaceId: 'w' } }),
        sampleReading({ accountId: id, balance, failure: { kind: 'timeout' } }),
      ] as const,
  );

  it('has an id of its own for every row, the same at every time', () => {
    const ids = all(tree(known)).map(({ id }) => id);
    assert.deepStrictEqual([new Set(ids).size, ids.length], [410, 410]);
    assert.deepStrictEqual(
      all(tree(known, { now: now + 60_000 })).map(({ id }) => id),
      ids,
    );
  });

  it('keeps the ids of the details while a failure comes and goes', () => {
    const [account0, reading0] = known[0] ?? assert.fail();
    const ids = (found: readonly Row[]) =>
      all(found)
        .map(({ id }) => id)
        .filter((id) => !id.endsWith('/failure'));
    assert.deepStrictEqual(
      ids(tree([[account0, { ...reading0, failure: undefined }]])),
      ids(tree([[account0, reading0]])),
    );
  });

  it("has no markup of its own, and names each row's account", () => {
    assert.deepStrictEqual(
      all(tree(known)).filter(
        (row) =>
          /\$\(|\]\(|<|\n.*\n/.test(`${row.label}${row.description}${row.tooltip}`) ||
          !['a', 'b'].includes(row.accountId),
      ),
      [],
    );
  });
});

describe('the rows of what is to come', () => {
  const day = 86_400_000;
  const reading = (balance: Partial<Balance> = {}) =>
    sampleReading({ balance: { unit: credits, amount: 42, ...balance } });
  const withOutlook = (outlook: Outlook, balance?: Partial<Balance>) =>
    only([[account, reading(balance)]], { outlooks: new Map([['mimir', outlook]]) });

  it('are the pace and the date', () => {
    assert.deepStrictEqual(
      withOutlook(sampleOutlook()).children.map(({ label, description }) => [label, description]),
      [
        ['About 12 credits a day', 'medium confidence, 9 to 15'],
        ['Lasts 3 d, until 24 November 2026', '23 November 2026 to 25 November 2026'],
      ],
    );
  });

  it('are whole sentences to a screen reader', () => {
    assert.deepStrictEqual(
      withOutlook(sampleOutlook()).children.map(({ accessibilityLabel }) => accessibilityLabel),
      [
        'Uses about 12 credits a day, medium confidence (9 to 15)',
        'Runs out in about 3 d, on 24 November 2026 (23 November 2026 to 25 November 2026)',
      ],
    );
  });

  it('say from which days the pace was reckoned, and from what', () => {
    assert.match(
      withOutlook(sampleOutlook()).children[0]?.tooltip ?? '',
      /from use alone, 13 November 2026 to 20 November 2026\. Top-ups and what expired do not count\.$/,
    );
  });

  it('say that the pace is being learnt, in place of a number', () => {
    assert.deepStrictEqual(
      labels(
        withOutlook({
          history: [],
          usageRate: undefined,
          learning: { hours: 19, charges: 1 },
          forecast: undefined,
        }),
      ),
      ['Forecast available after 19 more hours and 1 more charge'],
    );
  });

  it('leave the date out of what is used up', () => {
    assert.deepStrictEqual(labels(withOutlook(sampleOutlook({ emptyAt: now }), { amount: 0 })), [
      'About 12 credits a day',
    ]);
  });

  it('are none for what is unlimited or unknown', () => {
    assert.deepStrictEqual(labels(withOutlook(sampleOutlook(), { amount: undefined })), []);
    assert.deepStrictEqual(labels(withOutlook(sampleOutlook(), { unlimited: true })), []);
  });

  it('are none before the history has been read', () => {
    assert.deepStrictEqual(labels(only([[account, reading()]])), []);
  });

  it('tell how much of which lot will expiry', () => {
    const lot = { kind: 'Gift', allocated: 1000, remaining: 400, expiresAt: now + 10 * day };
    const kept = { kind: 'Plan', allocated: 500, remaining: 100, expiresAt: now + 20 * day };
    const expiries = [{ lot, amount: 320, at: lot.expiresAt }];
    const { children } = withOutlook(sampleOutlook({ expiries }), { amount: 500, lots: [lot, kept] });
    assert.deepStrictEqual(
      children.slice(2).map(({ label }) => label),
      [
        'Gift: 400 of 1,000, about 320 will expiry, expires 30 November 2026 (in 10 days)',
        'Plan: 100 of 500, expires 10 December 2026 (in 20 days)',
      ],
    );
    assert.match(children[2]?.tooltip ?? '', /\nAt this pace 320 of 1,000 credits expiry on 30 November 2026$/);
  });
});

describe('the message above the rows', () => {
  const offline = { failure: { kind: 'offline' } } as const;
  for (const { known, message } of [
    { known: [], message: undefined },
    { known: [[account, sampleReading()]], message: undefined },
    { known: [[account, sampleReading({ failure: { kind: 'timeout' } })]], message: undefined },
    {
      known: [[account, sampleReading({ ...offline, balanceAt: now - 120_000 })]],
      message: 'Offline. The last answer came 2 min ago.',
    },
    {
      known: [[account, sampleReading({ ...offline, balance: undefined, balanceAt: undefined })]],
      message: 'Offline. No balance has been read yet.',
    },
  ] as readonly { known: Known; message: string | undefined }[]) {
    it(`is ${message ?? 'none'}`, () => assert.equal(viewMessage(summarize(sampleFacts(known)), format), message));
  }

  const refused = 'Nothing can be kept: the disk is full or refuses. Balances are shown as they are read.';
  for (const { storageProblems, message } of [
    { storageProblems: [{ file: 'readings.json', kind: 'unwritable' }], message: refused },
    {
      storageProblems: [
        { file: 'readings.json', kind: 'unwritable' },
        { file: 'accounts.json', kind: 'unreadable' },
      ],
      message: refused,
    },
    {
      storageProblems: [{ file: 'accounts.json', kind: 'setAside' }],
      message: 'The list of accounts could not be used and was set aside. Add the API keys again.',
    },
    {
      storageProblems: [{ file: 'readings.json', kind: 'setAside' }],
      message: 'readings.json could not be used and was set aside. Balances are read anew.',
    },
    {
      storageProblems: [{ file: 'history.json', kind: 'setAside' }],
      message: 'history.json could not be used and was set aside. The history of the days before begins anew.',
    },
    {
      storageProblems: [{ file: 'alerts.json', kind: 'setAside' }],
      message: 'alerts.json could not be used and was set aside. It begins anew.',
    },
  ] as const) {
    it(`is, with ${storageProblems.map(({ file, kind }) => `${file} ${kind}`).join(' and ')}: ${message}`, () => {
      assert.equal(
        viewMessage(summarize(sampleFacts([[account, sampleReading()]], { storageProblems })), format),
        message,
      );
    });
  }
});
