import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { SecretKeys } from '../../src/vscode/secretKeys.ts';
import { FakeClock } from '../support/fakes/fakeClock.ts';
import { settled } from '../support/fakes/settled.ts';
import { FakeSecrets } from '../support/integration/fakeSecrets.ts';

describe('the keys in the secret storage', () => {
  let clock: FakeClock;
  let secrets: FakeSecrets;
  let keys: SecretKeys;
  beforeEach(() => {
    clock = new FakeClock();
    secrets = new FakeSecrets();
    keys = new SecretKeys(secrets, clock);
  });

  it('have fixed names, one an account', async () => {
    await keys.set('mimir', 'one');
    await keys.set('mimir-2', 'two');
    deepStrictEqual(Object.fromEntries(secrets.kept), { 'credits.key.mimir': 'one', 'credits.key.mimir-2': 'two' });
    strictEqual(await keys.get('mimir-2'), 'two');
    await keys.delete('mimir');
    deepStrictEqual([...secrets.kept.keys()], ['credits.key.mimir-2']);
    strictEqual(await keys.get('mimir'), undefined);
  });

  for (const [method, use] of [
    ['get', () => keys.get('mimir')],
    ['set', () => keys.set('mimir', 'one')],
    ['delete', () => keys.delete('mimir')],
  ] as const) {
    it(`leave no timer behind after ${method}`, async () => {
      await use();
      await settled();
      strictEqual(clock.pending, 0);
    });

    it(`reject ${method} as the storage does, and leave no timer behind`, async () => {
      secrets.mood = 'refuses';
      await rejects(use(), /The keyring is locked/);
      await settled();
      strictEqual(clock.pending, 0);
    });

    it(`reject ${method} when the storage has said nothing for 10 s, and not before`, async () => {
      secrets.mood = 'hangs';
      const ended: string[] = [];
      const using = use().then(
        () => ended.push('resolved'),
        () => ended.push('rejected'),
      );
      clock.advance(9_999);
      await settled();
      deepStrictEqual(ended, []);
      clock.advance(1);
      await using;
      deepStrictEqual(ended, ['rejected']);
      strictEqual(clock.pending, 0);
    });
  }

  it('reject without the key in the error', async () => {
    secrets.mood = 'hangs';
    const setting = keys.set('mimir', 'abcdef0123456789');
    clock.advance(10_000);
    await rejects(setting, (error: Error) => !`${error.message} ${error.stack}`.includes('abcdef'));
  });
});
