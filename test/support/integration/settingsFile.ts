import * as vscode from 'vscode';

/** The user's settings.json, edited as a person does: in an editor. */
export class SettingsFile {
  #before: string | undefined;

  /** Adds these settings at its end and saves it. */
  async edit(added: Readonly<Record<string, unknown>>): Promise<void> {
    const text = await this.text();
    this.#before ??= text;
    const settings = { ...(JSON.parse(text || '{}') as object), ...added };
    await this.#write(JSON.stringify(settings, undefined, 2));
  }

  /** Begins to edit it. */
  async leaveUnsaved(): Promise<void> {
    const editor = await this.#open();
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 1), '\n'));
  }

  /** What was added and is there now, in its order. */
  async read(): Promise<Readonly<Record<string, unknown>>> {
    const before = Object.keys(JSON.parse(this.#before || '{}') as object);
    const now = Object.entries(JSON.parse(await this.text()) as object);
    return Object.fromEntries(now.filter(([name]) => !before.includes(name)));
  }

  async text(): Promise<string> {
    return (await this.#open()).document.getText();
  }

  /** As it was before it was edited. */
  async restore(): Promise<void> {
    if (this.#before !== undefined) await this.#write(this.#before);
    this.#before = undefined;
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  }

  async #write(text: string): Promise<void> {
    const { document, edit } = await this.#open();
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    await edit((builder) => builder.replace(whole, text));
    await document.save();
  }

  async #open(): Promise<vscode.TextEditor> {
    await vscode.commands.executeCommand('workbench.action.openSettingsJson');
    const editor = vscode.window.activeTextEditor;
    if (!editor?.document.uri.path.endsWith('settings.json')) throw new Error('settings.json is not open.');
    return editor;
  }
}
