import { writeFile } from 'node:fs/promises';
import Mocha from 'mocha';
import { writeCounts } from '../tasks/testCounts.ts';

/** The variables with the path of the file that the figures of a run are written to, and with the tests to run. */
export const [countsVariable, grepVariable] = ['CREDITS_TEST_COUNTS', 'CREDITS_TEST_GREP'];

/** Runs the tests that `load` describes, inside an extension host. Rejects when one of them fails. */
export async function runMocha(load: () => void): Promise<void> {
  const grep = process.env[grepVariable];
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: 'spec',
    timeout: 30_000,
    forbidOnly: true,
    ...(grep ? { grep } : {}),
  });
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
