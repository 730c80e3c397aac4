import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { credits } from '../../../src/core/balance.ts';
import type { Reading } from '../../../src/core/reading.ts';
import type { FileTrouble } from '../../../src/storage/jsonFile.ts';
import { ReadingsFile } from '../../../src/storage/readingsFile.ts';
import { sampleReading } from '../../support/fakes/sampleReading.ts';
import { tempFolder } from '../../support/fakes/tempFolder.ts';

const { checkedAt: at, keySetAt } = sampleReading();

/** A reading with everything in it that there can be. */
const full: Reading = {
  accountId: 'olostep',
  keySetAt,
  checkedAt: at,
  balance: {
    unit: { kind: 'currency', name: 'USD' },
    amount: 4.2,
    unlimited: false,
    usageAllowed: true,
    lots: [{ kind: 'Top-up', allocated: 5, remaining: 4.2, expiresAt: at, pending: false }, { kind: 'Setup' }],
    topUps: [{ id: 'a', amount: 5, status: 'completed', at }, {}],
    plan: { name: 'Pro', allowance: 10, since: at },
  },
  balanceAt: at,
  lastAmount: { amount: 3, unit: credits, at },
  failure: { kind: 'rateLimited', reason: 'banned', notBefore: at },
  failures: 2,
  retryAt: at,
};

