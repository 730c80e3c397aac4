import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dashboardRequest } from '../../../src/vscode/dashboardRequest.ts';

describe('what the page of the dashboard asks for', () => {
  it('is a look at a range and at tables', () => {
    const look = { kind: 'look', fresh: true, range: 'year', tables: ['mimir'] };
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

  it('is nothing where it is not understood', () => {
    for (const message of [
      undefined,
      null,
      'look',
      [],
      {},
      { kind: 'look' },
      { kind: 'look', fresh: 'yes', range: 'year', tables: [] },
      { kind: 'look', fresh: true, range: 'century', tables: [] },
      { kind: 'look', fresh: true, range: 'year', tables: [7] },
      { kind: 'look', fresh: true, range: 'year', tables: Array(1001).fill('a') },
    ]) {
      assert.equal(dashboardRequest(message), undefined, JSON.stringify(message));
    }
  });

  it('never throws, whatever it is', () => {
    fc.assert(fc.property(fc.anything(), (message) => assert.equal(dashboardRequest(message), undefined)));
  });
});
