import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../src/vscode/names.ts';
import { StatusBar } from '../../src/vscode/statusBar.ts';
import type { StatusItem } from '../../src/vscode/statusText.ts';
import { spyOnStatusItem } from '../support/integration/spyOnStatusItem.ts';

const shown: StatusItem = {
  text: '$(credit-card) Mimir 42',
  label: 'Credits: Mimir, 42 credits, low.',
  warning: true,
  command: commands.showBalances,
};

const markdown = '[$(refresh) Refresh](command:credits.refresh)';

describe('the status bar item, in VS Code', () => {
  const made: StatusBar[] = [];
  afterEach(() => {
    for (const statusBar of made.splice(0)) statusBar.dispose();
  });

  /** What VS Code has made of the item. */
  function show(...items: readonly StatusItem[]): vscode.StatusBarItem {
    const spy = spyOnStatusItem();
    try {
      const statusBar = new StatusBar();
      made.push(statusBar);
      for (const item of items) statusBar.show(item, markdown);
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
    const { text, accessibilityInformation, command } = show(shown);
    deepStrictEqual(
      { text, accessibilityInformation, command },
      { text: shown.text, accessibilityInformation: { label: shown.label }, command: 'credits.showBalances' },
    );
  });

  it('takes the color of a warning and gives it back', () => {
    deepStrictEqual(show(shown).backgroundColor, new vscode.ThemeColor('statusBarItem.warningBackground'));
    strictEqual(show(shown, { ...shown, warning: false }).backgroundColor, undefined);
  });

  it('has a tooltip with icons and without HTML, in which three commands can be run and no other', () => {
    const { tooltip } = show(shown);
    ok(tooltip instanceof vscode.MarkdownString);
    strictEqual(tooltip.value, markdown);
    strictEqual(tooltip.supportThemeIcons, true);
    ok(!tooltip.supportHtml);
    deepStrictEqual(tooltip.isTrusted, {
      enabledCommands: ['credits.refresh', 'credits.showBalances', 'credits.openDashboard'],
    });
  });

  it('runs a command that VS Code knows', async () => {
    const { command } = show(shown);
    ok((await vscode.commands.getCommands(true)).includes(String(command)));
  });
});
