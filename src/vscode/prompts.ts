import * as vscode from 'vscode';
import { complaintAbout, normaliseKey } from '../core/keyText.ts';
import type { Parameter, Provider } from '../core/provider.ts';

/** Asks for a key in a password box. The answer is normalised; undefined when the person left. */
export function askForKey(provider: Provider): Promise<string | undefined> {
  const keyPage = provider.pages.keys;
  const button = { iconPath: new vscode.ThemeIcon('link-external'), tooltip: `Open the key page of ${provider.name}` };
  const input = vscode.window.createInputBox();
  input.title = `${provider.name} API key`;
  input.prompt = 'It is kept in the secret storage of VS Code and sent to this service only.';
  input.placeholder = 'Paste or type the key';
  input.password = true;
  // The key is usually fetched from a browser: the box must still be there when the person comes back.
  input.ignoreFocusOut = true;
  if (keyPage) input.buttons = [button];
  return answerOf(
    input,
    (typed) => {
      const key = normaliseKey(typed);
      const complaint = complaintAbout(key, provider.key);
      return {
        value: key,
        refused: key === '' || complaint?.severity === 'error',
        message: complaint && {
          message: complaint.text,
          severity: vscode.InputBoxValidationSeverity[complaint.severity === 'error' ? 'Error' : 'Warning'],
        },
      };
    },
    () => keyPage && vscode.env.openExternal(vscode.Uri.parse(keyPage, true)),
  );
}

/** Asks for a parameter; Enter passes it with what stands there. Undefined when the person left. */
export function askForParameter(parameter: Parameter, value: string): Promise<string | undefined> {
  const input = vscode.window.createInputBox();
  input.title = parameter.title;
  input.prompt = parameter.prompt;
  input.placeholder = parameter.placeholder;
  input.value = value;
  input.ignoreFocusOut = true;
  return answerOf(input, (typed) => ({ value: typed.trim(), refused: false }));
}

interface Judgement {
  readonly value: string;
  readonly refused: boolean;
  readonly message?: vscode.InputBoxValidationMessage | undefined;
}

function answerOf(
  input: vscode.InputBox,
  judge: (typed: string) => Judgement,
  onButton: () => unknown = () => {},
): Promise<string | undefined> {
  return new Promise((resolve) => {
    input.onDidChangeValue((typed) => {
      input.validationMessage = judge(typed).message;
    });
    input.onDidTriggerButton(onButton);
    input.onDidAccept(() => {
      const { value, refused } = judge(input.value);
      if (refused) return;
      resolve(value);
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}
