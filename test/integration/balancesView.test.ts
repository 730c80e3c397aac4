import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { Emitter } from '../../src/core/emitter.ts';
import { Format } from '../../src/core/format.ts';
import { type Summary, type SummaryInput, summarize } from '../../src/core/summary.ts';
import { providers } from '../../src/providers/index.ts';
import { BalancesView } from '../../src/vscode/balancesView.ts';
import type { Grouping } from '../../src/vscode/serviceGroups.ts';
import { sampleAccount, sampleReading, summaryInput } from '../support/fakes/samples.ts';
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
  let source: Emitter<Summary>;
  let changes: (readonly string[] | 'all')[];
  let problem: string | undefined;
  const problemChanged = new Emitter<void>();
  before(wholeExtension);
  beforeEach(() => {
    spy = spyOnTree();
    source = new Emitter<Summary>();
    view = new BalancesView({
      summary: { current: summarize(summaryInput([])), onDidChange: source.event },
      format: new Format('en', 'UTC'),
      providers,
      grouping: { value: 'auto', onDidChange: new Emitter<Grouping>().event },
      privacy: { value: false, onDidChange: new Emitter<boolean>().event },
      settingsProblem: {
        get value() {
          return problem;
        },
        onDidChange: problemChanged.event,
      },
    });
    changes = [];
    view.onDidChangeTreeData((changed) => changes.push(changed?.map(({ id }) => id) ?? 'all'));
  });
  afterEach(() => {
    view.dispose();
    spy.dispose();
  });

  function show(...[accounts, change]: Parameters<typeof summaryInput>): void {
    source.fire(summarize(summaryInput(accounts, change)));
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
        description: '42',
        tooltip: 'Mimir: 42 credits',
        iconPath: new vscode.ThemeIcon('credit-card'),
        accessibilityInformation: { label: 'Mimir, 42 credits' },
        contextValue: 'account active',
      },
    );
  });

  it('gives trouble an icon of the color that the theme has for it', () => {
    show([refused]);
    const icon = items()[0]?.iconPath;
    ok(icon instanceof vscode.ThemeIcon);
    deepStrictEqual([icon.id, icon.color?.id], ['key', 'problemsWarningIcon.foreground']);
  });

  it('makes no item that a click acts on, and says for the menus what helps', () => {
    show([refused]);
    const [item] = items(0);
    strictEqual(items()[0]?.collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    deepStrictEqual(
      [items()[0]?.contextValue, item?.label, item?.description, item?.command],
      ['account key active', 'Failed', 'invalid key', undefined],
    );
  });

  it('says whether there is a billing page, for the menus', () => {
    show([known, olostep]);
    deepStrictEqual(
      items().map(({ id, contextValue }) => ({ id, contextValue })),
      [
        { id: 'mimir', contextValue: 'account active' },
        { id: 'olostep', contextValue: 'account billing active' },
      ],
    );
  });

  it('puts the lots of an account below it', () => {
    show([olostep]);
    deepStrictEqual(
      items(0).map(({ label, accessibilityInformation }) => [label, accessibilityInformation?.label]),
      [['Subscription', 'Lot Subscription: 8,500 of 10,000 credits']],
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
    strictEqual(spy.view?.message, 'Offline. Showing last known balances, updated just now.');
    show([known]);
    strictEqual(spy.view?.message, 'Updated just now');
  });

  it('says what is wrong in the settings, until it no longer is', () => {
    problem = "Can't use a custom service.";
    problemChanged.fire();
    strictEqual(spy.view?.message, "Can't use a custom service.");
    problem = undefined;
    problemChanged.fire();
    strictEqual(spy.view?.message, undefined);
  });

  it('says once how fresh all balances are', () => {
    show([known], { now: summaryInput([]).now + 120_000 });
    strictEqual(spy.view?.message, 'Updated 2 min ago');
  });

  it('draws only the rows that changed, and those that stay are the same to VS Code', () => {
    show([known, olostep]);
    const before = view.getChildren();
    show([known, olostep]);
    show([known, olostep], { now: summaryInput([]).now + 60_000 });
    show([refused, olostep]);
    show([olostep]);
    deepStrictEqual(changes, ['all', ['mimir'], 'all']);
    strictEqual(view.getChildren()[0], before[1]);
  });

  it('names its account to a command that is run on a row after a redraw', () => {
    show([known]);
    const [row] = view.getChildren();
    show([refused]);
    strictEqual(row?.accountId, 'mimir');
  });
});
