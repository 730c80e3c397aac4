import assert from 'node:assert/strict';
import { keyFingerprints } from '../../../src/storage/keyFingerprints.ts';
import { keyFragments } from '../../support/fakes/keys.ts';
import { serviceSamples } from '../../support/fakes/serviceSamples.ts';

// No hex: of a key that is all hex, six characters could stand in a fingerprint by chance.
const keys = ['bloom_sk_7Qf2xVn9LmZr4TbK', 'x', '', 'ключ 🎉'];

describe('the fingerprint of a key', () => {
  for (const key of keys) {
    it(`matches ${JSON.stringify(key)} and no other key`, () => {
      const known = keyFingerprints.of(key);
      assert.deepStrictEqual(
        keys.filter((other) => keyFingerprints.matches(known, other)),
        [key],
      );
    });
  }

  it('is salted: two of one key are not the same, and both match', () => {
    const all = Array.from({ length: 100 }, () => keyFingerprints.of('bloom_sk_7Qf2'));
    assert.deepStrictEqual(
      [new Set(all).size, all.every((one) => keyFingerprints.matches(one, 'bloom_sk_7Qf2'))],
      [100, true],
    );
  });

  it('is of one form, whatever the key is, and holds no six characters of it', () => {
    for (const { key } of Object.values(serviceSamples).filter(({ key: sample }) => !/^[\da-f-]+$/.test(sample))) {
      const known = keyFingerprints.of(key);
      assert.match(known, /^[\da-f]{16}:[\da-f]{16}$/);
      assert.deepStrictEqual(keyFragments(key, known), []);
    }
  });

  it('that was cut, emptied or changed matches nothing', () => {
    const known = keyFingerprints.of('key');
    const odd = ['', ':', known.slice(0, -1), known.slice(1), `${known}0`, known.replace(':', ''), 'none', '🎉:🎉'];
    assert.deepStrictEqual(
      odd.filter((one) => keyFingerprints.matches(one, 'key')),
      [],
    );
  });
});
