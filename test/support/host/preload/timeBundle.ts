// Run by the extension hosts before their own code. Writes how many milliseconds it took to read, compile and run the
// bundle in the folder that `CREDITS_TIMED_FOLDER` names in part, a line each time, to the file `CREDITS_TIMES`.
import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { CREDITS_TIMED_FOLDER: folder, CREDITS_TIMES: file } = process.env;
const { extensions } = createRequire(import.meta.url);
const load = extensions['.js'];

if (folder && file && load) {
  // Node.js loads `.cjs` by it, too.
  extensions['.js'] = (module, filename) => {
    const start = performance.now();
    load(module, filename);
    if (filename.includes(folder)) {
      appendFileSync(file, `${performance.now() - start}\n`);
    }
  };
}
