import * as vscode from 'vscode';

/** The user's settings, as the settings editor writes them. What was changed is as before when disposed. */
export class UserSettings {
  readonly #changed = new Set<string>();

  /** `name` is a full one, `credits.refreshInterval`. Resolves when VS Code has taken it over. */
  async set(name: string, value: unknown): Promise<void> {
    this.#changed.add(name);
    await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
  }

  async dispose(): Promise<void> {
    for (const name of this.#changed) await this.set(name, undefined);
    this.#changed.clear();
  }
}
