import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { Format } from '../../src/core/format.ts';
import { type SummaryInput, summarize } from '../../src/core/summary.ts';
import { providers } from '../../src/providers/index.ts';
import { BalancesView } from '../../src/vscode/balancesView.ts';
import { sampleAccount } from '../support/fakes/sampleAccount.ts';
import { sampleFacts } from '../support/fakes/sampleFacts.ts';
import { sampleReading } from '../support/fakes/sampleReading.ts';
import { wholeExtension } from '../support/integration/activeExtension.ts';
import { spyOnTree, type TreeSpy } from '../support/integration/spyOnTree.ts';

const known = [sampleAccount(), sampleReading()] as const;
const refused = [sampleAccount(), sampleReading({ failure: { kind: 'unauthorized' }, failures: 1 })] as const;
const olostep = [
  sampleAccount({ id: 'olostep', provider: 'olostep', label: 'Olostep' }),
  sampleReading({
    accountId: 'olostep',
    balance: {
      pools: [
        {
          unit: { kind: 'count', name: 'credits' },
          amount: 12_500,
          lots: [{ kind: 'Subscription', allocated: 10_000, remaining: 8_500 }],
        },
      ],
    },
  }),
] as const;

describe('the tree, in VS Code', () => {
  let spy: TreeSpy;
  let view: BalancesView;
  let changes: number;
  before(wholeExtension);
  beforeEach(() => {
    spy = spyOnTree();
    view = new BalancesView(new Format('en', 'UTC'), providers);
    changes = 0;
    view.onDidChangeTreeData(() => {
      changes += 1;
    });
  });
  afterEach(() => {
    view.dispose();
    spy.dispose();
  });

  function show(...[accounts, change]: Parameters<typeof sampleFacts>): void {
    view.show(summarize(sampleFacts(accounts, change)), false, 0);
  }

  /** The items below a row, by its place; those of the first level without one. */
  function items(row?: number): readonly vscode.TreeItem[] {
    const parent = row === undefined ? undefined : view.getChildren()[row];
    return view.getChildren(parent).map((child) => view.getTreeItem(child));
  }

  it('makes of an account an item that tells all by words', () => {
    show([known]);
    const [item] = items();
    ok(item instanceof vscode.TreeItem);
    deepStrictEqual(
      { ...item },
      {
        ...new vscode.TreeItem('Mimir', vscode.TreeItemCollapsibleState.None),
        id: 'mimir',
        description: '42 credits · just now',
        tooltip: 'Mimir: 42 credits, just now',
        iconPath: new vscode.ThemeIcon('credit-card'),
        accessibilityInformation: { label: 'Mimir, 42 credits, just now' },
        contextValue: 'account',
      },
    );
  });

  it('gives trouble an icon of the color that the theme has for it', () => {
    show([refused]);
    const icon = items()[0]?.iconPath;
    ok(icon instanceof vscode.ThemeIcon);
    deepStrictEqual([icon.id, icon.color?.id], ['warning', 'problemsWarningIcon.foreground']);
  });

  it('makes of what helps an item that a click acts on', () => {
    show([refused]);
    const [item] = items(0);
    strictEqual(items()[0]?.collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    deepStrictEqual(
      { label: item?.label, command: item?.command, contextValue: item?.contextValue },
      {
        label: 'Key not accepted. Replace the key',
        command: { title: 'Replace the key', command: 'credits.replaceKey', arguments: [{ accountId: 'mimir' }] },
        contextValue: 'detail',
      },
    );
  });

  it('says whether there is a billing page, for the menus', () => {
    show([known, olostep]);
    deepStrictEqual(
      items().map(({ id, contextValue }) => ({ id, contextValue })),
      [
        { id: 'mimir', contextValue: 'account' },
        { id: 'olostep', contextValue: 'account billing' },
      ],
    );
  });

  it('puts the lots of an account below it', () => {
    show([olostep]);
    deepStrictEqual(
      items(0).map(({ label, accessibilityInformation }) => [label, accessibilityInformation?.label]),
      [['Subscription: 8,500 of 10,000', 'Lot Subscription: 8,500 of 10,000']],
    );
  });

  it('never gives two items the same id', () => {
    show([refused, olostep]);
    const ids = [...items(), ...items(0), ...items(1)].map(({ id }) => id);
    strictEqual(new Set(ids).size, ids.length);
  });

  it('says above the rows that there is no network, and stops to say so', () => {
    const offline: SummaryInput['readings'] = new Map([
      ['mimir', sampleReading({ failure: { kind: 'offline' }, failures: 1 })],
    ]);
    show([known], { readings: offline });
    strictEqual(spy.view?.message, 'Offline. The last answer came just now.');
    show([known]);
    strictEqual(spy.view?.message, undefined);
  });

  it('is drawn again when a row changes, and only then', () => {
    show([known]);
    show([known]);
    strictEqual(changes, 1);
    show([
      [
        sampleAccount(),
        sampleReading({ balance: { pools: [{ unit: { kind: 'count', name: 'credits' }, amount: 41 }] } }),
      ],
    ]);
    strictEqual(changes, 2);
  });
});
