import { join } from 'node:path';
import { installHost } from './installHost.ts';
import { runSuite } from './runSuite.ts';
import type { TestRun } from './testRun.ts';

/** Runs a suite in the extension host of the VS Code server. Rejects when it fails. */
export async function runInServerHost(run: TestRun): Promise<void> {
  // It would be installed anyway, but `runTests` takes a program that says nothing for a while to be VS Code.
  await installHost();
  await runSuite(run, process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'code.ts')]);
}
