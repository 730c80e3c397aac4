import type { Account } from '../account.ts';
import { Emitter } from '../emitter.ts';
import type { Disposable } from '../ports.ts';
import type { CheckResult, Trigger } from './checkAccount.ts';

interface Run {
  readonly account: Account;
  readonly trigger: Trigger;
  readonly result: Promise<CheckResult>;
  readonly abort: AbortController;
  /** Callers that still want the answer; at 0 the check is aborted. */
  waiting: number;
}

type Check = (account: Account, trigger: Trigger, signal: AbortSignal) => Promise<CheckResult>;

/** The checks under way in this window: one a key and trigger, shared by all who want its answer. */
export class RunningChecks implements Disposable {
  readonly #check: Check;
  readonly #runs = new Map<string, Run>();
  readonly #changed = new Emitter<Trigger>();
  #ended = false;

  /** Fires when a check begins or ends, with its trigger. */
  readonly onDidChange = this.#changed.event;

  constructor(check: Check) {
    this.#check = check;
  }

  /** The ids of the accounts that are being checked, by this trigger or by any. */
  accountIds(trigger?: Trigger): ReadonlySet<string> {
    const runs = [...this.#runs.values()].filter((run) => trigger === undefined || run.trigger === trigger);
    return new Set(runs.map(({ account }) => account.id));
  }

  /** Checks an account, or waits for the check of it that is under way. */
  async run(account: Account, trigger: Trigger, signal: AbortSignal): Promise<CheckResult> {
    if (signal.aborted || this.#ended) return { account, outcome: 'canceled' };
    // The check of a replaced key is another one, and so is one that a person asks for: the timer's may be skipped.
    const name = `${account.id} ${account.keySetAt} ${trigger}`;
    const run = this.#runs.get(name) ?? this.#begin(name, account, trigger);
    run.waiting += 1;
    let leave = () => {};
    const left = new Promise<CheckResult>((resolve) => {
      leave = () => {
        run.waiting -= 1;
        if (run.waiting === 0) {
          run.abort.abort();
          // A keyring may hang on for seconds: who asks again meanwhile must not get what was given up.
          this.#end(name, run);
        }
        resolve({ account, outcome: 'canceled' });
      };
    });
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([run.result, left]);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** Ends every check, down to the socket. */
  dispose(): void {
    this.#ended = true;
    for (const { abort } of this.#runs.values()) abort.abort();
    this.#changed.dispose();
  }

  #begin(name: string, account: Account, trigger: Trigger): Run {
    const abort = new AbortController();
    const result = this.#check(account, trigger, abort.signal).finally(() => this.#end(name, run));
    const run: Run = { account, trigger, result, abort, waiting: 0 };
    this.#runs.set(name, run);
    this.#changed.fire(trigger);
    return run;
  }

  #end(name: string, run: Run): void {
    if (this.#runs.get(name) !== run) return;
    this.#runs.delete(name);
    this.#changed.fire(run.trigger);
  }
}
