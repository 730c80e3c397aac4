import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { DesktopUnavailable, runInDesktop, runInServerHost } from '../host/runSuite.ts';
import { countsVariable, grepVariable } from '../integration/runMocha.ts';
import { workspaceSettings } from '../integration/workspaceSettings.ts';
import { bundleIntegration } from './bundleIntegration.ts';
import { projectFolder } from './projectFolder.ts';
import { writeCounts } from './testCounts.ts';

// The program of `npm run test:integration` and, with `--desktop`, of `npm run test:desktop`. `-- --grep TEXT` runs some.

const { values } = parseArgs({
  options: { desktop: { type: 'boolean', default: false }, grep: { type: 'string', default: '' } },
});

await promisify(execFile)(process.execPath, ['esbuild.mjs'], { cwd: projectFolder });
const extensionTestsPath = await bundleIntegration();
const temporary = await mkdtemp(join(tmpdir(), 'credits-integration-'));
try {
  process.exitCode = await run();
} finally {
  await rm(temporary, { recursive: true, force: true });
}

async function run(): Promise<number> {
  const folder = join(temporary, 'workspace');
  await mkdir(join(folder, '.vscode'), { recursive: true });
  await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify(workspaceSettings));
  const counts = join(temporary, 'counts');
  const runSuite = values.desktop ? runInDesktop : runInServerHost;
  try {
    await runSuite({
      extensionDevelopmentPath: projectFolder,
      extensionTestsPath,
      folder,
      env: { [countsVariable]: counts, [grepVariable]: values.grep },
    });
  } catch (error) {
    if (error instanceof DesktopUnavailable) return withoutDesktop(error);
    console.log(await readFile(counts, 'utf8').catch(() => `The tests did not run to their end: ${error}`));
    return 1;
  }
  // Once more, because runTests has the last word otherwise.
  console.log(await readFile(counts, 'utf8'));
  return 0;
}

/** Where it was asked for, its absence is a failure; in the run of everything it is not. */
function withoutDesktop({ message }: DesktopUnavailable): number {
  if (process.env['CREDITS_DESKTOP'] !== 'if-there') {
    console.error(message);
    return 1;
  }
  console.log(`Skipped: ${message}`);
  console.log(writeCounts({ passed: 0, failed: 0, skipped: 1 }));
  return 0;
}
