import assert from 'node:assert/strict';
import type { Account } from '../../../src/core/account.ts';
import type { Balance, Pool } from '../../../src/core/balance.ts';
import { type Failure, failureKinds, failureReasons } from '../../../src/core/failure.ts';
import { Format } from '../../../src/core/format.ts';
import type { Outlook } from '../../../src/core/history/forecast/outlook.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { type SummaryInput, summarize } from '../../../src/core/summary.ts';
import { failureHelp } from '../../../src/core/text/failureHelp.ts';
import { day, hour, minute } from '../../../src/core/time.ts';
import { credits, currency } from '../../../src/core/unit.ts';
import { breeze } from '../../../src/providers/breeze.ts';
import { providers } from '../../../src/providers/index.ts';
import { olostep } from '../../../src/providers/olostep.ts';
import type { Row } from '../../../src/vscode/treeRow.ts';
import { rows, viewMessage } from '../../../src/vscode/treeRows.ts';
import { sampleAccount, sampleOutlook, sampleReading, summaryInput } from '../../support/fakes/samples.ts';

const now = Date.UTC(2026, 10, 20, 12);
const format = new Format('en-US', 'UTC');
const account = sampleAccount();

type Known = Parameters<typeof summaryInput>[0];

function tree(known: Known, change?: Partial<SummaryInput>): readonly Row[] {
  return rows(summarize(summaryInput(known, change)), format, providers, 'never');
}

function only(known: Known, change?: Partial<SummaryInput>): Row {
  const [row, ...others] = tree(known, change);
  assert.ok(row && others.length === 0);
  return row;
}

type PoolChange = Partial<Pool> & Omit<Balance, 'pools'>;

function balanceOf({ usageAllowed, plan, ...pool }: PoolChange): Balance {
  return { pools: [{ unit: credits, ...pool }], usageAllowed, plan };
}

const withBalance = (balance: Balance) => only([[account, sampleReading({ balance })]]);
const labels = ({ children }: Row) => children.map(({ label }) => label);
const texts = ({ children }: Row) => children.map(({ label, description }) => [label, description]);
const withChildren = (tree: readonly Row[]): readonly Row[] =>
  tree.flatMap((row) => [row, ...withChildren(row.children)]);

function read(provider: { interpret(status: number, body: unknown): unknown }, body: unknown): Balance {
  return (provider.interpret(200, body) as { balance: Balance }).balance;
}

