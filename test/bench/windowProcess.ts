import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(import.meta.dirname, '../support/processes/window.ts');

/** A window in a process of its own, which asks whatever is due at `url` as often as it can. */
export function windowProcess(folder: string, url: string, interval: number) {
  const child = spawn(process.execPath, ['--import', 'tsx', program, folder, url, `${interval}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const hear = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('A window has ended.');
    return JSON.parse(value);
  };
  return {
    /** Resolves when it is about to ask. */
    ready: hear,
    /** Lets it finish what it asks, and resolves to what went wrong in it. */
    async stop(): Promise<readonly string[]> {
      child.stdin.write('stop\n');
      await hear();
      child.stdin.write('show\n');
      const { storageProblems } = await hear();
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
      return storageProblems;
    },
    dispose: () => child.kill('SIGKILL'),
  };
}
