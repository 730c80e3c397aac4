import { writeFile } from 'node:fs/promises';
import Mocha from 'mocha';
import { writeCounts } from '../tasks/testCounts.ts';

/** The name of the variable with the path of the file that the figures of a run are written to. */
export const countsVariable = 'CREDITS_TEST_COUNTS';

/** Runs the tests that `load` describes, inside an extension host. Rejects when one of them fails. */
export async function runMocha(load: () => void): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout: 30_000, forbidOnly: true });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  load();
  const { stats } = await new Promise<Mocha.Runner>((resolve) => {
    const runner = mocha.run(() => resolve(runner));
  });
  const { passes = 0, failures = 0, pending = 0 } = stats ?? {};
  const file = process.env[countsVariable];
  if (file) await writeFile(file, writeCounts({ passed: passes, failed: failures, skipped: pending }));
  if (failures > 0) throw new Error('Tests have failed.');
}
