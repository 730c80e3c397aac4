import assert from 'node:assert/strict';
import { alertKey, alertKinds, parseKey, presentKey, ruleKey } from '../../../../src/core/alerts/alert.ts';

describe('the key of an alert', () => {
  for (const kind of alertKinds) {
    for (const pool of [undefined, 'USD', 'a/b@1']) {
      it(`names its kind "${kind}", its pool "${pool}" and its rule, with and without a day`, () => {
        for (const day of [undefined, 20_526]) {
          assert.deepStrictEqual(parseKey(alertKey(kind, pool, day)), { kind, pool, rule: ruleKey(kind, pool) });
        }
      });
    }
  }

  it('of a kind that this version does not know has no parts', () => {
    for (const key of ['', 'strange', 'strange/low', 'lower', '@low', '/low', '__proto__']) {
      assert.equal(parseKey(key), undefined, key);
    }
  });

  it('of version 0.1.0 has the present name of its kind', () => {
    const present = ['lapsing@20526', 'lapsing', 'keyRefused', 'noAnswer', 'low', 'lapsingly', ''].map(presentKey);
    assert.deepStrictEqual(present, [
      'expiring@20526',
      'expiring',
      'invalidKey',
      'unreachable',
      'low',
      'lapsingly',
      '',
    ]);
  });
});
