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
  /** Resolves with all the items that were picked, or undefined when the person left. */
  pickMany<T extends ManyPickItem>(items: readonly T[], options: PickOptions): Promise<readonly T[] | undefined>;
  /** Asks for one text; undefined when the person left. */
  ask(step: InputStep): Promise<string | undefined>;
  /** Opens an input box for several steps. */
  openInput(): StepInput;
  /** Shows progress if a task takes longer than a second: a keyring can take its time, and can't be canceled. */
  progress<T>(title: string, task: Promise<T>): Promise<T>;
  /** As `progress`, with a button to cancel; undefined when it was pressed. */
  cancelable<T>(title: string, task: (signal: AbortSignal) => Promise<T>): Promise<T | undefined>;
  openPage(url: string): Promise<void>;
  /** Runs a command of VS Code or of this extension. */
  run(command: string, argument?: unknown): Promise<void>;
}

export type MessageSeverity = 'information' | 'warning' | 'error';

/** An item of a pick: what is typed is looked for in all of its texts. */
export interface PickItem {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** The name of one of VS Code's own icons. */
  readonly icon?: string;
  /** Stands above the first of the items in a row that have it. */
  readonly group?: string;
  /** Stays, whatever is typed. */
  readonly staysShown?: boolean;
}

/** An item that can be picked beside others. */
export interface ManyPickItem extends PickItem {
  /** Picked from the start. */
  readonly picked: boolean;
}

export interface PickOptions {
  readonly title: string;
  readonly placeholder: string;
  /** Until a choice or Escape, also when something else takes the focus: a page that was in front does so late. */
  readonly staysOpen?: boolean;
}

/** One step of an input box. */
export interface InputStep {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly value?: string;
  readonly password?: boolean;
  /** A page that a link before the prompt and a button in the title open. */
  readonly page?: { readonly label: string; readonly url: string } | undefined;
  /** Said from the start, until something else is typed. */
  readonly problem?: InputProblem | undefined;
  /** The problem with what is typed; Enter passes all but an error. */
  check(typed: string): InputProblem | undefined;
}

/** A step whose text is tried while the box stays open. */
export interface TriedStep<T> extends InputStep {
  /** Said meanwhile. */
  readonly busy: string;
  /** The value that the box opens with is tried at once. */
  readonly startsTrying?: boolean;
  /** Its signal aborts when the person leaves, or types something else meanwhile. */
  attempt(typed: string, signal: AbortSignal): Promise<Attempt<T>>;
}

/** The result of trying what was typed: a value, or a problem that is said in the box. */
export type Attempt<T> =
  | { readonly value: T }
  | {
      readonly problem: InputProblem;
      /** The value in spite of the problem: for a button of this title; where it is no error, for another Enter as well. */
      readonly anyway?: { readonly title: string; readonly value: T };
    };

/** The person wants to go back to the step before. */
export const back: unique symbol = Symbol('back');
export type Back = typeof back;

/** Steps in one place of the window, which stays open from one to the next, also while another application has the focus. */
export interface StepInput extends Disposable {
  /** The value of the step; undefined when the person left with Escape. */
  ask<T>(step: TriedStep<T>, canGoBack: boolean): Promise<T | Back | undefined>;
  /** As `Ui.pick`. */
  pick<T extends PickItem>(
    items: readonly T[],
    options: PickOptions,
    canGoBack: boolean,
  ): Promise<T | Back | undefined>;
}
