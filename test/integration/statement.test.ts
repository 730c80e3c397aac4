import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Account } from '../../src/core/account.ts';
import { Format } from '../../src/core/format.ts';
import type { History } from '../../src/core/history/record/series.ts';
import type { Disposable } from '../../src/core/ports.ts';
import type { Reading } from '../../src/core/reading.ts';
import { credits } from '../../src/core/unit.ts';
import type { CommandContext } from '../../src/vscode/commandContext.ts';
import { deleteHistory } from '../../src/vscode/commands/deleteHistory.ts';
import { exportStatement } from '../../src/vscode/commands/exportStatement.ts';
import { removeAccount } from '../../src/vscode/commands/removeAccount.ts';
import { removeAllKeys } from '../../src/vscode/commands/removeAllKeys.ts';
import { willItLast } from '../../src/vscode/commands/willItLast.ts';
import { FakeClock } from '../support/fakes/fakeClock.ts';
import { FakeKeys } from '../support/fakes/fakeKeys.ts';
import { MemoryAccounts } from '../support/fakes/memoryAccounts.ts';
import { MemoryHistory } from '../support/fakes/memoryHistory.ts';
import { MemoryLog } from '../support/fakes/memoryLog.ts';
import { MemoryReadings } from '../support/fakes/memoryReadings.ts';
import { sampleAccount } from '../support/fakes/sampleAccount.ts';
import { sampleReading } from '../support/fakes/sampleReading.ts';
import { seriesByDate } from '../support/fakes/seriesByDate.ts';
import { tempFolder } from '../support/fakes/tempFolder.ts';
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
  readonly details: (string | undefined)[];
  save: vscode.SaveDialogOptions | undefined;
  input: vscode.InputBoxOptions | undefined;
  opened: string[];
}

