import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installedFolder, npmCi } from '../host/installed.ts';
import { projectFolder } from './projectFolder.ts';

// The program of `npm run test:mutation`: it changes the code in some twelve thousand ways, one after the other, and says
// which of them no unit test notices. Arguments go to Stryker: `-- --mutate src/core/summary.ts` looks at one file.

// Packages of its own, because Stryker for Node.js 20 takes mocha 11 at most.
const packages = join(projectFolder, 'test/support/mutation');
const lock = await readFile(join(packages, 'package-lock.json'));
const stamp = createHash('sha256').update(lock).digest('hex').slice(0, 12);
const folder = await installedFolder(join(projectFolder, '.vscode-test', `mutation-${stamp}`), async (draft) => {
  for (const name of ['package.json', 'package-lock.json']) await copyFile(join(packages, name), join(draft, name));
  await npmCi(draft);
});
const stryker = join(folder, 'node_modules/@stryker-mutator/core/bin/stryker.js');
const config = join(packages, 'stryker.json');
const { status } = spawnSync(process.execPath, [stryker, 'run', config, ...process.argv.slice(2)], {
  cwd: projectFolder,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
