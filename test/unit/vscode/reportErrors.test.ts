import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { AccountGoneError, BusyError, KeyringError, StorageError } from '../../../src/core/errors.ts';
import { commands } from '../../../src/vscode/names.ts';
import { reportErrors } from '../../../src/vscode/reportErrors.ts';
import { settled } from '../../support/fakes/environment.ts';
import { FakeUi, leave } from '../../support/fakes/fakeUi.ts';
import { MemoryLog } from '../../support/fakes/stores.ts';

const key = 'abcdef0123456789';
const folder = fileURLToPath(new URL('../../../', import.meta.url)).replace(/[\\/]$/, '');

class ShownLog extends MemoryLog {
  shown = 0;
  show(): void {
    this.shown += 1;
  }
}

/** What is said and logged when a command throws this. */
async function reportOf(error: unknown, act: string | typeof leave = leave) {
  const log = new ShownLog();
  const ui = new FakeUi(act);
  const run = () => {
    throw error;
  };
  const [command] = reportErrors([{ id: commands.refresh, run }], { ui, log, folder });
  await command?.run(undefined);
  await settled();
  return { said: ui.seen, lines: log.lines, shown: log.shown };
}

describe('a command in which something goes wrong', () => {
  for (const [error, said, name] of [
    [
      new KeyringError('refused'),
      "VS Code's secret storage can't be used. Unlock the system keyring and try again.",
      'KeyringError',
    ],
    [
      new KeyringError('silent'),
      "VS Code's secret storage isn't responding. Unlock the system keyring and try again.",
      'KeyringError',
    ],
    [
      new StorageError('ENOSPC'),
      "Credits can't save its data (disk full or read-only). Fix that and try again.",
      'ENOSPC',
    ],
    [
      new StorageError('newer'),
      'Another window runs a newer version of Credits. Reload this window and try again.',
      'newer',
    ],
    [new BusyError(), 'Another window is saving the same data. Try again in a minute.', 'BusyError'],
    [new AccountGoneError(), 'This account was removed in another window.', 'AccountGoneError'],
    [
      new TypeError(`Invalid header value ${key}`),
      'Credits hit an unexpected error (TypeError). See the log.',
      'TypeError',
    ],
    [
      Object.assign(new Error(`connect ${key}`), { code: 'ECONNRESET' }),
      'Credits hit an unexpected error (ECONNRESET). See the log.',
      'ECONNRESET',
    ],
    [`cannot save ${key}`, 'Credits hit an unexpected error (unknown). See the log.', 'unknown'],
    [
      Object.assign(new Error(), { code: `${key} was refused` }),
      'Credits hit an unexpected error (Error). See the log.',
      'Error',
    ],
  ] as const) {
    it(`says its own kind, and quotes nothing: ${said}`, async () => {
      const result = await reportOf(error);
      assert.deepStrictEqual(result.said, [`error ${said} [Show Log]`]);
      assert.match(
        result.lines.join(),
        new RegExp(`^warn credits\\.refresh: ${name}( < test/unit/vscode/\\S+:\\d+:\\d+)*$`),
      );
      assert.ok(!JSON.stringify(result).includes(key));
    });
  }

  it('logs where it arose in our own files, and shows the log when that is wanted', async () => {
    const { lines, shown } = await reportOf(new RangeError(`bad ${key}`), 'Show Log');
    assert.match(
      lines[0] ?? '',
      /^warn credits\.refresh: RangeError < test\/unit\/vscode\/reportErrors\.test\.ts:\d+:\d+/,
    );
    assert.equal(shown, 1);
  });

  it('logs no place that a message pretends', async () => {
    const pretended = `x\n    at y (${folder}/${key}.ts:1:1)\n    at ${folder}/${key}.ts:2:2`;
    const { lines } = await reportOf(new Error(pretended));
    assert.ok(!lines.join().includes(key), lines.join());
  });

  it('rejects for nobody: what runs it need not care', async () => {
    await assert.doesNotReject(reportOf(undefined));
  });
});
