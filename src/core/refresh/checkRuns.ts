import type { Account } from '../account.ts';
import { Emitter } from '../emitter.ts';
import type { Disposable } from '../ports.ts';
import { type CheckResult, checkAlone, type SharedCheckPorts } from './checkOnce.ts';

interface Run {
  readonly key: string;
  readonly account: Account;
  readonly result: Promise<CheckResult>;
  readonly abort: AbortController;
  /** Who still wants the answer; at 0 the request is aborted. */
  waiting: number;
}

/** The checks that run in this window: one an account at a time, which all who want its answer share. */
export class CheckRuns implements Disposable {
  readonly #ports: SharedCheckPorts;
  readonly #runs = new Map<string, Run>();
  readonly #changed = new Emitter<void>();
  readonly #ended = new AbortController();

  /** Fires when an account's check begins or ends. */
  readonly onDidChange = this.#changed.event;

  constructor(ports: SharedCheckPorts) {
    this.#ports = ports;
  }

  /** The ids of the accounts that are being asked. */
  get running(): ReadonlySet<string> {
    return new Set([...this.#runs.values()].map(({ account }) => account.id));
  }

  /** Ends every check, down to the socket. */
  dispose(): void {
    this.#ended.abort();
    this.#changed.dispose();
  }

  /** Checks an account, or joins a check of it; `asked` by a person, who does not mind the interval. */
  async run(account: Account, signal: AbortSignal, asked: boolean): Promise<CheckResult> {
    if (signal.aborted || this.#ended.signal.aborted) return { account, outcome: 'canceled' };
    const run = this.#runs.get(runKey(account, asked)) ?? this.#begin(account, asked);
    run.waiting += 1;
    let leave: () => void = () => {};
    const left = new Promise<CheckResult>((resolve) => {
      leave = () => {
        run.waiting -= 1;
        if (run.waiting === 0) {
          run.abort.abort();
          // A keyring may hang on for seconds: who asks again meanwhile must not join what was given up.
          this.#end(run);
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

  #begin(account: Account, asked: boolean): Run {
    const key = runKey(account, asked);
    const abort = new AbortController();
    const stop = () => abort.abort();
    this.#ended.signal.addEventListener('abort', stop, { once: true });
    const result = checkAlone(this.#ports, account, abort.signal, asked).finally(() => {
      this.#ended.signal.removeEventListener('abort', stop);
      this.#end(run);
    });
    const run: Run = { key, account, result, abort, waiting: 0 };
    this.#runs.set(key, run);
    this.#changed.fire();
    return run;
  }

  #end(run: Run): void {
    if (this.#runs.get(run.key) !== run) return;
    this.#runs.delete(run.key);
    this.#changed.fire();
  }
}

/** A replaced key is another question, and so is one that a person asks: their checks join no other. */
function runKey(account: Account, asked: boolean): string {
  return `${account.id} ${account.keySetAt} ${asked}`;
}
