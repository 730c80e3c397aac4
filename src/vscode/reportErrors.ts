import type { Log } from '../core/ports.ts';
import { errorName, errorText } from '../core/text/errorText.ts';
import type { Command } from './commands/command.ts';
import type { Ui } from './ui.ts';

interface ErrorPorts {
  readonly ui: Pick<Ui, 'message'>;
  readonly log: Log & { show(): void };
  /** The folder of the extension, without a slash at its end. */
  readonly folder: string;
}

const showLog = 'Show Log';

/** The commands, none of which rejects: an error is said by its kind, and logged with where it arose in our code. */
export function reportErrors(commands: readonly Command[], ports: ErrorPorts): readonly Command[] {
  return commands.map(({ id, run }) => ({
    id,
    async run(target) {
      try {
        await run(target);
      } catch (error) {
        ports.log.warn([`${id}: ${errorName(error)}`, ...ownFrames(error, ports.folder)].join(' < '));
        void offerLog(errorText(error), ports);
      }
    },
  }));
}

/** Nobody waits for this: a message may stay open for days. */
async function offerLog(text: string, { ui, log }: ErrorPorts): Promise<void> {
  if ((await ui.message('error', text, showLog)) === showLog) log.show();
}

/** Where an error arose in our own files, the innermost first: "dist/extension.cjs:1:234". Nothing of its message. */
export function ownFrames(error: unknown, folder: string): readonly string[] {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  const { message, stack } = error;
  const place = message === '' ? -1 : stack.indexOf(message);
  // A stack that doesn't begin with its own message could hold another text anywhere.
  if (message !== '' && place < 0) return [];
  const frames = stack.slice(place < 0 ? 0 : place + message.length).split('\n');
  return frames.flatMap((frame) => {
    const [, path = '', position = ''] = /^\s+at .*?\(?(?:file:\/\/)?([^\s()]+?)((?::\d+){2})\)?$/.exec(frame) ?? [];
    const normal = path.replaceAll('\\', '/');
    const own = `${folder.replaceAll('\\', '/')}/`;
    return normal.startsWith(own) && !normal.includes('/node_modules/') ? [normal.slice(own.length) + position] : [];
  });
}
