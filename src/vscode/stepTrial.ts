import type { InputProblem } from '../core/apiKey.ts';
import type { Attempt, TriedStep } from './ui.ts';

/** What the box of a step shows of a trial. */
export interface TrialBox {
  /** Says a problem under the field, or nothing. */
  say(problem: InputProblem | undefined): void;
  /** Shows that the text is tried, or that it is no longer. */
  showBusy(isBusy: boolean): void;
  /** Offers these buttons beside those of the step. */
  offer(buttons: readonly TrialButton[]): void;
  /** Selects the text, so that what is pasted takes its place. */
  selectAll(): void;
}

/** A button that a failed attempt offers. */
export interface TrialButton {
  readonly does: 'retry' | 'passAnyway';
  readonly title: string;
}

interface Failed<T> {
  readonly typed: string;
  readonly attempt: Extract<Attempt<T>, { readonly problem: InputProblem }>;
}

/** Trying what is typed in a box that stays open. One attempt at a time: typing something else ends the one that runs. */
export class StepTrial<T> {
  readonly #step: TriedStep<T>;
  readonly #box: TrialBox;
  readonly #done: (value: T) => void;
  #running: AbortController | undefined;
  #failed: Failed<T> | undefined;

  /** `done` gets the value of the attempt that succeeded or was passed all the same. */
  constructor(step: TriedStep<T>, box: TrialBox, done: (value: T) => void) {
    this.#step = step;
    this.#box = box;
    this.#done = done;
    const { value = '', problem } = step;
    // Nothing typed yet is no mistake yet.
    box.say(problem ?? (value === '' ? undefined : step.check(value)));
  }

  /** Something else stands in the box. */
  typed(text: string): void {
    this.#end();
    this.#box.offer([]);
    this.#box.say(text === '' ? undefined : this.#step.check(text));
  }

  /** Enter. Rejects as the attempt does. */
  async accept(text: string): Promise<void> {
    if (this.#running) return;
    const { problem, anyway } = this.#failed?.typed === text ? this.#failed.attempt : {};
    if (anyway && problem && problem.severity !== 'error') this.#done(anyway.value);
    else await this.#attempt(text);
  }

  /** A button that was offered. */
  async press({ does }: TrialButton): Promise<void> {
    if (!this.#failed) return;
    const { typed, attempt } = this.#failed;
    if (does === 'retry') await this.#attempt(typed);
    else if (attempt.anyway) this.#done(attempt.anyway.value);
  }

  /** The person has left the step: what runs is aborted. */
  leave(): void {
    this.#end();
  }

  async #attempt(text: string): Promise<void> {
    const problem = this.#step.check(text);
    if (problem?.severity === 'error') {
      this.#box.say(problem);
      return;
    }
    this.#failed = undefined;
    const abort = new AbortController();
    this.#running = abort;
    this.#box.offer([]);
    this.#box.showBusy(true);
    let attempt: Attempt<T>;
    try {
      attempt = await this.#step.attempt(text, abort.signal);
    } finally {
      this.#rest(abort);
    }
    if (abort.signal.aborted) return;
    if ('value' in attempt) this.#done(attempt.value);
    else this.#fail({ typed: text, attempt });
  }

  #fail(failed: Failed<T>): void {
    this.#failed = failed;
    const { problem, anyway } = failed.attempt;
    this.#box.say(problem);
    this.#box.selectAll();
    if (!anyway) return;
    // After an error, Enter tries again by itself.
    const retry: TrialButton[] = problem.severity === 'error' ? [] : [{ does: 'retry', title: 'Try Again' }];
    this.#box.offer([...retry, { does: 'passAnyway', title: anyway.title }]);
  }

  #end(): void {
    this.#failed = undefined;
    const running = this.#running;
    if (!running) return;
    this.#rest(running);
    running.abort();
  }

  #rest(running: AbortController): void {
    if (this.#running !== running) return;
    this.#running = undefined;
    this.#box.showBusy(false);
  }
}
