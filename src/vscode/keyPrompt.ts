import * as vscode from 'vscode';
import { cleanKey, keyProblem } from '../core/apiKey.ts';
import type { Disposable } from '../core/ports.ts';
import type { Parameter, Provider } from '../core/provider.ts';

const onDesktop = 'It is kept in the secret storage of VS Code and sent to this service only.';
const inBrowser =
  'It is kept in the secret storage of this browser and sent to this service only. Keys that are entered in two windows at the same time can overwrite each other.';

/** The input box in which a key and what belongs to it are entered, step after step. Escape leaves at every step. */
export class KeyPrompt implements Disposable {
  readonly #provider: Provider;
  readonly #input = vscode.window.createInputBox();

  constructor(provider: Provider) {
    this.#provider = provider;
    // A key is usually fetched from a browser: the box must still be there when the person comes back.
    this.#input.ignoreFocusOut = true;
  }

  /** Asks for the key, in a password box. The answer is normalised; undefined when the person left. */
  askForKey(): Promise<string | undefined> {
    const { name, pages, key: shape } = this.#provider;
    const keyPage = pages.keys;
    const button = { iconPath: new vscode.ThemeIcon('link-external'), tooltip: `Open the key page of ${name}` };
    Object.assign(this.#input, {
      title: `${name} API key`,
      prompt: vscode.env.uiKind === vscode.UIKind.Web ? inBrowser : onDesktop,
      placeholder: 'Paste or type the key',
      password: true,
      value: '',
      buttons: keyPage ? [button] : [],
    });
    const pressed = this.#input.onDidTriggerButton(() => {
      if (keyPage) void vscode.env.openExternal(vscode.Uri.parse(keyPage, true));
    });
    const judge = (typed: string) => {
      const key = cleanKey(typed);
      const complaint = keyProblem(key, shape);
      return {
        value: key === '' || complaint?.severity === 'error' ? undefined : key,
        message: complaint && {
          message: complaint.text,
          severity: vscode.InputBoxValidationSeverity[complaint.severity === 'error' ? 'Error' : 'Warning'],
        },
      };
    };
    return this.#answer(judge).finally(() => pressed.dispose());
  }

  /** Asks for a parameter; Enter passes it with what stands there. Undefined when the person left. */
  askForParameter({ title, prompt, placeholder }: Parameter, value: string): Promise<string | undefined> {
    Object.assign(this.#input, { title, prompt, placeholder, password: false, value, buttons: [] });
    return this.#answer((typed) => ({ value: typed.trim() }));
  }

  /** Shows that the service is being asked. Escape aborts the signal that the task is given. */
  async during<T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    const left = this.#input.onDidHide(() => abort.abort());
    const { prompt } = this.#input;
    Object.assign(this.#input, {
      prompt: `Asking ${this.#provider.name}. Press Escape to cancel.`,
      busy: true,
      enabled: false,
    });
    this.#input.show();
    try {
      return await task(abort.signal);
    } finally {
      left.dispose();
      this.#input.hide();
      Object.assign(this.#input, { prompt, busy: false, enabled: true });
    }
  }

  dispose(): void {
    this.#input.dispose();
  }

  #answer(
    judge: (typed: string) => {
      /** Undefined: Enter does nothing yet. */
      readonly value: string | undefined;
      readonly message?: vscode.InputBoxValidationMessage | undefined;
    },
  ): Promise<string | undefined> {
    const input = this.#input;
    input.validationMessage = undefined;
    return new Promise<string | undefined>((resolve) => {
      const listening = [
        input.onDidChangeValue((typed) => {
          input.validationMessage = judge(typed).message;
        }),
        input.onDidAccept(() => {
          const { value } = judge(input.value);
          if (value !== undefined) end(value);
        }),
        input.onDidHide(() => end(undefined)),
      ];
      const end = (value: string | undefined) => {
        for (const each of listening) each.dispose();
        resolve(value);
      };
      input.show();
    });
  }
}
