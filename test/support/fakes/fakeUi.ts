import assert from 'node:assert/strict';
import { StepTrial, type TrialButton } from '../../../src/vscode/stepTrial.ts';
import {
  type Back,
  back,
  type InputStep,
  type ManyPickItem,
  type MessageSeverity,
  type PickItem,
  type PickOptions,
  type StepInput,
  type TriedStep,
  type Ui,
} from '../../../src/vscode/ui.ts';

/**
 * One thing that a person does: picks or presses this, types this and presses Enter, presses Enter alone, presses a button
 * in the title of a box, goes back, leaves with Escape, or checks these of several and nothing else.
 */
export type Act =
  | string
  | { readonly check: readonly string[] }
  | typeof leave
  | typeof enter
  | Back
  | { readonly press: string };
export const leave: unique symbol = Symbol('Escape');
export const enter: unique symbol = Symbol('Enter');

/** A window in which a person does one thing after the other. What it shows is recorded as they see it. */
export class FakeUi implements Ui {
  /** What was shown, in order: "pick Title: a, b", "ask Title", "error Text [Button]"… */
  readonly seen: string[] = [];
  /** Of the steps in which something was typed, by title. */
  readonly steps = new Map<string, InputStep>();
  /** What could be picked, by title. */
  readonly items = new Map<string, readonly PickItem[]>();
  /** What the box of a pick says while nothing is typed, by title. */
  readonly placeholders = new Map<string, string>();
  /** The steps with a way back, by title. */
  readonly canGoBackFrom = new Set<string>();
  /** The boxes that are open. */
  open = 0;
  /** From now on the person leaves while something runs. */
  leavesWhileBusy = false;
  readonly #acts: Act[];

  constructor(...acts: readonly Act[]) {
    this.#acts = [...acts];
  }

  /** What the person has not done yet. */
  get left(): number {
    return this.#acts.length;
  }

  /** Lets the person do more. */
  goOn(...acts: readonly Act[]): void {
    this.#acts.push(...acts);
  }

  async message(severity: MessageSeverity, text: string, ...buttons: readonly string[]): Promise<string | undefined> {
    this.seen.push([`${severity} ${text}`, ...buttons.map((button) => `[${button}]`)].join(' '));
    if (buttons.length === 0) return undefined;
    const act = this.#next(text);
    if (act === leave) return undefined;
    return buttons.find((button) => button === act) ?? assert.fail(`no button ${String(act)} in: ${text}`);
  }

  async confirm(question: string, detail: string, button: string): Promise<boolean> {
    this.seen.push(`confirm ${question} ${detail} [${button}]`);
    const act = this.#next(question);
    if (act !== leave) assert.equal(act, button);
    return act !== leave;
  }

  async pick<T extends PickItem>(items: readonly T[], options: PickOptions): Promise<T | undefined> {
    const picked = await this.#pickFrom(items, options);
    return picked === back ? undefined : picked;
  }

  async pickMany<T extends ManyPickItem>(
    items: readonly T[],
    { title }: PickOptions,
  ): Promise<readonly T[] | undefined> {
    this.seen.push(`check ${title}: ${items.map(({ label, picked }) => `${picked ? '☑' : '☐'} ${label}`).join(', ')}`);
    this.items.set(title, items);
    const act = this.#next(title);
    if (act === leave) return undefined;
    if (act === enter) return items.filter(({ picked }) => picked);
    if (typeof act !== 'object' || !('check' in act)) return assert.fail(`cannot ${String(act)} in ${title}`);
    return act.check.map((label) => items.find((item) => item.label === label) ?? assert.fail(`no item ${label}`));
  }

  async ask(step: InputStep): Promise<string | undefined> {
    const text = await this.#askFor({ ...step, busy: '', attempt: async (value) => ({ value }) }, false);
    return typeof text === 'string' ? text : undefined;
  }

