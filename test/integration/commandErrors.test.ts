import { deepStrictEqual } from 'node:assert/strict';
import type { CommandContext } from '../../src/vscode/commandContext.ts';
import { commandRunner } from '../../src/vscode/commandRunner.ts';
import { commands } from '../../src/vscode/names.ts';
import { MemoryLog } from '../support/fakes/memoryLog.ts';
import { dismissAll } from '../support/integration/dismissAll.ts';
import { recordMessages } from '../support/integration/recordMessages.ts';

const key = 'abcdef0123456789';

/** What is said and logged when a command throws this. */
async function after(error: unknown) {
  const log = new MemoryLog();
  const messages = recordMessages();
  const manualRefresh = {
    cancel() {
      throw error;
    },
  };
  try {
    await commandRunner({ log, manualRefresh } as unknown as CommandContext)(commands.cancelRefresh, undefined);
    return { said: messages.said, lines: log.lines };
  } finally {
    messages.dispose();
    await dismissAll();
  }
}

describe('a command in which something goes wrong', () => {
  const said = [
    'Credits could not finish: the secret storage of VS Code or the disk did not let it. Nothing was lost. Try again.',
  ];

  for (const { what, error, name } of [
    { what: 'an error', error: new TypeError(`Invalid header value ${key}`), name: 'TypeError' },
    {
      what: 'an error of the system',
      error: Object.assign(new Error(`EACCES: ${key}`), { code: 'EACCES' }),
      name: 'EACCES',
    },
    { what: 'a text', error: `cannot store ${key}`, name: 'failed' },
  ]) {
    it(`tells of ${what} by its name, and quotes nothing of it`, async () => {
      deepStrictEqual(await after(error), { said, lines: [`warn credits.cancelRefresh: ${name}`] });
    });
  }
});
