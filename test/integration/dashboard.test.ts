import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import type { DashboardMessage } from '../../src/core/dashboard/dashboardMessage.ts';
import { firstLook } from '../../src/core/dashboard/look.ts';
import { summarize } from '../../src/core/summary.ts';
import { Dashboard } from '../../src/vscode/dashboard.ts';
import { commands } from '../../src/vscode/names.ts';
import { FakeSummary, sampleAccount, sampleReading, summaryInput } from '../support/fakes/samples.ts';
import { wholeExtension } from '../support/integration/activeExtension.ts';
import { eventually } from '../support/integration/eventually.ts';
import { type PanelSpy, spyOnPanels } from '../support/integration/spyOnPanels.ts';

const look = { kind: 'look', fresh: true, ...firstLook };
const known = [sampleAccount(), sampleReading()] as const;

describe('the dashboard, in VS Code', () => {
  let spy: PanelSpy;
  let dashboard: Dashboard;
  let source: FakeSummary;
  let extensionUri: vscode.Uri;
  before(wholeExtension);
  beforeEach(() => {
    spy = spyOnPanels();
    source = new FakeSummary(summary());
    const extension = vscode.extensions.getExtension('credits-dev.credits');
    ok(extension);
    ({ extensionUri } = extension);
    dashboard = new Dashboard({
      extensionUri,
      locale: 'en',
      summary: source,
      providers: { get: () => undefined },
      privacy: { value: false },
    });
  });
  afterEach(() => {
    dashboard.dispose();
    spy.dispose();
  });

  const summary = (...accounts: Parameters<typeof summaryInput>[0]) => summarize(summaryInput(accounts));
  const posted = () => spy.posted.map(({ pools }: DashboardMessage) => pools.map(({ id }) => id));

  it('lets the page load only files of the extension, and run only its script and what that imports', async () => {
    await dashboard.open();
    const [panel] = spy.panels;
    ok(panel);
    const { enableScripts, enableCommandUris, localResourceRoots } = panel.webview.options;
    deepStrictEqual([enableScripts, enableCommandUris ?? false], [true, false]);
    deepStrictEqual(localResourceRoots?.map(String), [String(vscode.Uri.joinPath(extensionUri, 'dist'))]);
    strictEqual(panel.options.retainContextWhenHidden ?? false, false);
    const { cspSource, html } = panel.webview;
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll(/\w{32}/g, 'number');
    match(policy ?? '', /^default-src 'none'; /);
    ok(policy?.includes(`; script-src 'nonce-number' ${cspSource}; style-src 'nonce-number'; `));
    const script = panel.webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist/dashboard.js'));
    ok(html.includes(`import("${String(script)}")`));
  });

  it('is one tab, whose page has another number each time', async () => {
    await dashboard.open();
    await dashboard.open();
    strictEqual(spy.panels.length, 1);
    const first = spy.panels[0]?.webview.html;
    spy.panels[0]?.dispose();
    await dashboard.open();
    strictEqual(spy.panels.length, 2);
    ok(first !== spy.panels[1]?.webview.html);
  });

  it('can be opened twice and closed before its page is written', async () => {
    const opening = [dashboard.open(), dashboard.open()];
    strictEqual(spy.panels.length, 1);
    spy.panels[0]?.dispose();
    await Promise.all(opening);
    await dashboard.open();
    strictEqual(spy.panels.length, 2);
    match(spy.panels[1]?.webview.html ?? '', /<script type="module" nonce=/);
  });

  it('tells its page what it knows once it is asked, then what changes', async () => {
    source.update(summary(known));
    await dashboard.open();
    deepStrictEqual(posted(), []);
    spy.ask(look);
    deepStrictEqual(posted(), [['mimir']]);
    source.update(summary(known));
    strictEqual(posted().length, 1);
    source.update(summary(known, [sampleAccount({ id: 'bloom' }), sampleReading({ accountId: 'bloom' })]));
    deepStrictEqual(posted()[1], ['bloom']);
  });

  it('tells nothing while it is hidden, and all to the page that comes after', async () => {
    source.update(summary(known));
    await dashboard.open();
    spy.ask(look);
    await vscode.commands.executeCommand('workbench.action.files.newUntitledFile');
    await eventually('the tab to be hidden', () => spy.panels[0]?.visible === false);
    const before = posted().length;
    source.update(summary(known, [sampleAccount({ id: 'bloom' }), sampleReading({ accountId: 'bloom' })]));
    strictEqual(posted().length, before);
    await dashboard.open();
    await eventually('the tab to be shown', () => spy.panels[0]?.visible === true);
    spy.ask(look);
    deepStrictEqual(posted().at(-1)?.toSorted(), ['bloom', 'mimir']);
  });

  it('runs the commands that its page may run, and takes no notice of all else', async () => {
    source.update(summary(known));
    await dashboard.open();
    for (const message of [null, 'look', { kind: 'run', command: commands.removeAllKeys }, { kind: 'look' }])
      spy.ask(message);
    deepStrictEqual([posted(), spy.ran], [[], []]);
    spy.ask({ kind: 'run', command: 'addAccount' });
    spy.ask({ kind: 'run', command: 'topUp', accountId: 'mimir' });
    spy.ask({ kind: 'run', command: 'topUp', accountId: 'gone' });
    deepStrictEqual(spy.ran, [commands.addAccount, commands.openBilling]);
  });

  it('begins with a page that can be read, and still tells all of it once it is asked', async () => {
    source.update(summary(known));
    await dashboard.open();
    match(spy.panels[0]?.webview.html ?? '', /<span>Mimir<\/span>.*<td class="left">42</);
    spy.ask(look);
    deepStrictEqual(posted(), [['mimir']]);
  });

  it('begins again with nothing after it was hidden: what was known then may be old', async () => {
    source.update(summary(known));
    await dashboard.open();
    await vscode.commands.executeCommand('workbench.action.files.newUntitledFile');
    await eventually('the tab to be hidden', () => spy.panels[0]?.visible === false);
    const { html = '' } = spy.panels[0]?.webview ?? {};
    match(html, /Loading…/);
    ok(!html.includes('Mimir'));
  });

  it('takes up the tab of the last time', async () => {
    source.update(summary(known));
    await spy.restore();
    spy.ask(look);
    deepStrictEqual(posted(), [['mimir']]);
    await dashboard.open();
    strictEqual(spy.panels.length, 1);
  });
});
