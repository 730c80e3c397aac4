import { desktopVsCode } from './desktopVsCode.ts';
import { runSuite } from './runSuite.ts';
import type { TestRun } from './testRun.ts';

/** Runs a suite in the desktop's VS Code. Rejects when it fails, and with `DesktopUnavailable` when there is none. */
export async function runInDesktop(run: TestRun): Promise<void> {
  await runSuite(run, await desktopVsCode());
}
