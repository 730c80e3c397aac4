import * as vscode from 'vscode';
import type { InputProblem } from '../core/apiKey.ts';
import type { Disposable } from '../core/ports.ts';
import { plainLabel } from '../core/text/plainLabel.ts';
import { StepTrial, type TrialBox, type TrialButton } from './stepTrial.ts';
import {
  type Back,
  back,
  type InputStep,
  type PickItem,
  type PickOptions,
  type StepInput,
  type TriedStep,
} from './ui.ts';

const severities: Readonly<Record<InputProblem['severity'], vscode.InputBoxValidationSeverity>> = {
  error: vscode.InputBoxValidationSeverity.Error,
  warning: vscode.InputBoxValidationSeverity.Warning,
  info: vscode.InputBoxValidationSeverity.Info,
};

const icons: Readonly<Record<TrialButton['does'], string>> = { retry: 'refresh', passAnyway: 'save' };

/** An input box of VS Code that is filled in step by step. */
export class InputBox implements StepInput {
  readonly #input = vscode.window.createInputBox();
  readonly #staysOpen: boolean;

  /** `staysOpen`: what is entered is usually fetched from another window, so the box waits for the person to return. */
  constructor({ staysOpen }: { readonly staysOpen: boolean }) {
    this.#staysOpen = staysOpen;
    this.#input.ignoreFocusOut = staysOpen;
  }

  async ask<T>(step: TriedStep<T>, canGoBack = false): Promise<T | Back | undefined> {
    const input = this.#input;
    const { title, placeholder, value = '', password = false } = step;
    // An earlier step has said its problem here.
    input.validationMessage = undefined;
    Object.assign(input, { title: plainLabel(title), prompt: promptOf(step), placeholder, password, value });
    // VS Code does so by itself only for the first step.
    input.valueSelection = [0, value.length];
    const listeners: Disposable[] = [];
    try {
      return await new Promise<T | Back | undefined>((resolve, reject) => {
        const buttons = new TitleButtons(input, step, canGoBack);
        const trial = new StepTrial<T>(step, boxOf(input, step.busy, buttons), resolve);
        listeners.push(
          input.onDidChangeValue((typed) => trial.typed(typed)),
          input.onDidAccept(() => void trial.accept(input.value).catch(reject)),
          input.onDidHide(() => resolve(undefined)),
          input.onDidTriggerButton((button) => {
            const offered = buttons.offered.get(button);
            if (button === vscode.QuickInputButtons.Back) resolve(back);
            else if (offered) void trial.press(offered).catch(reject);
            else if (step.page) void vscode.env.openExternal(vscode.Uri.parse(step.page.url, true));
          }),
          { dispose: () => trial.leave() },
        );
        input.show();
        if (step.startsTrying) void trial.accept(value).catch(reject);
      });
    } finally {
      for (const listener of listeners) listener.dispose();
    }
  }

  async pick<T extends PickItem>(
    items: readonly T[],
    { title, placeholder }: PickOptions,
    canGoBack: boolean,
  ): Promise<T | Back | undefined> {
    const pick = vscode.window.createQuickPick<ShownItem<T>>();
    const listeners: Disposable[] = [];
    try {
      return await new Promise<T | Back | undefined>((resolve) => {
        pick.title = plainLabel(title);
        pick.placeholder = placeholder;
        pick.ignoreFocusOut = this.#staysOpen;
        pick.items = shownItems(items);
        [pick.matchOnDescription, pick.matchOnDetail] = [true, true];
        pick.buttons = canGoBack ? [vscode.QuickInputButtons.Back] : [];
        listeners.push(
          // Nothing is selected where the filter matches nothing: Enter is no Escape then.
          pick.onDidAccept(() => {
            const item = pick.selectedItems[0]?.item;
            if (item) resolve(item);
          }),
          pick.onDidTriggerButton(() => resolve(back)),
          pick.onDidHide(() => resolve(undefined)),
        );
        pick.show();
      });
    } finally {
      for (const listener of listeners) listener.dispose();
      pick.dispose();
    }
  }

  dispose(): void {
    this.#input.dispose();
  }
}

/** An item as VS Code has it; a separator has none. */
export interface ShownItem<T> extends vscode.QuickPickItem {
  readonly item?: T;
}

/** Items and the names of their groups, with nothing in the texts that becomes an icon. */
export function shownItems<T extends PickItem>(items: readonly T[]): ShownItem<T>[] {
  return items.flatMap((item, index) => {
    const { label, description = '', detail = '', icon, group, staysShown } = item;
    const shown: ShownItem<T> = {
      label: plainLabel(label),
      description: plainLabel(description),
      detail: plainLabel(detail),
      ...(icon !== undefined && { iconPath: new vscode.ThemeIcon(icon) }),
      ...(staysShown && { alwaysShow: true }),
      item,
    };
    const isFirst = group !== undefined && group !== items[index - 1]?.group;
    return isFirst ? [{ label: plainLabel(group), kind: vscode.QuickPickItemKind.Separator }, shown] : [shown];
  });
}

/** The buttons in the title of the box: those of the step, and those that are offered for the moment. */
class TitleButtons {
  readonly #input: vscode.InputBox;
  readonly #own: readonly vscode.QuickInputButton[];
  offered: ReadonlyMap<vscode.QuickInputButton, TrialButton> = new Map();

  constructor(input: vscode.InputBox, { page }: InputStep, canGoBack: boolean) {
    this.#input = input;
    this.#own = [
      ...(canGoBack ? [vscode.QuickInputButtons.Back] : []),
      ...(page ? [{ iconPath: new vscode.ThemeIcon('link-external'), tooltip: page.label }] : []),
    ];
    this.offer([]);
  }

  offer(buttons: readonly TrialButton[]): void {
    this.offered = new Map(
      buttons.map((button) => [{ iconPath: new vscode.ThemeIcon(icons[button.does]), tooltip: button.title }, button]),
    );
    this.#input.buttons = [...this.#own, ...this.offered.keys()];
  }
}

function boxOf(input: vscode.InputBox, busyText: string, buttons: TitleButtons): TrialBox {
  const say = (problem: InputProblem | undefined) => {
    input.validationMessage = problem && { message: plainLabel(problem.text), severity: severities[problem.severity] };
  };
  return {
    say,
    showBusy(isBusy) {
      // A step that tries nothing is over at once.
      if (busyText === '') return;
      input.busy = isBusy;
      // Not as the prompt, to which VS Code adds that Enter confirms. The box takes the focus and Escape all along.
      say(isBusy ? { severity: 'info', text: busyText } : undefined);
    },
    offer: (offered) => buttons.offer(offered),
    selectAll() {
      input.valueSelection = [0, input.value.length];
    },
  };
}

/** With the link of the page first: VS Code 1.101 has no button with a label here. */
function promptOf({ prompt, page }: InputStep): string {
  return page ? `[${page.label}](${page.url}) · ${plainLabel(prompt)}` : plainLabel(prompt);
}
