import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Account } from '../../../src/core/account.ts';
import type { Disposable } from '../../../src/core/ports.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { activate } from '../../../src/extension.ts';
import { type CommandId, commands } from '../../../src/vscode/names.ts';
import { settled, tempFolder } from '../fakes/environment.ts';
import { FakeSecrets } from '../fakes/keys.ts';
import { storesIn } from '../storesIn.ts';
import { activeExtension, wholeExtension } from './activeExtension.ts';
import { countTimers } from './countTimers.ts';
import { recordMessages } from './recordMessages.ts';
import { replace } from './replace.ts';
import { spyOnStatusItem } from './spyOnStatusItem.ts';
import { spyOnStores } from './spyOnStores.ts';
import { spyOnTree } from './spyOnTree.ts';

/** What is kept when a second extension starts. */
interface Kept {
  readonly accounts?: readonly Account[];
  readonly readings?: readonly Reading[];
  /** By account id. */
  readonly keys?: Readonly<Record<string, string>>;
}

/** All that `activate()` builds, once more beside the extension that VS Code has activated, with stores of its own. */
export interface SecondCredits {
  /** Its global storage. */
  readonly folder: string;
  readonly secrets: FakeSecrets;
  /** The ids that it has registered. VS Code gives each to one extension alone, so they are run through `run`. */
  readonly registered: readonly string[];
  /** What it has asked its context for. */
  readonly touched: readonly string[];
  /** The status bar item, once it is made. */
  readonly statusItem: vscode.StatusBarItem | undefined;
  /** The rows of its tree, one an account: none before there is a tree. */
  rows(): Promise<readonly vscode.TreeItem[]>;
  /** What is said above them. */
  readonly viewMessage: string | undefined;
  /** What was said in messages. */
  readonly messages: readonly string[];
  /** How many of its timers wait to be called. */
  readonly timers: number;
  run(id: CommandId, target?: unknown): Promise<void>;
  /** As VS Code does it when the extension ends. */
  deactivate(): void;
  dispose(): Promise<void>;
}

/** Calls `activate()` with a context of the test's own. The services are those of the user's settings. */
export async function secondCredits({ accounts = [], readings = [], keys = {} }: Kept = {}): Promise<SecondCredits> {
  await wholeExtension();
  const folder = await tempFolder();
  const storage = join(folder.path, 'globalStorage');
  await seed(storage, accounts, readings);
  const secrets = new FakeSecrets(
    Object.fromEntries(Object.entries(keys).map(([id, key]) => [`credits.key.${id}`, key])),
  );
  const subscriptions: Disposable[] = [];
  const touched: string[] = [];
  const extension = activeExtension();
  const context = contextOf(
    {
      subscriptions,
      globalStorageUri: vscode.Uri.file(storage),
      secrets,
      extension,
      extensionUri: extension.extensionUri,
      extensionPath: extension.extensionPath,
    },
    touched,
  );
  const timers = countTimers();
  const messages = recordMessages();
  const tree = spyOnTree();
  const statusBar = spyOnStatusItem();
  const stores = spyOnStores();
  const registered = new Map<string, (target: unknown) => unknown>();
  const registering = replace(vscode.commands, 'registerCommand', (id: string, run: (target: unknown) => unknown) => {
    registered.set(id, run);
    return new vscode.Disposable(() => registered.delete(id));
  });
  // VS Code takes one from one extension alone, and the tabs are the other's.
  const serializing = replace(vscode.window, 'registerWebviewPanelSerializer', () => new vscode.Disposable(() => {}));
  try {
    activate(context);
  } finally {
    registering.dispose();
  }
  const whole = registered.get(commands.cancelRefresh);
  const deactivate = () => {
    for (const part of subscriptions.splice(0).reverse()) part.dispose();
  };
  return {
    folder: storage,
    secrets,
    touched,
    get registered() {
      return [...registered.keys()].toSorted();
    },
    get statusItem() {
      return statusBar.item;
    },
    rows: () => tree.items(),
    get viewMessage() {
      return tree.view?.message;
    },
    get messages() {
      return messages.said;
    },
    get timers() {
      return timers.pending;
    },
    async run(id, target) {
      const command = registered.get(id);
      if (!command) throw new Error(`${id} is not registered.`);
      await command(target);
    },
    deactivate,
    async dispose() {
      // All of it is made before the spies go, or it would be made beside the other extension.
      if (touched.includes('globalStorageUri')) await whole?.(undefined);
      deactivate();
      for (const spy of [statusBar, stores, tree, messages, timers]) spy.dispose();
      // What is still being written would make the folder anew.
      await settled();
      serializing.dispose();
      await stores.flush();
      await folder.dispose();
    },
  };
}

async function seed(folder: string, accounts: readonly Account[], readings: readonly Reading[]): Promise<void> {
  const stores = storesIn(folder);
  if (accounts.length > 0) await stores.accounts.change(() => accounts);
  for (const reading of readings) stores.readings.put(reading);
  await stores.readings.flush();
}

type Used = Pick<
  vscode.ExtensionContext,
  'globalStorageUri' | 'secrets' | 'extension' | 'extensionUri' | 'extensionPath'
> & {
  readonly subscriptions: Disposable[];
};

/** A context that has what the extension uses and throws at all else. */
function contextOf(used: Used, touched: string[]): vscode.ExtensionContext {
  const context = new Proxy(used, {
    get(target, name) {
      if (!(name in target)) throw new Error(`The extension asks its context for ${String(name)}.`);
      touched.push(String(name));
      return Reflect.get(target, name);
    },
  });
  return context as unknown as vscode.ExtensionContext;
}
