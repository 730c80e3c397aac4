import assert from 'node:assert/strict';
import fc from 'fast-check';
import { firstLook } from '../../../src/core/dashboard/look.ts';
import { dashboardRequest } from '../../../src/vscode/dashboardRequest.ts';

describe('what the page of the dashboard asks for', () => {
  it('is a look at a range and at tables', () => {
    const look = {
      kind: 'look',
      fresh: true,
      range: 'year',
      opened: ['bloom'],
      closed: ['hunter/main'],
      tables: ['mimir'],
    };
    assert.deepStrictEqual(dashboardRequest(look), look);
  });

  it('is a command of the few that it may run', () => {
    assert.deepStrictEqual(dashboardRequest({ kind: 'run', command: 'addAccount' }), {
      kind: 'run',
      command: 'addAccount',
    });
    for (const command of ['credits.removeAllKeys', 'removeAllKeys', 'workbench.action.quit', '__proto__', 7, null]) {
      assert.equal(dashboardRequest({ kind: 'run', command }), undefined);
    }
  });

  it('is a command for one account, by its id', () => {
    const request = { kind: 'run', command: 'topUp', accountId: 'mimir' };
    assert.deepStrictEqual(dashboardRequest(request), request);
    for (const wrong of [
      { ...request, accountId: 7 },
      { kind: 'run', command: 'topUp' },
      { ...request, command: 'x' },
    ]) {
      assert.equal(dashboardRequest(wrong), undefined);
    }
    assert.deepStrictEqual(dashboardRequest({ ...request, command: 'refresh' }), { kind: 'run', command: 'refresh' });
  });

  it('is nothing where it is not understood', () => {
    for (const message of [
      undefined,
      null,
      'look',
      [],
      {},
      { kind: 'look' },
      { kind: 'look', ...firstLook, fresh: 'yes' },
      { kind: 'look', ...firstLook, fresh: true, range: 'century' },
      { kind: 'look', ...firstLook, fresh: true, tables: [7] },
      { kind: 'look', ...firstLook, fresh: true, opened: Array(1001).fill('a') },
    ]) {
      assert.equal(dashboardRequest(message), undefined, JSON.stringify(message));
    }
  });

  it('never throws, whatever it is', () => {
    fc.assert(fc.property(fc.anything(), (message) => assert.equal(dashboardRequest(message), undefined)));
  });
});
