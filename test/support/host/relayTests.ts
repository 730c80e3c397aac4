import { once } from 'node:events';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { format } from 'node:util';

/** Sent after the last line when the suite has passed. An extension host that ends early exits with 0 and without it. */
export const suitePassed = '\0';

/**
 * What the extension host of the server host runs in place of a suite: runs the suite named in `CREDITS_TESTS` and sends
 * all that it prints to the port `CREDITS_TESTS_OUTPUT`. VS Code's own way out mixes it with the window's log and drops
 * empty lines. Rejects when the suite does.
 */
export async function run(): Promise<void> {
  const { CREDITS_TESTS: tests = '', CREDITS_TESTS_OUTPUT: port } = process.env;
  const output = connect(Number(port), '127.0.0.1');
  await once(output, 'connect');
  const print = (...values: readonly unknown[]) => {
    // VS Code prints a failure once more after the end.
    if (output.writable) {
      output.write(`${format(...values)}\n`);
    }
  };
  for (const method of ['log', 'info', 'warn', 'error', 'debug']) {
    // VS Code has put accessors there, whose setters do nothing.
    Object.defineProperty(console, method, { value: print, writable: true });
  }
  try {
    const suite: unknown = createRequire(tests)(tests);
    const runSuite: unknown = suite && typeof suite === 'object' ? Reflect.get(suite, 'run') : undefined;
    if (typeof runSuite !== 'function') {
      throw new Error(`${tests} exports no function run().`);
    }
    await runSuite();
    output.write(suitePassed);
  } catch (error) {
    print(error);
    throw error;
  } finally {
    await new Promise<void>((flushed) => output.end(flushed));
  }
}
