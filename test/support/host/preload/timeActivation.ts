import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Run by the extension hosts before their own code. Writes a line of JSON to the file `CREDITS_TIMES` when an extension
// whose main file is called `CREDITS_TIMED_MAIN` was activated: its id, how many milliseconds it took to read, compile
// and run that file, what it requires at once included, and how many until its `activate()` returned.

const { CREDITS_TIMES: file, CREDITS_TIMED_MAIN: main } = process.env;
const { extensions } = createRequire(import.meta.url);
const load = extensions['.js'];

if (file && main && load) {
  // Node.js loads `.cjs` by it, too.
  extensions['.js'] = (module, filename) => {
    const start = performance.now();
    load(module, filename);
    const ownFile = performance.now() - start;
    if (!filename.endsWith(main)) {
      return;
    }
    const { activate } = module.exports;
    module.exports = {
      ...module.exports,
      activate(context: { readonly extension: { readonly id: string } }) {
        const called = performance.now();
        const result: unknown = activate(context);
        const times = { ownFile, activate: performance.now() - called };
        setImmediate(() => appendFileSync(file, `${JSON.stringify({ id: context.extension.id, ...times })}\n`));
        return result;
      },
    };
  };
}
