import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';

// Run by the extension hosts before their own code. Writes how many milliseconds it took to read, compile and run each
// bundle in the folder that `CREDITS_TIMED_FOLDER` names in part, what it requires at once included: a line each time,
// `extension.cjs 1.25`, to the file `CREDITS_TIMES`.

const { CREDITS_TIMED_FOLDER: folder, CREDITS_TIMES: file } = process.env;
const { extensions } = createRequire(import.meta.url);
const load = extensions['.js'];

if (folder && file && load) {
  // Node.js loads `.cjs` by it, too.
  extensions['.js'] = (module, filename) => {
    const start = performance.now();
    load(module, filename);
    if (filename.includes(folder)) {
      const line = `${basename(filename)} ${performance.now() - start}\n`;
      // Later, because one bundle requires another, and the writing would count as the time of the outer one.
      setImmediate(() => appendFileSync(file, line));
    }
  };
}
