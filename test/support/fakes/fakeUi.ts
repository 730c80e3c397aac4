import assert from 'node:assert/strict';
import type { InputStep, MessageSeverity, PickItem, PickOptions, StepInput, Ui } from '../../../src/vscode/ui.ts';

/** One thing that a person does: picks or presses this, types this, or leaves with Escape. */
export type Act = string | typeof leave;
export const leave: unique symbol = Symbol('Escape');

/** A window in which a person does one thing after the other. What it shows is recorded as they see it. */
export class FakeUi implements Ui {
  /** What was shown, in order: "pick Title: a, b", "ask Title", "error Text [Button]"… */
  readonly seen: string[] = [];
  /** Of the steps in which something was typed, by title. */
  readonly steps = new Map<string, InputStep>();
  /** What could be picked, by title. */
  readonly items = new Map<string, readonly PickItem[]>();
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
    assert.ok(buttons.includes(act), `no button ${act} in: ${text}`);
    return act;
  }

  async confirm(question: string, detail: string, button: string): Promise<boolean> {
    this.seen.push(`confirm ${question} ${detail} [${button}]`);
    const act = this.#next(question);
    if (act !== leave) assert.equal(act, button);
    return act !== leave;
  }

  async pick<T extends PickItem>(items: readonly T[], { title }: PickOptions): Promise<T | undefined> {
    this.seen.push(`pick ${title}: ${items.map(({ label }) => label).join(', ')}`);
    this.items.set(title, items);
    const act = this.#next(title);
    if (act === leave) return undefined;
    return items.find(({ label }) => label === act) ?? assert.fail(`no item ${act} in ${title}`);
  }

  async ask(step: InputStep): Promise<string | undefined> {
    this.seen.push(`ask ${step.title}${step.value ? ` (${step.value})` : ''}`);
    this.steps.set(step.title, step);
    for (;;) {
      const act = this.#next(step.title);
      if (act === leave) return undefined;
      const problem = step.check(act);
      if (problem) this.seen.push(`${problem.severity} at ${step.title}: ${problem.text}`);
      if (problem?.severity !== 'error') return act;
    }
  }

  openInput(): StepInput {
    this.open += 1;
    return {
      ask: (step) => this.ask(step),
      during: async (prompt, task) => {
        this.seen.push(`busy ${prompt}`);
        const abort = new AbortController();
        const running = task(abort.signal);
        if (this.leavesWhileBusy) abort.abort();
        const result = await running;
        return abort.signal.aborted ? undefined : result;
      },
      dispose: () => {
        this.open -= 1;
      },
    };
  }

  async progress<T>(_title: string, task: Promise<T>): Promise<T> {
    return task;
  }

  async openPage(url: string): Promise<void> {
    this.seen.push(`page ${url}`);
  }

  async run(command: string, argument?: unknown): Promise<void> {
    this.seen.push(`run ${command}${argument === undefined ? '' : ` ${JSON.stringify(argument)}`}`);
  }

  #next(what: string): Act {
    return this.#acts.shift() ?? assert.fail(`nobody answers: ${what}`);
  }
}