/** What waits until it is opened. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  const abort = new AbortController();
  const opened = new Promise<void>((resolve) => abort.signal.addEventListener('abort', () => resolve()));
  return { opened, open: () => abort.abort() };
}

describe('the statement, the question and the history', () => {
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
  function person({
    picks = [],
    file,
    text,
    button,
  }: {
    picks?: readonly string[];
    file?: string;
    text?: string;
    button?: string;
  }) {
    const left = [...picks];
    asked = { quickPicks: [], messages: [], details: [], save: undefined, input: undefined, opened: [] };
    const { window, env } = vscode;
    const pick = async (items: readonly vscode.QuickPickItem[]) => {
      asked.quickPicks.push(items.map(({ label, detail }) => (detail === undefined ? label : `${label} (${detail})`)));
      const wanted = left.shift();
      return items.find(({ label }) => label === wanted);
    };
    const say = async (message: string, ...rest: readonly (string | vscode.MessageOptions)[]) => {
      asked.messages.push(message);
      const [options] = rest;
      asked.details.push(typeof options === 'object' ? options.detail : undefined);
      return rest.find((one) => one === button);
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
      showInputBox: async (options: vscode.InputBoxOptions) => {
        asked.input = options;
        return text;
      },
    };
    for (const [name, stub] of Object.entries(all))
      replaced.push(replace(window, name as 'showInputBox', stub as never));
    replaced.push(
      replace(env, 'openExternal', async (uri) => {
        asked.opened.push(uri.toString());
        return true;
      }),
    );
  }

  function partsOf(
    histories: Readonly<Record<string, History>>,
    accounts: readonly Account[] = [sampleAccount()],
    readings: readonly Reading[] = [],
  ) {
    const kept = new MemoryReadings();
    for (const reading of readings) kept.put(reading);
    const parts = {
      providers: [],
      accounts: new MemoryAccounts(accounts),
      readings: kept,
      history: new MemoryHistory(histories),
      keys: new FakeKeys(Object.fromEntries(accounts.map(({ id }) => [id, 'key']))),
      check: {
        clock: new FakeClock(now),
        providerOf: (id: string) => ({ id, pages: { billing: `https://billing.test/${id}` } }),
      },
      format: new Format('en-GB'),
      log: new MemoryLog(),
    };
    return parts as typeof parts & CommandContext;
  }

  const filesIn = async (path: string) => (await readdir(path)).toSorted();

  describe('Export Statement', () => {
    it('offers each month that was read, the newest first, and the whole history', async () => {
      person({});
      await exportStatement.run(partsOf({ mimir: [october] }), undefined);
      deepStrictEqual(asked.quickPicks, [['November 2026 (so far)', 'October 2026', 'Whole history']]);
      deepStrictEqual([asked.messages, asked.save], [[], undefined]);
    });

    it('writes a month as CSV, says so and opens it', async () => {
      const file = join(folder.path, 'credits-2026-10.csv');
      person({ picks: ['October 2026', 'CSV'], file, button: 'Open' });
      await exportStatement.run(partsOf({ mimir: [october] }), undefined);
      const [header, row, ...rest] = (await readFile(file, 'utf8')).split('\r\n');
      match(header ?? '', /^\uFEFFrow,account,/);
      match(
        row ?? '',
        /^balance,Mimir,mimir,mimir,credits,2026-10-05T12:00:00[+-]\d\d:\d\d,2026-11-01T00:00:00[+-]\d\d:\d\d,no,100,0,40,0,0,60,,,,$/,
      );
      deepStrictEqual(rest, ['']);
      deepStrictEqual(asked.messages, ['credits-2026-10.csv is written.']);
      strictEqual(vscode.window.activeTextEditor?.document.uri.fsPath, file);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    it('writes a month as JSON', async () => {
      const file = join(folder.path, 'credits-2026-11.json');
      person({ picks: ['November 2026 (so far)', 'JSON'], file });
      await exportStatement.run(partsOf({ mimir: [october] }), undefined);
      const { month, rows } = JSON.parse(await readFile(file, 'utf8'));
      deepStrictEqual([month, rows[0].opening, rows[0].closing, rows[0].complete], ['2026-11', 60, 42, false]);
    });

    it('writes the whole history without asking for a form', async () => {
      const file = join(folder.path, 'credits-history.csv');
      person({ picks: ['Whole history'], file });
      await exportStatement.run(partsOf({ mimir: [october] }), undefined);
      strictEqual((await readFile(file, 'utf8')).split('\r\n').length, 1 + 3 + 1);
    });

    it('proposes a name in the first folder of the workspace, or at home without one', async () => {
      person({ picks: ['November 2026 (so far)', 'CSV'] });
      await exportStatement.run(partsOf({ mimir: [october] }), undefined);
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
        await exportStatement.run(partsOf({ mimir: [october] }), undefined);
        deepStrictEqual(asked.messages, []);
      });
    }

    it('says that there is nothing to export before anything was read', async () => {
      person({});
      await exportStatement.run(partsOf({}), undefined);
      deepStrictEqual(
        [asked.messages, asked.quickPicks],
        [['No balance has been read yet, so there is nothing to export.'], []],
      );
    });

    it('says when it could not be written, and leaves nothing half written', async () => {
      const place = join(folder.path, 'taken');
      await mkdir(join(place, 'credits.csv', 'something'), { recursive: true });
      person({ picks: ['October 2026', 'CSV'], file: join(place, 'credits.csv') });
      const parts = partsOf({ mimir: [october] });
      await exportStatement.run(parts, undefined);
      deepStrictEqual(asked.messages, [
        'credits.csv was not written: the disk or the folder did not let it. Try again with another folder.',
      ]);
      deepStrictEqual(
        [await filesIn(place), await filesIn(join(place, 'credits.csv'))],
        [['credits.csv'], ['something']],
      );
      strictEqual((parts.log as unknown as MemoryLog).lines.length, 1);
      match((parts.log as unknown as MemoryLog).lines.join(), /^warn credits\.exportStatement: \w+$/);
    });

    it('says when its folder cannot be', async () => {
      const file = join(folder.path, 'file');
      await writeFile(file, 'mine');
      person({ picks: ['October 2026', 'CSV'], file: join(file, 'credits.csv') });
      await exportStatement.run(partsOf({ mimir: [october] }), undefined);
      match(asked.messages.join(), /^credits\.csv was not written/);
      strictEqual(await readFile(file, 'utf8'), 'mine');
    });

    it('takes the place of a file that the person chose to overwrite', async () => {
      const file = join(folder.path, 'old.json');
      await writeFile(file, 'x'.repeat(10_000));
      person({ picks: ['October 2026', 'JSON'], file });
      await exportStatement.run(partsOf({ mimir: [october] }), undefined);
      strictEqual(JSON.parse(await readFile(file, 'utf8')).month, '2026-10');
      ok(!(await filesIn(dirname(file))).includes('old.json.part'));
    });

    it('shows progress when it takes long, and ends quietly when that is canceled', async () => {
      const parts = partsOf({ mimir: [october] });
      const clock = parts.check.clock as unknown as FakeClock;
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
      await exportStatement.run(parts, undefined);
      deepStrictEqual({ titles, messages: asked.messages }, { titles: ['Writing credits.json'], messages: [] });
      disk.open();
      await cleaned.opened;
      deepStrictEqual([...kept.keys()], []);
      strictEqual(clock.pending, 0);
    });
  });

  describe('Will It Last Until…?', () => {
    const points = Array.from({ length: 30 * 24 + 1 }, (_, index) => {
      const at = now - (30 * 24 - index) * 3_600_000;
      return { at, until: at, amount: 480 + (now - at) / 3_600_000 };
    });
    const history = [{ ...seriesByDate([]), points }];
    const accounts = [
      sampleAccount({ id: 'rich', label: 'Rich' }),
      sampleAccount({ id: 'new', label: 'New' }),
      sampleAccount({ id: 'mimir', label: 'Mimir' }),
    ];
    const read = (accountId: string, amount: number) =>
      sampleReading({ accountId, checkedAt: now, balanceAt: now, balance: { pools: [{ unit: credits, amount }] } });
    const parts = () =>
      partsOf({ rich: history, mimir: history }, accounts, [read('rich', 5000), read('new', 10), read('mimir', 480)]);

    it('asks for a date, which is the end of this month unless another is typed, and judges what is typed', async () => {
      person({});
      await willItLast.run(parts(), undefined);
      const { value, validateInput } = asked.input ?? {};
      strictEqual(value, '2026-11-30');
      strictEqual(await validateInput?.('2026-11-01'), '2026-11-01 is in the past.');
      deepStrictEqual(await validateInput?.('30 days'), {
        message: 'Until the end of 20 December 2026',
        severity: vscode.InputBoxValidationSeverity.Info,
      });
      deepStrictEqual([asked.quickPicks, asked.messages], [[], []]);
    });

    it('answers for each account, those that fall short first, and leads from these to the billing page', async () => {
      person({ text: '30 days', picks: ['Mimir: no'] });
      await willItLast.run(parts(), undefined);
      const [[first, second, third] = []] = asked.quickPicks;
      match(
        first ?? '',
        /^Mimir: no \(runs out about 10 December 2026, about 252 credits short \(between \d+ and \d+\)\)$/,
      );
      match(second ?? '', /^New: still learning \(10 credits now; /);
      match(third ?? '', /^Rich: yes \(about 4,270 of 5,000 credits are left on 20 December 2026, at 24 a day\)$/);
      deepStrictEqual(asked.opened, ['https://billing.test/mimir']);
    });

    it('leads nowhere from an account that lasts, and nowhere on Escape', async () => {
      person({ text: '30 days', picks: ['Rich: yes'] });
      await willItLast.run(parts(), undefined);
      deepStrictEqual([asked.opened, asked.messages], [[], []]);
      person({ text: '30 days' });
      await willItLast.run(parts(), undefined);
      deepStrictEqual([asked.opened, asked.messages], [[], []]);
    });
  });

  describe('Delete History', () => {
    const accounts = [
      sampleAccount(),
      sampleAccount({ id: 'bloom', label: 'Bloom' }),
      sampleAccount({ id: 'new', label: 'New' }),
    ];
    const bloom = { ...seriesByDate([[local(11, 2), 7]]), accountId: 'bloom' };
    const parts = () => partsOf({ mimir: [october], bloom: [bloom] }, accounts);
    const left = ({ history }: CommandContext) => accounts.map(({ id }) => history.of(id).length);

    it('offers the accounts that have one, and all of them', async () => {
      person({});
      const all = parts();
      await deleteHistory.run(all, undefined);
      deepStrictEqual(
        [asked.quickPicks, asked.messages, left(all)],
        [[['Mimir', 'Bloom', 'All accounts']], [], [1, 1, 0]],
      );
    });

    it('says what goes and what stays, and deletes it when that is confirmed', async () => {
      person({ picks: ['Mimir'], button: 'Delete' });
      const all = parts();
      await deleteHistory.run(all, undefined);
      deepStrictEqual(asked.messages, ['Delete the history of Mimir?']);
      deepStrictEqual(asked.details, [
        'What was read from 5 October 2026 to 20 November 2026 is deleted. The pace is learnt anew from the next reading on. The balance and the key stay.',
      ]);
      deepStrictEqual(left(all), [0, 1, 0]);
      deepStrictEqual(all.accounts.all(), accounts);
    });

    it('deletes nothing unless it is confirmed', async () => {
      person({ picks: ['All accounts'] });
      const all = parts();
      await deleteHistory.run(all, undefined);
      deepStrictEqual([asked.messages, left(all)], [['Delete the history of all accounts?'], [1, 1, 0]]);
      match(
        asked.details[0] ?? '',
        /^Mimir, Bloom\n\nWhat was read from 5 October 2026 to 20 November 2026 is deleted\./,
      );
    });

    it('deletes all of them', async () => {
      person({ picks: ['All accounts'], button: 'Delete' });
      const all = parts();
      await deleteHistory.run(all, undefined);
      deepStrictEqual(left(all), [0, 0, 0]);
    });

    it('is about the account of its row, and says when it has none', async () => {
      person({ button: 'Delete' });
      const all = parts();
      await deleteHistory.run(all, { accountId: 'bloom' });
      await deleteHistory.run(all, { accountId: 'new' });
      deepStrictEqual(asked.quickPicks, []);
      deepStrictEqual(asked.messages, ['Delete the history of Bloom?', 'There is no history to delete.']);
      match(asked.details[0] ?? '', /^What was read on 2 November 2026 is deleted\./);
      deepStrictEqual(left(all), [1, 0, 0]);
    });
  });

  describe('an account that is removed', () => {
    it('takes its key and its history with it, and says so', async () => {
      person({ button: 'Remove' });
      const parts = partsOf({ mimir: [october] });
      await removeAccount.run(parts, { accountId: 'mimir' });
      match(asked.details[0] ?? '', /^Its key and its history are deleted/);
      deepStrictEqual(
        [parts.accounts.all(), await parts.keys.get('mimir'), parts.history.of('mimir')],
        [[], undefined, []],
      );
    });

    it('does so with all of them', async () => {
      person({ button: 'Remove All' });
      const parts = partsOf({ mimir: [october] });
      await removeAllKeys.run(parts, undefined);
      match(asked.details[0] ?? '', /The keys and the histories are deleted/);
      deepStrictEqual(
        [parts.accounts.all(), await parts.keys.get('mimir'), parts.history.of('mimir')],
        [[], undefined, []],
      );
    });

    it('stays, with its key, when the disk does not let its history go', async () => {
      person({ button: 'Remove' });
      const parts = partsOf({ mimir: [october] });
      (parts.history as unknown as MemoryHistory).refuse();
      await rejects(async () => removeAccount.run(parts, { accountId: 'mimir' }));
      deepStrictEqual([parts.accounts.all().length, await parts.keys.get('mimir')], [1, 'key']);
    });
  });
});
