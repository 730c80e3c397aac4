import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from './projectFolder.ts';

// The program of `npm run test:e2e`: real windows take their time, so the limit is one for a test that hangs.
const reporter = './test/support/tasks/mochaReporter.cjs';
const mocha = join(projectFolder, 'node_modules/mocha/bin/mocha.js');
const options = ['--no-config', '--import=tsx', '--forbid-only', '--timeout=180000', `--reporter=${reporter}`];
const { status } = spawnSync(process.execPath, [mocha, ...options, 'test/e2e/**/*.test.ts', ...process.argv.slice(2)], {
  cwd: projectFolder,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
