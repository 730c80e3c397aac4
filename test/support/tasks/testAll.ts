import { spawn } from 'node:child_process';
import { projectFolder } from './projectFolder.ts';
import { readCounts, type TestCounts, writeCounts } from './testCounts.ts';

// The program of `npm test`: every level in order, and the sum of their figures as the last line.
// A level that fails does not hide the others, unless nothing after it could be right.

const levels = ['build', 'check', 'test:unit', 'test:slow', 'test:integration', 'test:e2e', 'test:desktop'];
const results: (TestCounts & { readonly level: string; readonly ok: boolean })[] = [];

for (const level of levels) {
  console.log(`\n# npm run ${level}\n`);
  const { code, output } = await run(level);
  const counts = readCounts(output) ?? { passed: 0, failed: 0, skipped: 0 };
  const ok = code === 0 && counts.failed === 0;
  results.push({ ...counts, level, ok });
  if (!ok && level === 'build') break;
}

console.log();
for (const { level, ok, ...counts } of results) {
  const tests = counts.passed + counts.failed + counts.skipped > 0 ? `: ${writeCounts(counts)}` : '';
  console.log(`${ok ? 'ok    ' : 'FAILED'} npm run ${level}${tests}`);
}
const sum = (part: keyof TestCounts) => results.reduce((total, counts) => total + counts[part], 0);
// A level that failed without a failing test (a type error, a host that did not start) counts as one failure.
const broken = results.filter(({ ok, failed }) => !ok && failed === 0).length;
console.log(writeCounts({ passed: sum('passed'), failed: sum('failed') + broken, skipped: sum('skipped') }));
process.exitCode = results.length === levels.length && results.every(({ ok }) => ok) ? 0 : 1;

function run(script: string): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', script], {
      cwd: projectFolder,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'inherit'],
      // Where no desktop VS Code can be had, the desktop level is skipped and says so.
      env: { ...process.env, CREDITS_DESKTOP: process.env['CREDITS_DESKTOP'] ?? 'if-there' },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
