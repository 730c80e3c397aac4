import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Run by the extension hosts before their own code. Writes a line of JSON to the file `CREDITS_TIMES` when the extension
// in the folder that `CREDITS_TIMED_FOLDER` names in part hands VS Code its first status bar text with a digit: when its
// `activate()` was called, when it next loaded a bundle and when it did so, in milliseconds since 1970.

/** The parts of VS Code's API that are needed here. */
interface Api {
  readonly window: { createStatusBarItem(...args: readonly unknown[]): Item };
}

interface Item {
  readonly text: string;
  show(): void;
}

const { CREDITS_TIMED_FOLDER: folder, CREDITS_TIMES: file, CREDITS_TIMED_MAIN: main } = process.env;
const { extensions } = createRequire(import.meta.url);
const load = extensions['.js'];
const now = () => performance.timeOrigin + performance.now();

if (folder && file && main && load) {
  const times = { activated: 0, resumed: 0 };
  extensions['.js'] = (module, filename) => {
    if (times.activated > 0 && times.resumed === 0 && filename.includes(folder)) {
      times.resumed = now();
    }
    load(module, filename);
    if (!filename.includes(folder) || !filename.endsWith(main)) {
      return;
    }
    // As the extension's own require gives it: VS Code has an API for each extension.
    const api: Api = module.require('vscode');
    const { activate } = module.exports;
    module.exports = {
      ...module.exports,
      activate(context: unknown) {
        times.activated = now();
        const create = api.window.createStatusBarItem;
        api.window.createStatusBarItem = (...args) => {
          const item = create(...args);
          api.window.createStatusBarItem = create;
          return withShow(item, () => {
            const shown = now();
            setImmediate(() => appendFileSync(file, `${JSON.stringify({ ...times, shown })}\n`));
          });
        };
        return activate(context);
      },
    };
  };
}

/** The item, which calls once when it is shown with a digit in its text. */
function withShow(item: Item, call: () => void): Item {
  const state = { told: false };
  return new Proxy(item, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') {
        return value;
      }
      return (...args: readonly unknown[]) => {
        const result: unknown = Reflect.apply(value, target, args);
        if (name === 'show' && !state.told && /\d/.test(target.text)) {
          state.told = true;
          call();
        }
        return result;
      };
    },
    set: (target, name, value) => Reflect.set(target, name, value),
  });
}
