import * as vscode from 'vscode';
import type { InputProblem } from '../core/apiKey.ts';
import { plainLabel } from '../core/text/plainLabel.ts';
import type { InputStep, StepInput } from './ui.ts';

const severities: Readonly<Record<InputProblem['severity'], vscode.InputBoxValidationSeverity>> = {
  error: vscode.InputBoxValidationSeverity.Error,
  warning: vscode.InputBoxValidationSeverity.Warning,
  info: vscode.InputBoxValidationSeverity.Info,
};

/** An input box of VS Code that is filled in step by step. */
export class InputBox implements StepInput {
  readonly #input = vscode.window.createInputBox();

  /** `staysOpen`: what is entered is usually fetched from another window, so the box waits for the person to return. */
  constructor({ staysOpen }: { readonly staysOpen: boolean }) {
    this.#input.ignoreFocusOut = staysOpen;
  }

  async ask({ title, prompt, placeholder, value = '', password = false, page, check }: InputStep) {
    const input = this.#input;
    const button = page && { iconPath: new vscode.ThemeIcon('link-external'), tooltip: page.tooltip };
    Object.assign(input, {
      title: plainLabel(title),
      prompt: plainLabel(prompt),
      placeholder,
      password,
      value,
      buttons: button ? [button] : [],
    });
    const say = (problem: InputProblem | undefined) => {
      input.validationMessage = problem && { message: problem.text, severity: severities[problem.severity] };
    };
    // Nothing typed yet is no mistake yet.
    const checkTyped = (typed: string) => say(typed === '' ? undefined : check(typed));
    checkTyped(value);
    const listeners: vscode.Disposable[] = [];
    try {
      return await new Promise<string | undefined>((resolve) => {
        listeners.push(
          input.onDidChangeValue(checkTyped),
          input.onDidTriggerButton(() => {
            if (page) void vscode.env.openExternal(vscode.Uri.parse(page.url, true));
          }),
          input.onDidAccept(() => {
            const problem = check(input.value);
            if (problem?.severity === 'error') say(problem);
            else resolve(input.value);
          }),
          input.onDidHide(() => resolve(undefined)),
        );
        input.show();
      });
    } finally {
      for (const listener of listeners) listener.dispose();
      input.validationMessage = undefined;
    }
  }

  async during<T>(prompt: string, task: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const input = this.#input;
    const abort = new AbortController();
    const left = input.onDidHide(() => abort.abort());
    Object.assign(input, { prompt, buttons: [], busy: true, enabled: false });
    input.show();
    try {
      const result = await task(abort.signal);
      return abort.signal.aborted ? undefined : result;
    } finally {
      left.dispose();
      input.hide();
      Object.assign(input, { busy: false, enabled: true });
    }
  }

  dispose(): void {
    this.#input.dispose();
  }
}
