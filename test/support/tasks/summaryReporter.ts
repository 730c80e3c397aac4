import Mocha from 'mocha';
import { writeCounts } from './testCounts.ts';

/** Mocha's spec reporter, with the figures once more in a last line that a program can read: `N passed, N failed`. */
export class SummaryReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    // Registered after the one that prints the failures, so it has the last word.
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      console.log(writeCounts({ passed: passes, failed: failures, skipped: pending }));
    });
  }
}
