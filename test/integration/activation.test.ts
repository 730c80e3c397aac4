import { deepStrictEqual, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import { activeExtension, contributedCommands } from '../support/integration/activeExtension.ts';
import { eventually } from '../support/integration/eventually.ts';
import { type SecondCredits, secondCredits } from '../support/integration/secondCredits.ts';

describe('activation, in VS Code', () => {
  let second: SecondCredits | undefined;
  afterEach(async () => {
    await second?.dispose();
    second = undefined;
  });

  it('comes with the start of VS Code, before anything of it is asked for', async () => {
    await eventually('the activation', () => activeExtension().isActive);
  });

  it('leaves every command registered that package.json contributes', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    deepStrictEqual(
      contributedCommands().filter((id) => !registered.has(id)),
      [],
    );
  });

  it('registers every command before it has touched a secret, a file or anything that is seen', async () => {
    second = await secondCredits();
    deepStrictEqual(second.registered, contributedCommands());
    deepStrictEqual([...new Set(second.touched)].toSorted(), ['extension', 'subscriptions']);
    deepStrictEqual([second.statusItem, await second.rows()], [undefined, []]);
  });

  it('goes on by itself, without a command', async () => {
    second = await secondCredits();
    const started = second;
    await eventually(
      'the item',
      () => started.statusItem?.text,
      (text) => text === '$(credit-card) Credits: Add Key',
    );
  });

  it('starts nothing when VS Code ends the extension before it has gone on', async () => {
    second = await secondCredits();
    second.deactivate();
    const { registered, touched } = second;
    deepStrictEqual(registered, []);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    deepStrictEqual([...new Set(touched)].toSorted(), ['extension', 'subscriptions']);
    ok(second.statusItem === undefined);
  });
});
