import assert from 'node:assert/strict';
import { SecretKeys } from '../../../src/vscode/secretKeys.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { settled } from '../../support/fakes/environment.ts';
import { FakeSecrets } from '../../support/fakes/keys.ts';

const mimir = { provider: 'mimir', origins: ['https://api.brookmimir.com'] };

describe('the keys in the secret storage', () => {
  let clock: FakeClock;
  let secrets: FakeSecrets;
  let keys: SecretKeys;
  beforeEach(() => {
    clock = new FakeClock();
    secrets = new FakeSecrets();
    keys = new SecretKeys(secrets, clock);
  });

  it('have fixed names, one an account, each with its binding beside it, and an index', async () => {
    await keys.set('mimir', 'one', mimir);
    await keys.set('mimir-2', 'two', mimir);
    assert.deepStrictEqual(Object.fromEntries(secrets.kept), {
      'credits.keys': '["mimir","mimir-2"]',
      'credits.origin.mimir': JSON.stringify(mimir),
      'credits.key.mimir': 'one',
      'credits.origin.mimir-2': JSON.stringify(mimir),
      'credits.key.mimir-2': 'two',
    });
    assert.deepStrictEqual(await keys.get('mimir-2'), { key: 'two', binding: mimir });
    await keys.delete('mimir');
    assert.deepStrictEqual(
      [[...secrets.kept.keys()].toSorted(), secrets.kept.get('credits.keys')],
      [['credits.key.mimir-2', 'credits.keys', 'credits.origin.mimir-2'], '["mimir-2"]'],
    );
    assert.equal(await keys.get('mimir'), undefined);
  });

  it('of version 0.1.0 have no binding, and come into the index once they are read', async () => {
    secrets.kept.set('credits.key.bloom', 'old');
    assert.deepStrictEqual([await keys.ids(), await keys.get('bloom')], [[], { key: 'old', binding: undefined }]);
    assert.deepStrictEqual(await keys.ids(), ['bloom']);
    await keys.bind('bloom', mimir);
    assert.deepStrictEqual(await keys.get('bloom'), { key: 'old', binding: mimir });
  });

  it('are read even when the index can be neither read nor written', async () => {
    secrets.kept.set('credits.key.bloom', 'old');
    secrets.refusedName = 'credits.keys';
    assert.equal((await keys.get('bloom'))?.key, 'old');
    await settled();
  });

  for (const text of ['', 'null', '{}', '["mimir"]', '{"provider":"mimir"}', '{"provider":7,"origins":[]}']) {
    it(`are for nothing when the binding is ${JSON.stringify(text)}`, async () => {
      await keys.set('mimir', 'one', mimir);
      secrets.kept.set('credits.origin.mimir', text);
      assert.deepStrictEqual((await keys.get('mimir'))?.binding, { provider: '', origins: [] });
    });
  }

  it('leave an index of a newer version as it is', async () => {
    secrets.kept.set('credits.keys', '{"version":2}');
    await keys.set('mimir', 'one', mimir);
    assert.deepStrictEqual([secrets.kept.get('credits.keys'), await keys.ids()], ['{"version":2}', []]);
  });

  for (const refusedName of ['credits.keys', 'credits.origin.', 'credits.key.']) {
    it(`are never there without a binding when ${refusedName} is refused`, async () => {
      secrets.refusedName = refusedName;
      await assert.rejects(keys.set('mimir', 'one', mimir));
      assert.equal(secrets.kept.get('credits.key.mimir'), undefined);
    });
  }

  it('are all in the index when several are saved at once', async () => {
    await Promise.all(['a', 'b', 'c'].map((id) => keys.set(id, id, mimir)));
    await Promise.all([keys.delete('b'), keys.set('d', 'd', mimir)]);
    assert.deepStrictEqual(await keys.ids(), ['a', 'c', 'd']);
  });

  it('say once that a key has changed, when its binding is there', async () => {
    const seen: unknown[] = [];
    keys.onDidChange((id) => seen.push([id, secrets.kept.has(`credits.origin.${id}`)]));
    await keys.set('mimir', 'one', mimir);
    assert.deepStrictEqual(seen, [['mimir', true]]);
  });

  for (const [method, use] of [
    ['get', () => keys.get('mimir')],
    ['set', () => keys.set('mimir', 'one', mimir)],
    ['bind', () => keys.bind('mimir', mimir)],
    ['delete', () => keys.delete('mimir')],
    ['ids', () => keys.ids()],
  ] as const) {
    it(`leave no timer behind after ${method}`, async () => {
      await use();
      await settled();
      assert.equal(clock.pending, 0);
    });

    it(`reject ${method} as the storage does, and leave no timer behind`, async () => {
      secrets.mood = 'refuses';
      await assert.rejects(use());
      await settled();
      assert.equal(clock.pending, 0);
    });

    it(`reject ${method} when the storage has said nothing for 10 s, and not before`, async () => {
      secrets.mood = 'hangs';
      const ended: string[] = [];
      const using = use().then(
        () => ended.push('resolved'),
        () => ended.push('rejected'),
      );
      await settled();
      clock.advance(9_999);
      await settled();
      assert.deepStrictEqual(ended, []);
      clock.advance(1);
      await using;
      assert.deepStrictEqual([ended, clock.pending], [['rejected'], 0]);
    });
  }

  it('reject without the key in the error', async () => {
    secrets.mood = 'hangs';
    const setting = keys.set('mimir', 'abcdef0123456789', mimir);
    await settled();
    clock.advance(10_000);
    await assert.rejects(setting, (error: Error) => !`${error.message} ${error.stack}`.includes('abcdef'));
  });
});
