import assert from 'node:assert/strict';
import { trendPath } from '../../../src/dashboard/trendPath.ts';

const size = { width: 102, height: 22 };

describe('the trend of a balance', () => {
  it('holds each amount until the next, from zero up', () => {
    const lines = [{ times: [0, 50], amounts: [100, 50], until: 100 }];
    assert.deepStrictEqual(trendPath(lines, 0, 100, size), {
      line: 'M1 1H51V11H101',
      area: 'M1 1H51V11H101V21H1Z',
    });
  });

  it('has a gap between two keys, and a debt below zero', () => {
    const lines = [
      { times: [0], amounts: [10], until: 20 },
      { times: [80], amounts: [-10], until: 100 },
    ];
    assert.equal(trendPath(lines, 0, 100, size).line, 'M1 1H21M81 21H101');
  });

  it('is flat on the ground where nothing is left, and nothing where nothing was read', () => {
    assert.equal(trendPath([{ times: [0], amounts: [0], until: 100 }], 0, 100, size).line, 'M1 21H101');
    assert.deepStrictEqual(trendPath([], 0, 100, size), { line: '', area: '' });
  });
});