  openInput(): StepInput {
    this.open += 1;
    return {
      ask: (step, canGoBack) => this.#askFor(step, canGoBack),
      pick: async (items, options, canGoBack) => {
        this.#noteBack(options.title, canGoBack);
        const act = await this.#pickFrom(items, options);
        return act === back ? back : act;
      },
      dispose: () => {
        this.open -= 1;
      },
    };
  }

  async progress<T>(_title: string, task: Promise<T>): Promise<T> {
    return task;
  }

  async cancelable<T>(title: string, task: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    this.seen.push(`busy ${title}`);
    const abort = new AbortController();
    const running = task(abort.signal);
    if (this.leavesWhileBusy) abort.abort();
    const result = await running;
    return abort.signal.aborted ? undefined : result;
  }

  async openPage(url: string): Promise<void> {
    this.seen.push(`page ${url}`);
  }

  async run(command: string, argument?: unknown): Promise<void> {
    this.seen.push(`run ${command}${argument === undefined ? '' : ` ${JSON.stringify(argument)}`}`);
  }

  async #pickFrom<T extends PickItem>(
    items: readonly T[],
    { title, placeholder }: PickOptions,
  ): Promise<T | Back | undefined> {
    this.seen.push(`pick ${title}: ${items.map(({ label }) => label).join(', ')}`);
    this.items.set(title, items);
    this.placeholders.set(title, placeholder);
    const act = this.#next(title);
    if (act === leave) return undefined;
    if (act === back) return back;
    return items.find(({ label }) => label === act) ?? assert.fail(`no item ${String(act)} in ${title}`);
  }

  async #askFor<T>(step: TriedStep<T>, canGoBack: boolean): Promise<T | Back | undefined> {
    const { title, value = '' } = step;
    this.seen.push(`ask ${title}${value && !step.password ? ` (${value})` : ''}`);
    this.steps.set(title, step);
    this.#noteBack(title, canGoBack);
    let offered: readonly TrialButton[] = [];
    let done: { readonly value: T } | undefined;
    let text = value;
    const box = {
      say: (problem: ReturnType<InputStep['check']>) => {
        const line = problem && `${problem.severity} at ${title}: ${problem.text}`;
        if (line !== undefined && line !== this.seen.at(-1)) this.seen.push(line);
      },
      showBusy: (isBusy: boolean) => {
        if (isBusy && step.busy !== '') this.seen.push(`busy ${step.busy}`);
      },
      offer: (buttons: readonly TrialButton[]) => {
        offered = buttons;
        if (buttons.length > 0) this.seen.push(buttons.map((button) => `[${button.title}]`).join(' '));
      },
      selectAll: () => {},
    };
    const trial = new StepTrial(step, box, (result) => {
      done = { value: result };
    });
    try {
      if (step.startsTrying) {
        const trying = trial.accept(value);
        if (this.leavesWhileBusy) return undefined;
        await trying;
        if (done) return done.value;
      }
      for (;;) {
        const act = this.#next(title);
        if (act === leave) return undefined;
        if (act === back) {
          assert.ok(canGoBack, `no way back from ${title}`);
          return back;
        }
        if (typeof act === 'object' && 'check' in act) return assert.fail(`nothing to check in ${title}`);
        const running = this.#act(act, trial, offered, text);
        if (typeof act === 'string') text = act;
        if (this.leavesWhileBusy && step.busy !== '') return undefined;
        await running;
        if (done) return done.value;
      }
    } finally {
      trial.leave();
    }
  }

  async #act<T>(
    act: string | typeof enter | { readonly press: string },
    trial: StepTrial<T>,
    offered: readonly TrialButton[],
    text: string,
  ): Promise<void> {
    if (act === enter) return trial.accept(text);
    if (typeof act === 'object') {
      const button = offered.find(({ title }) => title === act.press);
      return trial.press(button ?? assert.fail(`no button ${act.press} in the box`));
    }
    trial.typed(act);
    return trial.accept(act);
  }

  #noteBack(title: string, canGoBack: boolean): void {
    if (canGoBack) this.canGoBackFrom.add(title);
  }

  #next(what: string): Act {
    return this.#acts.shift() ?? assert.fail(`nobody answers: ${what}`);
  }
}
