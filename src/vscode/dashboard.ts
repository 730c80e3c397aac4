import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import * as vscode from 'vscode';
import { DashboardFeed } from '../core/dashboard/dashboardFeed.ts';
import type { AccountCommand, DashboardRequest, PageCommand } from '../core/dashboard/dashboardMessage.ts';
import { firstLook, type Look, lookIn } from '../core/dashboard/look.ts';
import type { PageStart, Prerenderer } from '../core/dashboard/prerenderer.ts';
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
  /** True while amounts are hidden. A change of it comes with one of the summary. */
  readonly privacy: { readonly value: boolean };
}

/** What a page may have done, … */
const pageCommandIds: Readonly<Record<PageCommand, readonly [id: string, argument?: string]>> = {
  addAccount: [commands.addAccount],
  refresh: [commands.refresh],
  export: [commands.exportStatement],
  settings: ['workbench.action.openSettings', '@ext:credits-dev.credits'],
};
/** … and for one account. */
const accountCommandIds: Readonly<Record<AccountCommand, string>> = {
  topUp: commands.openBilling,
  refreshAccount: commands.refresh,
  setAlert: commands.setLowBalanceAlert,
  replaceKey: commands.replaceKey,
};

/** The editor tab with the balances over time: one at a time, restored with the window. It posts what the summary says. */
export class Dashboard implements Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #pageOptions: vscode.WebviewOptions;
  readonly #feed: DashboardFeed;
  readonly #serializer: vscode.Disposable;
  /** Undefined until the first tab. */
  #prerenderer: Prerenderer | undefined;
  #panel: vscode.WebviewPanel | undefined;
  /** What the page that is on show looks at; undefined while there is none. */
  #look: Look | undefined;
  readonly #summary: SummarySource;
  readonly #privacy: DashboardPorts['privacy'];
  readonly #subscription: Disposable;

  constructor({ extensionUri, locale, summary, providers, privacy }: DashboardPorts) {
    this.#extensionUri = extensionUri;
    this.#pageOptions = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')] };
    this.#feed = new DashboardFeed(locale, providers);
    this.#summary = summary;
    this.#privacy = privacy;
    this.#subscription = summary.onDidChange(() => this.#post());
    this.#serializer = vscode.window.registerWebviewPanelSerializer(dashboardViewType, {
      deserializeWebviewPanel: (panel, state: unknown) => this.#adopt(panel, state),
    });
  }

  /** Opens the tab, or shows the one that is open. Rejects if the page's files can't be loaded. */
  async open(): Promise<void> {
    if (this.#panel) {
      this.#panel.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      dashboardViewType,
      'Credits Dashboard',
      vscode.ViewColumn.Active,
      // The page gets everything again when it is shown again, so that it costs nothing while it is hidden.
      { ...this.#pageOptions, enableFindWidget: true, retainContextWhenHidden: false },
    );
    await this.#adopt(panel);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#serializer.dispose();
    // The tab stays, for the next start of the extension to take it up again.
    this.#panel = undefined;
    this.#look = undefined;
  }

  async #adopt(panel: vscode.WebviewPanel, state?: unknown): Promise<void> {
    // A tab of the last time that comes up late is the one that the person looks at.
    const other = this.#panel;
    this.#panel = panel;
    this.#look = undefined;
    other?.dispose();
    panel.iconPath = vscode.Uri.joinPath(this.#extensionUri, 'media/icon.png');
    panel.webview.options = this.#pageOptions;
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (panel === this.#panel) this.#answer(message);
    });
    panel.onDidChangeViewState(() => {
      // VS Code throws the page of a hidden tab away. The next one says what it looks at.
      if (panel !== this.#panel || panel.visible) return;
      this.#look = undefined;
      if (this.#prerenderer) panel.webview.html = this.#html(this.#prerenderer, panel.webview);
    });
    panel.onDidDispose(() => {
      if (panel !== this.#panel) return;
      this.#panel = undefined;
      this.#look = undefined;
    });
    // VS Code receives the request for the tab after this turn, and creates it while the HTML is built.
    await later(0);
    this.#prerenderer ??= await this.#loadPrerenderer();
    if (panel !== this.#panel || panel.webview.html !== '') return;
    const look = lookIn(state) ?? firstLook;
    // What is known now would be old by the time that a hidden tab is shown.
    const first = panel.visible ? this.#feed.first(this.#summary.current, look, this.#privacy.value) : undefined;
    const start = first && { first, state, now: Date.now() };
    panel.webview.html = this.#html(this.#prerenderer, panel.webview, start);
  }

  #loadPrerenderer(): Promise<Prerenderer> {
    // A file of the build, since its code is that of the page, which TypeScript checks as code for a browser.
    return import(join(this.#extensionUri.fsPath, 'dist/dashboardPrerender.cjs'));
  }

  #html(prerenderer: Prerenderer, webview: vscode.Webview, start?: PageStart): string {
    const script = String(webview.asWebviewUri(vscode.Uri.joinPath(this.#extensionUri, 'dist/dashboard.js')));
    const nonce = crypto.randomUUID().replaceAll('-', '');
    return dashboardHtml({ script, source: webview.cspSource, prerenderer }, nonce, start);
  }

  #answer(message: unknown): void {
    const request = dashboardRequest(message);
    if (request?.kind === 'run') this.#run(request);
    if (request?.kind !== 'look') return;
    const { kind, fresh, ...look } = request;
    if (fresh) this.#feed.reset();
    this.#look = look;
    this.#post();
  }

  #run(request: Extract<DashboardRequest, { readonly kind: 'run' }>): void {
    if (!('accountId' in request)) {
      void vscode.commands.executeCommand(...pageCommandIds[request.command]);
      return;
    }
    const { accountId } = request;
    if (!this.#summary.current.accounts.some(({ account }) => account.id === accountId)) return;
    void vscode.commands.executeCommand(accountCommandIds[request.command], { accountId });
  }

  #post(): void {
    if (!this.#look) return;
    const message = this.#feed.next(this.#summary.current, this.#look, this.#privacy.value);
    if (message) void this.#panel?.webview.postMessage(message);
  }
}