describe('the kept readings', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let troubles: FileTrouble[];
  let clock: number;
  beforeEach(async () => {
    folder = await tempFolder();
    troubles = [];
    clock = at + 3_600_000;
  });
  afterEach(() => folder.dispose());

  const open = (wanted: (reading: Reading) => boolean = () => true, path = folder.path) =>
    new ReadingsFile(
      path,
      (trouble) => troubles.push(trouble),
      wanted,
      () => clock,
    );
  const path = () => join(folder.path, 'readings.json');
  const amounts = (readings: ReadingsFile) =>
    Object.fromEntries([...readings.all()].map(([id, { balance }]) => [id, balance?.amount]));
  const of = (accountId: string, amount: number, more: Partial<Reading> = {}) =>
    sampleReading({ accountId, balance: { unit: credits, amount }, ...more });

  async function kept(): Promise<unknown> {
    const again = open();
    await again.load();
    return amounts(again);
  }

  it('are the same after they were written and read', async () => {
    const readings = open();
    readings.put(full);
    readings.put(sampleReading());
    await readings.flush();
    const again = open();
    await again.load();
    assert.deepStrictEqual([...again.all().values()], [full, sampleReading()]);
    assert.deepStrictEqual([await readdir(folder.path), troubles], [['readings.json'], []]);
  });

  it('are none where there is no file', async () => {
    const readings = open();
    await readings.load();
    assert.deepStrictEqual([readings.all().size, troubles], [0, []]);
  });

  for (const { is, content } of [
    { is: 'empty', content: '' },
    { is: 'cut', content: '{"version":1,"readings":[{"acc' },
    { is: 'of a newer version', content: '{"version":2,"readings":[]}' },
    { is: 'of other types', content: JSON.stringify({ version: 1, readings: [{ ...full, failures: 'two' }] }) },
    {
      is: 'holding a failure of no known kind',
      content: JSON.stringify({ version: 1, readings: [{ ...full, failure: { kind: 'Your key sk-123 is bad' } }] }),
    },
    {
      is: 'holding a date that no calendar has',
      content: JSON.stringify({
        version: 1,
        readings: [{ ...full, balance: { unit: credits, lots: [{ kind: 'a', expiresAt: 1e300 }] } }],
      }),
    },
  ]) {
    it(`are set aside as they were, and told, when the file is ${is}`, async () => {
      await writeFile(path(), content);
      const readings = open();
      await readings.load();
      const [name = ''] = await readdir(folder.path);
      assert.deepStrictEqual(
        { known: readings.all().size, content: await readFile(join(folder.path, name), 'utf8'), troubles },
        { known: 0, content, troubles: [{ file: 'readings.json', kind: 'setAside', code: undefined }] },
      );
      readings.put(sampleReading());
      await readings.flush();
      assert.deepStrictEqual(await kept(), { mimir: 42 });
    });
  }

  it('stay in memory when the folder cannot be written, which is told', async () => {
    await writeFile(join(folder.path, 'file'), '');
    const readings = open(() => true, join(folder.path, 'file'));
    await readings.load();
    readings.put(of('mimir', 42));
    await readings.flush();
    readings.put(of('bloom', 7));
    await readings.flush();
    assert.deepStrictEqual(
      [amounts(readings), troubles.map(({ kind }) => kind)],
      [{ mimir: 42, bloom: 7 }, ['unwritable', 'unwritable']],
    );
  });

  it('stay in memory, and on disk, when the file cannot be read, which is told', async () => {
    await mkdir(path());
    const readings = open();
    await readings.load();
    readings.put(of('mimir', 42));
    await readings.flush();
    readings.put(of('bloom', 7));
    await readings.flush();
    assert.deepStrictEqual(
      [amounts(readings), [...new Set(troubles.map(({ kind }) => kind))], await readdir(folder.path)],
      [{ mimir: 42, bloom: 7 }, ['unreadable'], ['readings.json']],
    );
  });

  for (const { when, first, second, wins } of [
    { when: 'is newer', first: of('a', 1), second: of('a', 2, { checkedAt: at + 1 }), wins: 2 },
    { when: 'is older', first: of('a', 1, { checkedAt: at + 1 }), second: of('a', 2), wins: 1 },
    {
      when: 'is of a newer key',
      first: of('a', 1, { checkedAt: at + 9 }),
      second: of('a', 2, { keySetAt: keySetAt + 1 }),
      wins: 2,
    },
    {
      when: 'is of an older key',
      first: of('a', 1, { keySetAt: keySetAt + 1 }),
      second: of('a', 2, { checkedAt: at + 9 }),
      wins: 1,
    },
  ]) {
    it(`give way to another that ${when}: ${wins === 2 ? 'yes' : 'no'}`, async () => {
      const readings = open();
      readings.put(first);
      readings.put(second);
      await readings.flush();
      assert.deepStrictEqual([amounts(readings), await kept()], [{ a: wins }, { a: wins }]);
    });
  }

  it('of a time that is yet to come give way to one of now, for the clock was set back', async () => {
    const readings = open();
    readings.put(of('a', 1));
    await readings.flush();
    clock = at - 86_400_000;
    readings.put(of('a', 2, { checkedAt: clock }));
    await readings.flush();
    clock += 60_000;
    readings.put(of('a', 3, { checkedAt: clock }));
    await readings.flush();
    assert.deepStrictEqual([amounts(readings), await kept()], [{ a: 3 }, { a: 3 }]);
  });

  it('tell when they change, and not when nothing new came', () => {
    const readings = open();
    let told = 0;
    readings.onDidChange(() => {
      told += 1;
    });
    readings.put(of('a', 1));
    readings.put(of('a', 1));
    readings.put(of('a', 2, { checkedAt: at - 1 }));
    readings.put(of('a', 3, { checkedAt: at + 1 }));
    assert.equal(told, 2);
  });

  it('of accounts that are gone are dropped, here and on disk', async () => {
    let wanted = ['a', 'b'];
    const readings = open(({ accountId }) => wanted.includes(accountId));
    readings.put(of('a', 1));
    readings.put(of('b', 2));
    await readings.flush();
    wanted = ['b'];
    readings.prune();
    await readings.flush();
    assert.deepStrictEqual([amounts(readings), await kept()], [{ b: 2 }, { b: 2 }]);
  });

  it('are not brought back by the late answer of an account that is gone, or of a key that was replaced', async () => {
    const readings = open(({ accountId, keySetAt: key }) => accountId === 'a' && key === 2);
    readings.put(of('a', 1, { keySetAt: 1 }));
    readings.put(of('gone', 1, { keySetAt: 2 }));
    await readings.flush();
    readings.put(of('a', 5, { keySetAt: 2 }));
    await readings.flush();
    assert.deepStrictEqual([amounts(readings), await kept()], [{ a: 5 }, { a: 5 }]);
  });

  it('of an account that was removed do not stand in the way of one that takes its name', async () => {
    let wanted = 9;
    const readings = open(({ keySetAt: key }) => key === wanted);
    readings.put(of('a', 1, { keySetAt: 9 }));
    await readings.flush();
    wanted = 0;
    readings.prune();
    await readings.flush();
    wanted = 3;
    readings.put(of('a', 2, { keySetAt: 3 }));
    await readings.flush();
    assert.deepStrictEqual([amounts(readings), await kept()], [{ a: 2 }, { a: 2 }]);
  });

  it('that were read before the accounts do not outlive them', async () => {
    const writer = open();
    writer.put(of('a', 1, { keySetAt: 9 }));
    writer.put(of('gone', 7));
    await writer.flush();
    let known = false;
    const readings = open(({ accountId, keySetAt: key }) => known && accountId === 'a' && key === 3);
    await readings.load();
    known = true;
    readings.put(of('a', 2, { keySetAt: 3 }));
    await readings.flush();
    assert.deepStrictEqual([readings.all().get('a')?.balance?.amount, await kept()], [2, { a: 2 }]);
  });

  it('of two windows are merged, and each hears of the other', async () => {
    const [mine, theirs] = [open(), open()];
    theirs.put(of('theirs', 1));
    await theirs.flush();
    let told = 0;
    mine.onDidChange(() => {
      told += 1;
    });
    mine.put(of('mine', 2));
    await mine.flush();
    assert.deepStrictEqual([amounts(mine), told, await kept()], [{ mine: 2, theirs: 1 }, 2, { mine: 2, theirs: 1 }]);
    await theirs.load();
    assert.deepStrictEqual(amounts(theirs), { mine: 2, theirs: 1 });
  });

  it('are written in a few steps when many come at once, and all arrive', async () => {
    const readings = open();
    const ids = Array.from({ length: 200 }, (_, index) => `a${index}`);
    for (const [index, id] of ids.entries()) readings.put(of(id, index));
    await readings.flush();
    assert.equal(Object.keys((await kept()) as object).length, 200);
  });

  it('are never seen in half, however many windows write', async () => {
    const windows = Array.from({ length: 5 }, () => open());
    const reading = open();
    for (let round = 0; round < 10; round += 1) {
      for (const [index, window] of windows.entries()) window.put(of(`a${index}`, round, { checkedAt: at + round }));
      await reading.load();
    }
    await Promise.all(windows.map((window) => window.flush()));
    assert.deepStrictEqual(troubles, []);
  });
});
