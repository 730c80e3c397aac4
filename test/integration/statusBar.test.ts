import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { Emitter } from '../../src/core/emitter.ts';
import { Format } from '../../src/core/format.ts';
import type { StatusSubject } from '../../src/core/statusAccount.ts';
import { type Summary, type SummaryInput, summarize } from '../../src/core/summary.ts';
import { StatusBar } from '../../src/vscode/statusBar.ts';
import { sampleAccount, sampleReading, summaryInput } from '../support/fakes/samples.ts';
import { eventually } from '../support/integration/eventually.ts';
import { spyOnStatusItem } from '../support/integration/spyOnStatusItem.ts';

const known = [[sampleAccount(), sampleReading()]] as const;
const fine = {};
const low = { thresholds: { mimir: { low: 100 } } };

describe('the status bar item, in VS Code', () => {
  const made: StatusBar[] = [];
  afterEach(() => {
    for (const statusBar of made.splice(0)) statusBar.dispose();
  });

  /** What VS Code has made of the item after these changes of the summary. */
  function show(...changes: readonly Partial<SummaryInput>[]): vscode.StatusBarItem {
    const spy = spyOnStatusItem();
    try {
      const changed = new Emitter<Summary>();
      const subject = { value: 'balance' as const, onDidChange: new Emitter<StatusSubject | undefined>().event };
      const summary = { current: summarize(summaryInput(known, changes.at(-1))), onDidChange: changed.event };
      made.push(new StatusBar({ summary, format: new Format('en', 'UTC'), subject }));
      for (const change of changes) changed.fire(summarize(summaryInput(known, change)));
      ok(spy.item);
      return spy.item;
    } finally {
      spy.dispose();
    }
  }

  it('has an id and a name of its own, so that a person can hide it, and stands on the right', () => {
    const { id, name, alignment } = show();
    deepStrictEqual(
      { id, name, alignment },
      { id: 'credits.lowest', name: 'Credits: Lowest Balance', alignment: vscode.StatusBarAlignment.Right },
    );
  });

  it('says the same to the eye and to a screen reader', () => {
    const { text, accessibilityInformation, command } = show(low);
    deepStrictEqual(
      { text, accessibilityInformation, command },
      {
        text: '$(warning) Mimir 42 · low',
        accessibilityInformation: { label: 'Credits: Mimir, 42 credits, low.' },
        command: { command: 'credits.showBalances', title: '', arguments: [{ accountId: 'mimir' }] },
      },
    );
  });

  it('takes the color of a warning and gives it back', () => {
    deepStrictEqual(show(low).backgroundColor, new vscode.ThemeColor('statusBarItem.warningBackground'));
    strictEqual(show(low, fine).backgroundColor, undefined);
  });

  it('has a tooltip with icons and without HTML, in which the commands that it links to can be run and no other', async () => {
    const item = show(fine, fine);
    await eventually('the tooltip', () => item.tooltip !== undefined);
    const { tooltip } = item;
    ok(tooltip instanceof vscode.MarkdownString && /\| Mimir .* 42&nbsp;credits/.test(tooltip.value));
    strictEqual(tooltip.supportThemeIcons, true);
    ok(!tooltip.supportHtml);
    deepStrictEqual(tooltip.isTrusted, {
      enabledCommands: [
        'credits.refresh',
        'credits.showBalances',
        'credits.openDashboard',
        'credits.openSettings',
        'credits.openBilling',
        'credits.replaceKey',
        'credits.chooseStatusBar',
      ],
    });
  });

  it('runs a command that VS Code knows', async () => {
    const { command } = show(fine);
    ok(typeof command === 'object');
    ok((await vscode.commands.getCommands(true)).includes(command.command));
  });
});
