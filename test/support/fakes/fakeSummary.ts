import { Emitter } from '../../../src/core/emitter.ts';
import type { SummarySource } from '../../../src/core/liveSummary.ts';
import type { Summary } from '../../../src/core/summary.ts';

/** A summary that changes when it is told to. */
export class FakeSummary implements SummarySource {
  readonly #changed = new Emitter<Summary>();
  readonly onDidChange = this.#changed.event;
  current: Summary;

  constructor(current: Summary) {
    this.current = current;
  }

  update(summary: Summary): void {
    this.current = summary;
    this.#changed.fire(summary);
  }
}
