import assert from 'node:assert/strict';
import { cp, readdir, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hour } from '../../../src/core/time.ts';
import { AccountsFile } from '../../../src/storage/accountsFile.ts';
import { AlertsFile } from '../../../src/storage/alertsFile.ts';
import { HistoryFolder } from '../../../src/storage/historyFolder.ts';
import { ReadingsFile } from '../../../src/storage/readingsFile.ts';
import { quickClock } from '../../support/fakes/clocks.ts';
import { tempFolder } from '../../support/fakes/environment.ts';
import { MemoryLocks } from '../../support/fakes/stores.ts';

/** What a window of version 0.1.0 had written by this time: six accounts, one of them with its second key. */
const released = fileURLToPath(new URL('../../support/released/0.1.0', import.meta.url));
const end = Date.UTC(2026, 10, 20, 12);

describe('the files of version 0.1.0', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let problems: unknown[];
  beforeEach(async () => {
    folder = await tempFolder();
    await cp(released, folder.path, { recursive: true });
    problems = [];
  });
  afterEach(() => folder.dispose());

  async function open() {
    const clock = { ...quickClock, now: () => end };
    const report = { problem: (problem: unknown) => void problems.push(problem), solved: () => {} };
    const ports = { folder: folder.path, report, locks: new MemoryLocks(), clock };
    const accounts = new AccountsFile(ports);
    const [readings, alerts, history] = [
      new ReadingsFile({ ...ports, accounts }),
      new AlertsFile(ports),
      new HistoryFolder(ports),
    ];
    for (const store of [accounts, readings, alerts, history]) await store.load();
    await history.flush();
    return { accounts, readings, alerts, history };
  }
  const releasedJson = async (name: string) => JSON.parse(await readFile(join(released, name), 'utf8'));
  const figures = ({ history, accounts }: Awaited<ReturnType<typeof open>>) =>
    accounts.all().map(({ id }) => history.of(id));

  it('are all there: accounts, balances, alerts and histories', async () => {
    const window = await open();
    const { accounts, readings, alerts, history } = window;
    assert.deepStrictEqual(
      accounts.all().map(({ id, label, parameters, origins }) => [id, label, parameters, origins]),
      [
        ['bloom', 'Bloom', { workspaceId: 'team-7' }, ['https://api.bloom.example']],
        ['mimir', 'Mimir', {}, ['https://api.mimir.example']],
        ['mimir-2', 'Mimir 2', {}, ['https://api.mimir.example']],
        ['breeze', 'Breeze', {}, ['https://api.breeze.example']],
        ['olostep', 'Olostep', {}, ['https://api.olostep.example']],
        ['fullenrich', 'FullEnrich', {}, ['https://api.fullenrich.example']],
      ],
    );
    const of = (id: string) => readings.all().get(id);
    const amounts = ['bloom', 'mimir', 'mimir-2', 'breeze', 'olostep', 'fullenrich'].map((id) => {
      const pool = of(id)?.balance?.pools[0];
      return [pool?.unlimited ? 'unlimited' : pool?.amount, pool?.unit.name, pool?.lots?.length, pool?.topUps?.length];
    });
    assert.deepStrictEqual(amounts, [
      ['unlimited', 'credits', undefined, undefined],
      [4799, 'credits', undefined, undefined],
      [undefined, 'USD', undefined, undefined],
      [1599, 'credits', undefined, 3],
      [450, 'credits', 3, undefined],
      [4805, 'credits', undefined, undefined],
    ]);
    assert.deepStrictEqual(
      [of('mimir-2')?.lastAmounts, of('fullenrich')?.failure?.kind, of('olostep')?.balance?.usageAllowed],
      [
        [{ amount: 12.5, unit: { kind: 'currency', name: 'USD' }, at: 1794074400000, pool: 'main' }],
        'rateLimited',
        true,
      ],
    );
    assert.deepStrictEqual(
      alerts.state.map(({ accountId, known, alerts: shown }) => [accountId, known.length, shown.map(({ key }) => key)]),
      [
        ['mimir', 9, ['low', 'runway']],
        ['olostep', 2, ['expiring@20817']],
        ['fullenrich', 1, ['unreachable']],
      ],
    );
    const counts = (id: string) =>
      history.of(id).map(({ pool, points, lots, topUps }) => [pool, points.length, lots.length, topUps.length]);
    assert.deepStrictEqual(['bloom', 'mimir', 'mimir-2', 'breeze', 'olostep'].map(counts), [
      [],
      [
        ['main', 44, 0, 0],
        ['main', 68, 0, 0],
      ],
      [['main', 78, 0, 0]],
      [['main', 115, 0, 3]],
      [['main', 80, 3, 0]],
    ]);
    assert.deepStrictEqual(problems, []);
  });

  it('are left as they are, and not read again once all of it is in the new files', async () => {
    const first = await open();
    const histories = figures(first);
    await first.accounts.change((list) => list.map((account) => ({ ...account, label: `${account.label}!` })));
    await first.alerts.change((state) => [...state]);
    first.readings.prune();
    const names = (await readdir(folder.path)).filter((name) => name !== 'accounts.json');
    for (const name of names.filter((one) => one.endsWith('.json') && !one.includes('.2.')))
      assert.deepStrictEqual(
        await readFile(join(folder.path, name), 'utf8'),
        await readFile(join(released, name), 'utf8'),
      );
    const rows = JSON.parse(await readFile(join(folder.path, 'accounts.json'), 'utf8'));
    const { version, accounts } = await releasedJson('accounts.json');
    assert.deepStrictEqual(rows, {
      version,
      accounts: accounts.map((account: { label: string }) => ({ ...account, label: `${account.label}!` })),
    });
    assert.deepStrictEqual([figures(await open()), problems], [histories, []]);
  });

  it('are read again where a window of that version has gone on with them, and nothing comes twice', async () => {
    const histories = figures(await open());
    await utimes(join(folder.path, 'history.json'), new Date(end), new Date(end + hour));
    assert.deepStrictEqual(figures(await open()), histories);
  });

  it('have nothing of an account any more whose history was deleted', async () => {
    const { history } = await open();
    await history.delete(['olostep']);
    const texts = await Promise.all(
      ['history.json', 'history-recent.json'].map((name) => readFile(join(folder.path, name), 'utf8')),
    );
    const again = await open();
    assert.deepStrictEqual(
      [texts.join().includes('olostep'), texts.join().includes('breeze'), again.history.of('olostep')],
      [false, true, []],
    );
    assert.ok(again.history.of('breeze').length > 0);
  });
});
