import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { Format } from '../../src/core/format.ts';
import type { History } from '../../src/core/history/series.ts';
import type { Disposable } from '../../src/core/ports.ts';
import { exportStatement } from '../../src/vscode/commands/exportStatement.ts';
import { windowUi } from '../../src/vscode/windowUi.ts';
import { FakeClock } from '../support/fakes/clocks.ts';
import { tempFolder } from '../support/fakes/environment.ts';
import { sampleAccount, seriesByDate } from '../support/fakes/samples.ts';
import { MemoryAccounts, MemoryHistory, MemoryLog } from '../support/fakes/stores.ts';
import { replace } from '../support/integration/replace.ts';

const now = new Date(2026, 10, 20, 12).getTime();
const local = (month: number, date: number, hour = 12) => new Date(2026, month - 1, date, hour).toISOString();

const october = seriesByDate([
  [local(10, 5), 100],
  [local(10, 20), 60],
  [local(11, 10), 42, new Date(now).toISOString()],
]);

/** What a person is asked, and what they answer: undefined is Escape. */
interface Asked {
  readonly quickPicks: (readonly string[])[];
  readonly messages: string[];
  save: vscode.SaveDialogOptions | undefined;
}

/** What waits until it is opened. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  const abort = new AbortController();
  const opened = new Promise<void>((resolve) => abort.signal.addEventListener('abort', () => resolve()));
  return { opened, open: () => abort.abort() };
}

describe('the statement', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  const replaced: Disposable[] = [];
  let asked: Asked;
  before(async () => {
    folder = await tempFolder();
  });
  after(() => folder.dispose());
  afterEach(() => {
    for (const each of replaced.splice(0)) each.dispose();
  });

  /** Answers in the person's stead: labels of quick picks in their order, the file, the text, buttons of messages. */
  function person({ picks = [], file, button }: { picks?: readonly string[]; file?: string; button?: string }) {
    const left = [...picks];
    asked = { quickPicks: [], messages: [], save: undefined };
    const { window } = vscode;
    const pick = async (items: readonly vscode.QuickPickItem[]) => {
      asked.quickPicks.push(items.map(({ label }) => label));
      const wanted = left.shift();
      return items.find(({ label }) => label === wanted);
    };
    const say = async (message: string, ...buttons: readonly string[]) => {
      asked.messages.push(message);
      return buttons.find((title) => title === button);
    };
    const all = {
      showQuickPick: pick,
      showInformationMessage: say,
      showWarningMessage: say,
      showErrorMessage: say,
      showSaveDialog: async (options: vscode.SaveDialogOptions) => {
        asked.save = options;
        return file === undefined ? undefined : vscode.Uri.file(file);
      },
    };
    for (const [name, stub] of Object.entries(all))
      replaced.push(replace(window, name as 'showInputBox', stub as never));
  }

  function portsOf(histories: Readonly<Record<string, History>>) {
    return {
      ui: windowUi,
      accounts: new MemoryAccounts([sampleAccount()]),
      history: new MemoryHistory(histories),
      clock: new FakeClock(now),
      format: new Format('en-GB'),
      log: new MemoryLog(),
    };
  }

  const filesIn = async (path: string) => (await readdir(path)).toSorted();

  describe('Export Statement', () => {
    it('offers each month that was read, the newest first, and the whole history', async () => {
      person({});
      await exportStatement(portsOf({ mimir: [october] })).run(undefined);
      deepStrictEqual(asked.quickPicks, [['November 2026 (so far)', 'October 2026', 'Whole history']]);
      deepStrictEqual([asked.messages, asked.save], [[], undefined]);
    });

    it('writes a month as CSV, says so and opens it', async () => {
      const file = join(folder.path, 'credits-2026-10.csv');
      person({ picks: ['October 2026', 'CSV'], file, button: 'Open' });
      await exportStatement(portsOf({ mimir: [october] })).run(undefined);
      const [header, row, ...rest] = (await readFile(file, 'utf8')).split('\r\n');
      match(header ?? '', /^\uFEFFrow,account,/);
      match(
        row ?? '',
        /^balance,Mimir,mimir,mimir,credits,2026-10-05T12:00:00[+-]\d\d:\d\d,2026-11-01T00:00:00[+-]\d\d:\d\d,no,100,0,40,0,0,60,no,,,,$/,
      );
      deepStrictEqual(rest, ['']);
      deepStrictEqual(asked.messages, ['Saved credits-2026-10.csv.']);
      strictEqual(vscode.window.activeTextEditor?.document.uri.fsPath, file);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    it('writes a month as JSON', async () => {
      const file = join(folder.path, 'credits-2026-11.json');
      person({ picks: ['November 2026 (so far)', 'JSON'], file });
      await exportStatement(portsOf({ mimir: [october] })).run(undefined);
      const { month, rows } = JSON.parse(await readFile(file, 'utf8'));
      deepStrictEqual([month, rows[0].opening, rows[0].closing, rows[0].complete], ['2026-11', 60, 42, false]);
    });

    it('writes the whole history without asking for a form', async () => {
      const file = join(folder.path, 'credits-history.csv');
      person({ picks: ['Whole history'], file });
      await exportStatement(portsOf({ mimir: [october] })).run(undefined);
      strictEqual((await readFile(file, 'utf8')).split('\r\n').length, 1 + 3 + 1);
    });

    it('proposes a name in the first folder of the workspace, or at home without one', async () => {
      person({ picks: ['November 2026 (so far)', 'CSV'] });
      await exportStatement(portsOf({ mimir: [october] })).run(undefined);
      const first = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
      strictEqual(asked.save?.defaultUri?.fsPath, join(first, 'credits-2026-11.csv'));
      deepStrictEqual(asked.save.filters, { CSV: ['csv'] });
    });

    for (const { where, picks } of [
      { where: 'the month', picks: [] },
      { where: 'the form', picks: ['October 2026'] },
      { where: 'the file', picks: ['October 2026', 'JSON'] },
    ]) {
      it(`ends quietly when the person leaves at ${where}`, async () => {
        person({ picks });
        await exportStatement(portsOf({ mimir: [october] })).run(undefined);
        deepStrictEqual(asked.messages, []);
      });
    }

    it('says that there is nothing to export before anything was read', async () => {
      person({});
      await exportStatement(portsOf({})).run(undefined);
      deepStrictEqual([asked.messages, asked.quickPicks], [["There's no history to export yet."], []]);
    });

    it('says when it could not be written, and leaves nothing half written', async () => {
      const place = join(folder.path, 'taken');
      await mkdir(join(place, 'credits.csv', 'something'), { recursive: true });
      person({ picks: ['October 2026', 'CSV'], file: join(place, 'credits.csv') });
      const ports = portsOf({ mimir: [october] });
      await exportStatement(ports).run(undefined);
      deepStrictEqual(asked.messages, ["Couldn't save credits.csv. Try another folder."]);
      deepStrictEqual(
        [await filesIn(place), await filesIn(join(place, 'credits.csv'))],
        [['credits.csv'], ['something']],
      );
      strictEqual(ports.log.lines.length, 1);
      match(ports.log.lines.join(), /^warn credits\.exportStatement: \w+$/);
    });

    it('says when its folder cannot be', async () => {
      const file = join(folder.path, 'file');
      await writeFile(file, 'mine');
      person({ picks: ['October 2026', 'CSV'], file: join(file, 'credits.csv') });
      await exportStatement(portsOf({ mimir: [october] })).run(undefined);
      match(asked.messages.join(), /^Couldn't save credits\.csv/);
      strictEqual(await readFile(file, 'utf8'), 'mine');
    });

    it('takes the place of a file that the person chose to overwrite', async () => {
      const file = join(folder.path, 'old.json');
      await writeFile(file, 'x'.repeat(10_000));
      person({ picks: ['October 2026', 'JSON'], file });
      await exportStatement(portsOf({ mimir: [october] })).run(undefined);
      strictEqual(JSON.parse(await readFile(file, 'utf8')).month, '2026-10');
      ok(!(await filesIn(dirname(file))).includes('old.json.part'));
    });

    it('shows progress when it takes long, and ends quietly when that is canceled', async () => {
      const ports = portsOf({ mimir: [october] });
      const { clock } = ports;
      const titles: (string | undefined)[] = [];
      const kept = new Map<string, Uint8Array>();
      const [disk, cleaned] = [gate(), gate()];
      replaced.push(
        vscode.workspace.registerFileSystemProvider('slow', {
          onDidChangeFile: () => new vscode.Disposable(() => {}),
          watch: () => new vscode.Disposable(() => {}),
          stat: ({ path }) => {
            const file = kept.get(path);
            if (path !== '/' && !file) throw vscode.FileSystemError.FileNotFound();
            return {
              type: path === '/' ? vscode.FileType.Directory : vscode.FileType.File,
              ctime: 0,
              mtime: 0,
              size: 0,
            };
          },
          readDirectory: () => [],
          createDirectory() {},
          readFile: ({ path }) => kept.get(path) ?? new Uint8Array(),
          async writeFile({ path }, content) {
            clock.advance(1000);
            await disk.opened;
            kept.set(path, content);
          },
          delete({ path }) {
            kept.delete(path);
            cleaned.open();
          },
          rename(from, to) {
            kept.set(to.path, kept.get(from.path) ?? new Uint8Array());
            kept.delete(from.path);
          },
        }),
      );
      person({ picks: ['October 2026', 'JSON'] });
      replaced.push(
        replace(vscode.window, 'showSaveDialog', async () =>
          vscode.Uri.from({ scheme: 'slow', path: '/credits.json' }),
        ),
        replace(vscode.window, 'withProgress', ((
          options: vscode.ProgressOptions,
          task: (...args: unknown[]) => unknown,
        ) => {
          titles.push(options.title);
          const source = new vscode.CancellationTokenSource();
          const done = task({ report() {} }, source.token);
          source.cancel();
          return done;
        }) as never),
      );
      await exportStatement(ports).run(undefined);
      deepStrictEqual({ titles, messages: asked.messages }, { titles: ['Saving credits.json'], messages: [] });
      disk.open();
      await cleaned.opened;
      deepStrictEqual([...kept.keys()], []);
      strictEqual(clock.pending, 0);
    });
  });
});
