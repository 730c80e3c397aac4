import * as vscode from 'vscode';
import { DashboardFeed } from '../core/dashboard/dashboardFeed.ts';
import type { DashboardCommand } from '../core/dashboard/dashboardMessage.ts';
import type { Look } from '../core/dashboard/dashboardModel.ts';
import type { SummarySource } from '../core/liveSummary.ts';
import type { Disposable } from '../core/ports.ts';
import type { ProviderRegistry } from '../core/provider.ts';
import { dashboardHtml } from './dashboardHtml.ts';
import { dashboardRequest } from './dashboardRequest.ts';
import { commands, dashboardViewType } from './names.ts';

interface DashboardPorts {
  readonly extensionUri: vscode.Uri;
  /** A BCP 47 tag. */
  readonly locale: string;
  readonly summary: SummarySource;
  readonly providers: Pick<ProviderRegistry, 'get'>;
}

/** What a page may have done. */
const commandIds: Readonly<Record<DashboardCommand, string>> = { addAccount: commands.addAccount };

/** The editor tab with the balances over time: one at a time, restored with the window. It posts what the summary says. */
export class Dashboard implements Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #feed: DashboardFeed;
  readonly #serializer: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  /** What the page that is on show looks at; undefined while there is none. */
  #look: Look | undefined;
  readonly #summary: SummarySource;
  readonly #subscription: Disposable;

  constructor({ extensionUri, locale, summary, providers }: DashboardPorts) {
    this.#extensionUri = extensionUri;
    this.#feed = new DashboardFeed(locale, providers);
    this.#summary = summary;
    this.#subscription = summary.onDidChange(() => this.#post());
    this.#serializer = vscode.window.registerWebviewPanelSerializer(dashboardViewType, {
      deserializeWebviewPanel: async (panel) => this.#adopt(panel),
    });
  }

  /** Opens the tab, or shows the one that is open. */
  open(): void {
    if (this.#panel) {
      this.#panel.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      dashboardViewType,
      'Credits Dashboard',
      vscode.ViewColumn.Active,
      // The page gets everything again when it is shown again, so that it costs nothing while it is hidden.
      { ...this.#options, enableFindWidget: true, retainContextWhenHidden: false },
    );
    this.#adopt(panel);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#serializer.dispose();
    // The tab stays, for the next start of the extension to take it up again.
    this.#panel = undefined;
    this.#look = undefined;
  }

  get #options(): vscode.WebviewOptions {
    return { enableScripts: true, localResourceRoots: [this.#dist] };
  }

  get #dist(): vscode.Uri {
    return vscode.Uri.joinPath(this.#extensionUri, 'dist');
  }

  #adopt(panel: vscode.WebviewPanel): void {
    // A tab of the last time that comes up late is the one that the person looks at.
    const other = this.#panel;
    this.#panel = panel;
    this.#look = undefined;
    other?.dispose();
    panel.iconPath = vscode.Uri.joinPath(this.#extensionUri, 'media/icon.png');
    panel.webview.options = this.#options;
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (panel === this.#panel) this.#answer(message);
    });
    panel.onDidChangeViewState(() => {
      // VS Code throws the page of a hidden tab away. The next one says what it looks at.
      if (panel === this.#panel && !panel.visible) this.#look = undefined;
    });
    panel.onDidDispose(() => {
      if (panel !== this.#panel) return;
      this.#panel = undefined;
      this.#look = undefined;
    });
    const script = panel.webview.asWebviewUri(vscode.Uri.joinPath(this.#dist, 'dashboard.js'));
    panel.webview.html = dashboardHtml(String(script), crypto.randomUUID().replaceAll('-', ''));
  }

  #answer(message: unknown): void {
    const request = dashboardRequest(message);
    if (request?.kind === 'run') void vscode.commands.executeCommand(commandIds[request.command]);
    if (request?.kind !== 'look') return;
    if (request.fresh) this.#feed.reset();
    this.#look = { range: request.range, tables: request.tables };
    this.#post();
  }

  #post(): void {
    if (!this.#look) return;
    const message = this.#feed.next(this.#summary.current, this.#look);
    if (message) void this.#panel?.webview.postMessage(message);
  }
}
