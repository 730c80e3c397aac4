import assert from 'node:assert/strict';
import { type Failure, failureKinds, failureReasons } from '../../../../src/core/failure.ts';
import { Format } from '../../../../src/core/format.ts';
import { failureHelp, failureLabel } from '../../../../src/core/text/failureText.ts';

const format = new Format('en-GB', 'UTC');
const now = Date.UTC(2026, 10, 20, 12);

describe('the words for a failure', () => {
  it('differ for every kind and every reason, so that no two look the same', () => {
    const all: readonly Failure[] = [
      ...failureKinds.map((kind) => ({ kind })),
      ...failureReasons.map((reason) => ({ kind: 'unexpected', reason }) as const),
    ];
    const short = all.map((failure) => failureLabel(failure, format, now));
    const sentences = all.map((failure) => failureHelp(failure).sentence('Bloom'));
    assert.deepStrictEqual(
      [new Set(short).size, new Set(sentences).size, sentences.filter((text) => !text.includes('Bloom'))],
      [all.length, all.length, []],
    );
  });

  for (const { failure, words } of [
    { failure: { kind: 'rateLimited' }, words: 'asked too often' },
    { failure: { kind: 'rateLimited', notBefore: now + 60_000 }, words: 'asked too often, next try at 12:01' },
    { failure: { kind: 'rateLimited', notBefore: now }, words: 'asked too often' },
  ] as const) {
    it(`are "${words}"`, () => assert.equal(failureLabel(failure, format, now), words));
  }
});
