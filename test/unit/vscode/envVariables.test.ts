import assert from 'node:assert/strict';
import { envVariables } from '../../../src/vscode/envVariables.ts';

describe('the variables of a .env file', () => {
  for (const [text, variables] of [
    ['A=1\nB=2', { A: '1', B: '2' }],
    ['A=1\r\nB=2\r\n', { A: '1', B: '2' }],
    ['\ufeffA=1', { A: '1' }],
    ['export A=1', { A: '1' }],
    [' A = 1 ', { A: '1' }],
    ['# A=1\nB=2 # two', { B: '2' }],
    ['A="x # y"\nB=\'z\'\nC=`w`', { A: 'x # y', B: 'z', C: 'w' }],
    ['A=b=c==', { A: 'b=c==' }],
    ['A=', { A: '' }],
    ['A="open\nB=2', { A: '"open', B: '2' }],
    ['no assignment\nA=1', { A: '1' }],
    ['A=1\nA=2', { A: '2' }],
    ['A=$HOME', { A: '$HOME' }],
    ['', {}],
    ['\0\u0001binary', {}],
  ] as const) {
    it(`are read from ${JSON.stringify(text)}`, () => assert.deepStrictEqual({ ...envVariables(text) }, variables));
  }
});
