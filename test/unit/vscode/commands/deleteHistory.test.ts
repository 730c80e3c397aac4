import assert from 'node:assert/strict';
import { Format } from '../../../../src/core/format.ts';
import { deleteHistory } from '../../../../src/vscode/commands/deleteHistory.ts';
import { FakeClock } from '../../../support/fakes/clocks.ts';
import { type Act, FakeUi, leave } from '../../../support/fakes/fakeUi.ts';
import { sampleAccount, seriesByDate } from '../../../support/fakes/samples.ts';
import { MemoryAccounts, MemoryHistory } from '../../../support/fakes/stores.ts';

const all = [
  sampleAccount(),
  sampleAccount({ id: 'bloom', label: 'Bloom' }),
  sampleAccount({ id: 'new', label: 'New' }),
];
const mimir = seriesByDate([
  ['2026-10-05T12:00:00Z', 100],
  ['2026-11-20T12:00:00Z', 42],
]);
const bloom = seriesByDate([['2026-11-02T12:00:00Z', 7]]);

/** What is seen, and how many series each account has afterwards. */
async function run(acts: readonly Act[], target?: unknown, accounts = all) {
  const ui = new FakeUi(...acts);
  const history = new MemoryHistory({ mimir: [mimir], bloom: [bloom] });
  const ports = {
    ui,
    accounts: new MemoryAccounts(accounts),
    history,
    format: new Format('en-US', 'UTC'),
    clock: new FakeClock(),
  };
  await deleteHistory(ports).run(target);
  assert.equal(ui.left, 0);
  return { seen: ui.seen, left: all.map(({ id }) => history.of(id).length) };
}

describe('Credits: Delete History…', () => {
  it('offers the accounts that have one, and all of them', async () => {
    assert.deepStrictEqual(await run([leave]), {
      seen: ['pick Delete History: Mimir, Bloom, All accounts'],
      left: [1, 1, 0],
    });
  });

  it('says what goes and what stays, and deletes it when that is confirmed', async () => {
    assert.deepStrictEqual(await run(['Mimir', 'Delete']), {
      seen: [
        'pick Delete History: Mimir, Bloom, All accounts',
        'confirm Delete the history of Mimir? Deletes everything recorded (Oct 5 – Nov 20). The forecast starts over. The balance and the key stay. [Delete]',
      ],
      left: [0, 1, 0],
    });
  });

  it('deletes nothing unless it is confirmed', async () => {
    const { seen, left } = await run(['All accounts', leave]);
    assert.match(seen[1] ?? '', /^confirm Delete the history of all accounts\? Mimir, Bloom\n\nDeletes everything/);
    assert.deepStrictEqual(left, [1, 1, 0]);
  });

  it('deletes all of them', async () => {
    assert.deepStrictEqual((await run(['All accounts', 'Delete'])).left, [0, 0, 0]);
  });

  it('deletes that of the account of its row, and says when it has none', async () => {
    const { seen, left } = await run(['Delete'], { accountId: 'bloom' });
    assert.match(seen.join(), /^confirm Delete the history of Bloom\? Deletes everything recorded \(Nov 2\)\./);
    assert.deepStrictEqual(left, [1, 0, 0]);
    assert.deepStrictEqual((await run([], { accountId: 'new' })).seen, ["information There's no history to delete."]);
  });

  it('says nothing of a row whose account is gone', async () => {
    assert.deepStrictEqual((await run([], { accountId: 'gone' })).seen, []);
  });
});