describe('the row of an account', () => {
  it('says its balance, in the row and to a screen reader', () => {
    assert.deepStrictEqual(only([[account, sampleReading()]]), {
      id: 'mimir',
      label: 'Mimir',
      description: '42',
      tooltip: 'Mimir: 42 credits',
      accessibilityLabel: 'Mimir, 42 credits',
      icon: 'credit-card',
      context: 'account active',
      accountId: 'mimir',
      children: [],
    });
  });

  it('names the service beside a label that does not', () => {
    const { tooltip, accessibilityLabel } = only([[sampleAccount({ label: 'Mimir 2' }), sampleReading()]]);
    assert.deepStrictEqual(
      [tooltip, accessibilityLabel],
      ['Mimir 2 (Mimir): 42 credits', 'Mimir 2 (Mimir), 42 credits'],
    );
  });

  for (const { is, known, change, shown } of [
    { is: 'not read yet', known: [[account]], shown: { description: 'not checked yet', icon: 'question' } },
    {
      is: 'first asked',
      known: [[account]],
      change: { refreshing: new Set(['mimir']) },
      shown: { description: 'checking', icon: 'sync~spin' },
    },
    {
      is: 'old',
      known: [[account, sampleReading({ balanceAt: now - 7_200_000 })]],
      shown: { description: '42 · 2 h ago', icon: 'history' },
    },
    {
      is: 'failing, with its last good balance',
      known: [[account, sampleReading({ balanceAt: now - 60_000, failure: { kind: 'unavailable' } })]],
      shown: {
        description: '42 · service unavailable',
        icon: 'sync-ignored',
      },
    },
    {
      is: 'failing, without a balance',
      known: [
        [account, sampleReading({ balance: undefined, balanceAt: undefined, failure: { kind: 'unauthorized' } })],
      ],
      shown: { description: 'invalid key', icon: 'key', color: 'problemsWarningIcon.foreground' },
    },
    {
      is: 'offline',
      known: [[account, sampleReading({ failure: { kind: 'offline' } })]],
      shown: { description: '42 · offline', icon: 'debug-disconnect' },
    },
    {
      is: 'empty',
      known: [[account, sampleReading({ balance: { pools: [{ unit: credits, amount: 0 }] } })]],
      shown: { description: '0 · empty', icon: 'error', color: 'problemsErrorIcon.foreground' },
    },
    {
      is: 'low',
      known: [[account, sampleReading()]],
      change: { thresholds: { mimir: { low: 100 } } },
      shown: { description: '42 · low', icon: 'warning', color: 'problemsWarningIcon.foreground' },
    },
    {
      is: 'unknown',
      known: [[account, sampleReading({ balance: { pools: [{ unit: credits }] } })]],
      shown: { description: 'unknown', icon: 'question' },
    },
    {
      is: 'unlimited',
      known: [[account, sampleReading({ balance: { pools: [{ unit: credits, amount: 0, unlimited: true }] } })]],
      shown: { description: 'unlimited', icon: 'credit-card' },
    },
    {
      is: 'blocked',
      known: [[account, sampleReading({ balance: { pools: [{ unit: credits, amount: 5 }], usageAllowed: false } })]],
      shown: {
        description: 'blocked · 5',
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

  for (const { is, context, account: changed, reading, usage } of [
    { is: 'with a billing page', context: 'account billing parameters active' },
    { is: 'without one', context: 'account active', account: { provider: 'mimir' }, usage: 0 },
    { is: 'that is used up', context: 'account billing parameters topUp active', usage: 0 },
    {
      is: 'with an invalid key',
      context: 'account billing parameters key active',
      reading: { failure: { kind: 'unauthorized' } },
    },
    {
      is: 'with a full service',
      context: 'account billing parameters active',
      reading: { failure: { kind: 'rateLimited' } },
    },
    {
      is: 'whose plan lacks the API',
      context: 'account billing parameters topUp active',
      reading: { failure: { kind: 'forbidden', reason: 'planUpgrade' } },
    },
    {
      is: 'with an invalid endpoint',
      context: 'account billing parameters settings active',
      reading: { failure: { kind: 'unexpected', reason: 'endpointInvalid' } },
    },
    {
      is: 'behind a proxy',
      context: 'account billing parameters settings active',
      reading: { failure: { kind: 'offline', reason: 'proxyAuth' } },
    },
    {
      is: 'of an unknown service',
      context: 'account remove active',
      account: { provider: 'gone' },
      reading: { failure: { kind: 'unexpected', reason: 'unknownProvider' } },
    },
    { is: 'that is paused', context: 'account billing parameters paused', account: { paused: true }, usage: 0 },
    { is: 'that is muted', context: 'account billing parameters active muted', account: { muted: true } },
    { is: 'that is pinned', context: 'account billing parameters active pinned', account: { statusBar: 'pinned' } },
    { is: 'that is hidden', context: 'account billing parameters active hidden', account: { statusBar: 'hidden' } },
  ] as readonly {
    is: string;
    context: string;
    account?: Partial<Account>;
    reading?: Partial<Reading>;
    usage?: number;
  }[]) {
    it(`${is} says for the menus what can be done, and what helps`, () => {
      const balance = { pools: [{ unit: credits, amount: usage ?? 42 }] } as const;
      const row = only([[sampleAccount({ provider: 'bloom', ...changed }), sampleReading({ balance, ...reading })]]);
      assert.equal(row.context, context);
    });
  }

  it('that is paused says so, with its last amount and age', () => {
    const row = only([[sampleAccount({ paused: true }), sampleReading({ balanceAt: now - 3 * hour })]]);
    assert.deepStrictEqual(
      [row.description, row.accessibilityLabel, row.icon],
      ['paused · 42 · 3 h ago', 'Mimir, paused, 42 credits, 3 hours ago', 'debug-pause'],
    );
  });

  it('of a service that this version does not know is still there', () => {
    const reading = sampleReading({
      balance: undefined,
      balanceAt: undefined,
      failure: { kind: 'unexpected', reason: 'unknownProvider' },
    });
    const row = only([[sampleAccount({ provider: 'gone' }), reading]]);
    assert.deepStrictEqual([row.description, texts(row)], ['unknown service', [['Failed', 'unknown service']]]);
  });

  it('shows the workspace', () => {
    const bloom = sampleAccount({
      provider: 'bloom',
      label: 'Bloom',
      parameters: { workspaceId: 'ws_design', other: 'x' },
    });
    assert.deepStrictEqual(texts(only([[bloom]])), [['Bloom workspace', 'ws_design']]);
  });
});

describe('the details of a balance', () => {
  it("are Olostep's plan and lots", () => {
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
    assert.deepStrictEqual(
      withBalance(balance).children.map(({ label, description, accessibilityLabel, color }) => [
        label,
        description,
        accessibilityLabel,
        color,
      ]),
      [
        ['Plan', 'Pro · 10,000 credits', 'Plan: Pro, 10,000 credits, since Jan 1, 2024', undefined],
        [
          'Subscription',
          '8,500 · expires Jan 1',
          'Lot Subscription: 8,500 of 10,000 credits, expires Jan 1',
          undefined,
        ],
        [
          'Top-up',
          '4,000 · expired Apr 1, 2025',
          'Lot Top-up: 4,000 of 5,000 credits, expired Apr 1, 2025',
          'disabledForeground',
        ],
        [
          'Pending',
          '10,000 of 10,000 · pending',
          'Lot Pending: 10,000 of 10,000 credits, pending',
          'disabledForeground',
        ],
      ],
    );
  });

  it("are Breeze's top-ups under one row, newest first, without what isn't known", () => {
    const balance = read(breeze, {
      balance: 75,
      topups: [
        { topup_id: null, amount: null, status: null, created_at: null },
        { topup_id: 'topup_1', amount: 500, status: 'completed', created_at: '2026-03-03T10:00:00Z' },
        { topup_id: 'topup_2', amount: 300, status: 'completed', created_at: '2026-11-14T10:00:00Z' },
      ],
    });
    const [topUps, ...others] = withBalance(balance).children;
    assert.ok(topUps);
    assert.deepStrictEqual(others, []);
    assert.deepStrictEqual(
      [topUps, ...topUps.children].map(({ id, label, description, tooltip, accessibilityLabel }) => [
        id,
        label,
        description,
        tooltip,
        accessibilityLabel,
      ]),
      [
        ['mimir/topUps', 'Top-ups', 'last +300, Nov 14', 'Top-ups: last +300, Nov 14', 'Top-ups: last +300, Nov 14'],
        [
          'mimir/topUp/2',
          '+300',
          'completed · Nov 14',
          '+300, completed, Nov 14\ntopup_2',
          'Top-up +300, completed, Nov 14',
        ],
        [
          'mimir/topUp/1',
          '+500',
          'completed · Mar 3',
          '+500, completed, Mar 3\ntopup_1',
          'Top-up +500, completed, Mar 3',
        ],
      ],
    );
  });

  for (const { balance, shown } of [
    { balance: { plan: {} }, shown: [['Plan', 'none']] },
    { balance: { plan: { name: 'Pro' } }, shown: [['Plan', 'Pro']] },
    { balance: { usageAllowed: false }, shown: [] },
    { balance: { usageAllowed: true }, shown: [] },
    { balance: {}, shown: [] },
    { balance: { lots: [], topUps: [] }, shown: [] },
    { balance: { lots: [{ kind: 'Gift' }], topUps: [{}] }, shown: [] },
    { balance: { lots: [{ kind: 'Gift', remaining: 0, allocated: 0 }] }, shown: [['Gift', '0 of 0']] },
    { balance: { lots: [{ kind: 'Gift', expiresAt: now }] }, shown: [['Gift', 'expired Nov 20']] },
    {
      balance: { lots: [{ kind: 'Gift', remaining: 5, expiresAt: now + 1 }] },
      shown: [['Gift', '5 · expires Nov 20']],
    },
    {
      balance: { renewsAt: now + 5 * day, allowance: 1000 },
      shown: [['Renews', 'Nov 25 to 1,000']],
    },
  ] as readonly { balance: PoolChange; shown: unknown }[]) {
    it(`of ${JSON.stringify(balance)} are ${JSON.stringify(shown)}`, () => {
      assert.deepStrictEqual(texts(withBalance(balanceOf(balance))), shown);
    });
  }

  it('make no link or icon of what a service says', () => {
    const kind = '[Renew](command:x) $(bug)';
    const row = withBalance(balanceOf({ lots: [{ kind }], plan: { name: kind }, topUps: [{ status: kind }] }));
    assert.deepStrictEqual(
      withChildren([row]).filter((shown) => /\]\(|\$\(/.test(JSON.stringify({ ...shown, children: [] }))),
      [],
    );
  });
});

describe('an account with several pools', () => {
  const [lot, later] = [
    { kind: 'Gift', remaining: 5 },
    { kind: 'Plan', remaining: 1 },
  ];
  const row = withBalance({
    pools: [
      { id: 'usd', unit: currency('USD'), amount: 4.2, lots: [lot] },
      { id: 'cny', name: 'Yuan', unit: currency('CNY'), amount: 0, lots: [later] },
    ],
  });

  it('has the most pressing one in its row, with the details of that one below', () => {
    assert.deepStrictEqual([row.description, row.icon], ['CN¥0.00 · empty', 'error']);
    assert.deepStrictEqual(texts(row)[0], ['Plan', 'CN¥1.00']);
  });

  it('lists the others below, each with its own details', () => {
    const [, other, ...more] = row.children;
    assert.ok(other);
    assert.deepStrictEqual(
      [other.label, other.description, texts(other), more],
      ['USD', '$4.20', [['Gift', '$5.00']], []],
    );
  });

  it('gives each row an id of its own', () => {
    const ids = withChildren([row]).map(({ id }) => id);
    assert.deepStrictEqual(ids, ['mimir', 'mimir/pool/cny/lot/0', 'mimir/pool/usd', 'mimir/pool/usd/lot/0']);
  });
});

describe('the rows of a failure', () => {
  const failures: readonly Failure[] = [
    ...failureKinds.map((kind) => ({ kind })),
    ...failureReasons.map((reason) => ({ kind: 'unexpected', reason }) as const),
  ];
  for (const failure of failures) {
    it(`${failure.reason ?? failure.kind} say what happened, in a sentence to a screen reader, and how old the balance is`, () => {
      const [row, ...others] = only([[account, sampleReading({ failure })]]).children;
      assert.deepStrictEqual(
        [row?.id, row?.label, row?.accessibilityLabel, others.map(({ label, description }) => [label, description])],
        ['mimir/failure', 'Failed', failureHelp(failure).sentence('Mimir'), [['Updated', 'just now']]],
      );
    });
  }

  it('say until when a service is left alone', () => {
    const failure = { kind: 'rateLimited', notBefore: now + 2_700_000 } as const;
    assert.deepStrictEqual(texts(only([[account, sampleReading({ failure })]])), [
      ['Failed', 'rate limited'],
      ['Retry', 'at 12:45 PM'],
      ['Updated', 'just now'],
    ]);
  });

  it('name the new host of an endpoint that has moved, and so does the row', () => {
    const failure = { kind: 'unauthorized', reason: 'originChanged' } as const;
    const row = only([[account, sampleReading({ failure })]], { hostOf: () => 'gateway.example.com' });
    const sentence = 'Mimir: api.brookmimir.com moved to gateway.example.com. Replace the key to allow it.';
    assert.deepStrictEqual(
      [row.description, row.tooltip, row.children[0]?.description, row.children[0]?.tooltip],
      [
        '42 · moved to gateway.example.com',
        `Mimir: 42 credits, just now, moved to gateway.example.com\n${sentence}`,
        'moved to gateway.example.com',
        sentence,
      ],
    );
  });
});

describe('the tree', () => {
  const lots = Array.from({ length: 100 }, () => ({ kind: 'Top-up', remaining: 5 }));
  const topUps = lots.map(() => ({ amount: 5 }));
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
    const ids = withChildren(tree(known)).map(({ id }) => id);
    assert.deepStrictEqual([new Set(ids).size, ids.length], [412, 412]);
    assert.deepStrictEqual(
      withChildren(tree(known, { now: now + 60_000 })).map(({ id }) => id),
      ids,
    );
  });

  it('keeps the ids of the details while a failure comes and goes', () => {
    const [account0, reading0] = known[0] ?? assert.fail();
    const ids = (found: readonly Row[]) =>
      withChildren(found)
        .map(({ id }) => id)
        .filter((id) => !/\/(failure|age)$/.test(id));
    assert.deepStrictEqual(
      ids(tree([[account0, { ...reading0, failure: undefined }]])),
      ids(tree([[account0, reading0]])),
    );
  });

  it("has no markup of its own, and names each row's account", () => {
    assert.deepStrictEqual(
      withChildren(tree(known)).filter(
        (row) =>
          /\$\(|\]\(|<|\n.*\n/.test(`${row.label}${row.description}${row.tooltip}`) ||
          !['a', 'b'].includes(row.accountId ?? ''),
      ),
      [],
    );
  });
});

describe('the rows of the forecast', () => {
  const withOutlook = (outlook: Outlook, pool: PoolChange = {}) =>
    only([[account, sampleReading({ balance: balanceOf({ amount: 42, ...pool }) })]], {
      outlooks: new Map([['mimir', outlook]]),
    });

  it('are the usage rate and the date', () => {
    assert.deepStrictEqual(texts(withOutlook(sampleOutlook())), [
      ['Usage', '12/day (9–15)'],
      ['Runs out', 'Nov 24 (Nov 23–25)'],
    ]);
  });

  it('are whole sentences to a screen reader', () => {
    assert.deepStrictEqual(
      withOutlook(sampleOutlook()).children.map(({ accessibilityLabel }) => accessibilityLabel),
      ['Uses 12 credits a day (9–15)', '4 days left, runs out Nov 24 (Nov 23–25)'],
    );
  });

  it('say when the rate was measured, and from what', () => {
    assert.equal(
      withOutlook(sampleOutlook()).children[0]?.tooltip,
      "Uses 12 credits a day (9–15)\nMeasured Nov 13–20. Top-ups and expired credits don't count.",
    );
  });

  it('say what the forecast still needs, in place of a number', () => {
    const learning = { hours: 19, charges: 1 };
    const pool = { history: [], usageRate: undefined, learning, forecast: undefined, fullAmount: undefined };
    const row = withOutlook({ history: [], pools: new Map([['main', pool]]) });
    assert.deepStrictEqual(
      [texts(row), row.children[0]?.accessibilityLabel],
      [[['Forecast', 'in 19 h and 1 charge']], 'Forecast available after 19 more hours and 1 more charge'],
    );
  });

  it('leave the date out of what is used up, and of what is renewed before', () => {
    assert.deepStrictEqual(labels(withOutlook(sampleOutlook({ emptyAt: now }), { amount: 0 })), ['Usage']);
    const [[, pool] = []] = sampleOutlook().pools;
    assert.ok(pool);
    const renewal = { at: now + day, source: 'stated' } as const;
    const renewed = { history: [], pools: new Map([['main', { ...pool, renewal }]]) };
    assert.deepStrictEqual(labels(withOutlook(renewed)), ['Usage', 'Renews']);
  });

  it('are none for what is unlimited or unknown', () => {
    assert.deepStrictEqual(labels(withOutlook(sampleOutlook(), { amount: undefined })), []);
    assert.deepStrictEqual(labels(withOutlook(sampleOutlook(), { unlimited: true })), []);
  });

  it('say how much of which lot will expire unused', () => {
    const lot = { kind: 'Gift', allocated: 1000, remaining: 400, expiresAt: now + 10 * day };
    const used = { kind: 'Plan', allocated: 500, remaining: 100, expiresAt: now + 20 * day };
    const expiries = [{ lot, amount: 320, at: lot.expiresAt }];
    const { children } = withOutlook(sampleOutlook({ expiries }), { amount: 500, lots: [lot, used] });
    assert.deepStrictEqual(
      children.slice(2).map(({ label, description }) => [label, description]),
      [
        ['Gift', '400 · ~320 expire Nov 30'],
        ['Plan', '100 · expires Dec 10'],
      ],
    );
    assert.match(children[2]?.tooltip ?? '', /\n~320 of 1,000 credits will expire unused on Nov 30$/);
  });
});

describe('the message above the rows, without a problem,', () => {
  const other = sampleAccount({ id: 'bloom', label: 'Bloom' });
  for (const { of, known, message } of [
    { of: 'no balance', known: [[account]], message: undefined },
    {
      of: 'a balance',
      known: [[account, sampleReading({ balanceAt: now - 2 * minute })]],
      message: 'Updated 2 min ago',
    },
    {
      of: 'two balances, by the older one',
      known: [
        [account, sampleReading({ balanceAt: now - 2 * minute })],
        [other, sampleReading({ accountId: 'bloom', balanceAt: now - 9 * minute })],
      ],
      message: 'Updated 9 min ago',
    },
    {
      of: 'a fresh and a stale balance, which says its age itself',
      known: [
        [account, sampleReading()],
        [other, sampleReading({ accountId: 'bloom', balanceAt: now - 9 * hour })],
      ],
      message: 'Updated just now',
    },
    {
      of: 'stale balances alone, by the newest',
      known: [[account, sampleReading({ balanceAt: now - 9 * hour })]],
      message: 'Updated 9 h ago',
    },
  ] as readonly { of: string; known: Known; message: string | undefined }[]) {
    it(`says how fresh all are, for ${of}`, () => {
      assert.equal(viewMessage(summarize(summaryInput(known)), undefined, format), message);
    });
  }
});

describe('the message above the rows', () => {
  const offline = { failure: { kind: 'offline' } } as const;
  for (const { known, message } of [
    { known: [], message: undefined },
    { known: [[account, sampleReading({ failure: { kind: 'timeout' } })]], message: 'Updated just now' },
    {
      known: [[account, sampleReading({ ...offline, balanceAt: now - 2 * minute })]],
      message: 'Offline. Showing last known balances, updated 2 min ago.',
    },
    {
      known: [[account, sampleReading({ ...offline, balance: undefined, balanceAt: undefined })]],
      message: 'Offline. No balances yet.',
    },
  ] as readonly { known: Known; message: string | undefined }[]) {
    it(`is ${message ?? 'none'}`, () =>
      assert.equal(viewMessage(summarize(summaryInput(known)), undefined, format), message));
  }

  it('says each problem with the saved data and with the settings once', () => {
    const storageProblems = [
      { file: 'readings.json', kind: 'unwritable' },
      { file: 'accounts.json', kind: 'unreadable' },
      { file: 'accounts.json', kind: 'setAside' },
    ] as const;
    assert.equal(
      viewMessage(
        summarize(summaryInput([[account, sampleReading()]], { storageProblems })),
        "Can't use a custom service.",
        format,
      ),
      `Credits can't save its data (disk full or read-only). The damaged list of accounts was set aside. Add your API keys again, or delete the saved ones with "Remove All API Keys". Can't use a custom service. Updated just now`,
    );
  });
});
