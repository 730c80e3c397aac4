import type { InputProblem } from '../core/apiKey.ts';
import type { Disposable } from '../core/ports.ts';

/** The parts of VS Code's window that commands use. All texts are shown as they are: nothing in them becomes a link or an icon. */
export interface Ui {
  /** Shows a message; resolves with the chosen button, or undefined when it was closed. */
  message(severity: MessageSeverity, text: string, ...buttons: readonly string[]): Promise<string | undefined>;
  /** Asks in a dialog before something is deleted. */
  confirm(question: string, detail: string, button: string): Promise<boolean>;
  /** Resolves with the picked item, or undefined when the person left. */
  pick<T extends PickItem>(items: readonly T[], options: PickOptions): Promise<T | undefined>;
  /** Asks for one text; undefined when the person left. */
  ask(step: InputStep): Promise<string | undefined>;
  /** Opens an input box for several steps. */
  openInput(): StepInput;
  /** Shows progress if a task takes longer than a second: a keyring can take its time, and can't be canceled. */
  progress<T>(title: string, task: Promise<T>): Promise<T>;
  openPage(url: string): Promise<void>;
  /** Runs a command of VS Code or of this extension. */
  run(command: string, argument?: unknown): Promise<void>;
}

export type MessageSeverity = 'information' | 'warning' | 'error';

export interface PickItem {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

export interface PickOptions {
  readonly title: string;
  readonly placeholder: string;
}

/** One step of an input box. */
export interface InputStep {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly value?: string;
  readonly password?: boolean;
  /** A page that a button in the title opens. */
  readonly page?: { readonly tooltip: string; readonly url: string } | undefined;
  /** The problem with what is typed; Enter passes all but an error. */
  check(typed: string): InputProblem | undefined;
}

/** An input box that stays open from step to step, also while another application has the focus. Escape leaves it. */
export interface StepInput extends Disposable {
  /** The text as typed; undefined when the person left. */
  ask(step: InputStep): Promise<string | undefined>;
  /** Shows that a task runs. Undefined when the person left, which also aborts the signal. */
  during<T>(prompt: string, task: (signal: AbortSignal) => Promise<T>): Promise<T | undefined>;
}
