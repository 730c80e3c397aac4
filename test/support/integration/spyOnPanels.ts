import * as vscode from 'vscode';
import type { DashboardMessage } from '../../../src/core/dashboard/dashboardMessage.ts';
import type { Disposable } from '../../../src/core/ports.ts';
import { replace } from './replace.ts';

/** The editor tabs with pages that are made while the spy is there. All of them close with it. */
export interface PanelSpy extends Disposable {
  readonly panels: readonly vscode.WebviewPanel[];
  /** What was posted to their pages, oldest first. */
  readonly posted: readonly DashboardMessage[];
  /** The commands of ours that were run. They are not. */
  readonly ran: readonly string[];
  /** Says what the page of the last tab would say. */
  ask(message: unknown): void;
  /** Hands over a tab of the last time, as VS Code does. */
  restore(): Promise<void>;
}

/**
 * Gives pages a type of their own: that of the dashboard belongs to the extension that VS Code has activated. The tabs
 * are VS Code's; what is posted to and fro is not.
 */
export function spyOnPanels(): PanelSpy {
  const panels: vscode.WebviewPanel[] = [];
  const posted: DashboardMessage[] = [];
  const ran: string[] = [];
  const listeners: ((message: unknown) => void)[] = [];
  const serializers: vscode.WebviewPanelSerializer[] = [];
  const { createWebviewPanel, registerWebviewPanelSerializer } = vscode.window;
  const { executeCommand } = vscode.commands;
  const make: typeof createWebviewPanel = (type, ...rest) => {
    const panel = createWebviewPanel(`${type}.second`, ...rest);
    const webview = changed(panel.webview, {
      postMessage: async (message: DashboardMessage) => posted.push(message) > 0,
      onDidReceiveMessage: (listener: (message: unknown) => void) => {
        listeners.push(listener);
        return new vscode.Disposable(() => {});
      },
    });
    const spied = changed(panel, { webview });
    panels.push(spied);
    return spied;
  };
  const replaced = [
    replace(vscode.window, 'createWebviewPanel', make),
    replace(vscode.window, 'registerWebviewPanelSerializer', (type, serializer) => {
      serializers.push(serializer);
      return registerWebviewPanelSerializer(`${type}.second`, serializer);
    }),
    replace(vscode.commands, 'executeCommand', async <T>(id: string, ...rest: unknown[]): Promise<T> => {
      if (!id.startsWith('credits.')) return executeCommand<T>(id, ...rest);
      ran.push(id);
      return executeCommand<T>('setContext', 'credits.spied', true);
    }),
  ];
  return {
    panels,
    posted,
    ran,
    ask: (message) => listeners.at(-1)?.(message),
    async restore() {
      await serializers[0]?.deserializeWebviewPanel(make('credits.dashboard', 'Credits Dashboard', 1), undefined);
    },
    dispose() {
      for (const panel of panels) panel.dispose();
      for (const one of replaced) one.dispose();
    },
  };
}

/** An object with other members in place of its own; all else is passed on to it. */
function changed<T extends object>(object: T, members: object): T {
  return new Proxy(object, {
    get: (target, name) => {
      const value: unknown = name in members ? Reflect.get(members, name) : Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
}
