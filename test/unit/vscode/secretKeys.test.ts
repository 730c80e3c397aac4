import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { StoredKey } from '../../../src/core/keyBinding.ts';
import { keysAreShared, SecretKeys } from '../../../src/vscode/secretKeys.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { settled } from '../../support/fakes/environment.ts';
import { FakeSecrets, fakeFingerprints } from '../../support/fakes/keys.ts';

const mimir = { provider: 'mimir', origins: ['https://api.brookmimir.com'] };
const gateway = { provider: 'mimir', origins: ['https://gateway.example.com'] };
const nowhere = { provider: '', origins: [] };
const keysOf = (secrets: vscode.SecretStorage, clock = new FakeClock()) =>
  new SecretKeys(secrets, clock, fakeFingerprints);
/** A binding as it is saved. */
const saved = (binding: typeof mimir, key: string) =>
  JSON.stringify({ ...binding, fingerprint: fakeFingerprints.of(key) });

describe('the keys in the secret storage', () => {
  let clock: FakeClock;
  let secrets: FakeSecrets;
  let keys: SecretKeys;
  beforeEach(() => {
    clock = new FakeClock();
    secrets = new FakeSecrets();
    keys = keysOf(secrets, clock);
  });

  it('have fixed names, one an account, each with its binding beside it, and an index', async () => {
    await keys.set('mimir', 'one', mimir);
    await keys.set('mimir-2', 'two', mimir);
    assert.deepStrictEqual(Object.fromEntries(secrets.kept), {
      'credits.keys': '["mimir","mimir-2"]',
      'credits.origin.mimir': saved(mimir, 'one'),
      'credits.key.mimir': 'one',
      'credits.origin.mimir-2': saved(mimir, 'two'),
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
    await keys.bind('bloom', 'old', mimir);
    assert.deepStrictEqual(await keys.get('bloom'), { key: 'old', binding: mimir });
  });

  it('are read even when the index can be neither read nor written', async () => {
    secrets.kept.set('credits.key.bloom', 'old');
    secrets.refusedName = 'credits.keys';
    assert.equal((await keys.get('bloom'))?.key, 'old');
    await settled();
  });

  it('are read with a binding that does not say which key it is of, as it was saved before', async () => {
    secrets.kept.set('credits.key.mimir', 'one');
    secrets.kept.set('credits.origin.mimir', JSON.stringify(mimir));
    assert.deepStrictEqual(await keys.get('mimir'), { key: 'one', binding: mimir });
  });

  it('are for nothing when the binding is that of another key', async () => {
    await keys.set('mimir', 'one', mimir);
    secrets.kept.set('credits.key.mimir', 'two');
    assert.deepStrictEqual(await keys.get('mimir'), { key: 'two', binding: nowhere });
  });

  for (const text of [
    '',
    'null',
    '{}',
    '["mimir"]',
    '{"provider":"mimir"}',
    '{"provider":7,"origins":[]}',
    JSON.stringify({ ...mimir, fingerprint: 7 }),
  ]) {
    it(`are for nothing when the binding is ${JSON.stringify(text)}`, async () => {
      await keys.set('mimir', 'one', mimir);
      secrets.kept.set('credits.origin.mimir', text);
      assert.deepStrictEqual((await keys.get('mimir'))?.binding, nowhere);
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
    ['bind', () => keys.bind('mimir', 'one', mimir)],
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

/** A window over a secret storage that others have, too: each of its reads and writes waits for its turn. */
function steppedWindow(shared: FakeSecrets) {
  const waiting: (() => void)[] = [];
  const inTurn = <T>(call: () => Promise<T>) => new Promise<void>((resolve) => waiting.push(resolve)).then(call);
  const keys = keysOf({
    get: (name) => inTurn(() => shared.get(name)),
    store: (name, value) => inTurn(() => shared.store(name, value)),
    delete: (name) => inTurn(() => shared.delete(name)),
    onDidChange: shared.onDidChange,
  });
  return {
    keys,
    /** Lets its next read or write happen, if there is one. */
    step: async () => {
      waiting.shift()?.();
      await settled();
    },
  };
}

/** All orders of turns in which each window has this many. */
function ordersOf(turns: readonly number[]): readonly (readonly number[])[] {
  if (turns.every((count) => count === 0)) return [[]];
  return turns.flatMap((count, window) =>
    count === 0 ? [] : ordersOf(turns.with(window, count - 1)).map((rest) => [window, ...rest]),
  );
}

describe('a key that one window reads while another changes it', () => {
  const newest = { provider: 'mimir', origins: ['https://newest.example.com'] };
  const replace = (keys: SecretKeys) => keys.set('mimir', 'new', gateway);
  const replaceAgain = (keys: SecretKeys) => keys.set('mimir', 'newest', newest);
  const remove = (keys: SecretKeys) => keys.delete('mimir');
  /** As many reads and writes as the longest of these takes. */
  const most = 4;

  const ownBinding = { 'credits.origin.mimir': saved(mimir, 'old') };
  const bindingOfBefore = { 'credits.origin.mimir': JSON.stringify(mimir) };
  const secretsWith = (binding: Readonly<Record<string, string>>) =>
    new FakeSecrets({ 'credits.keys': '["mimir"]', 'credits.key.mimir': 'old', ...binding });

  /** Fails for a key with a binding that was saved for another; one that lets it be sent nowhere is none. */
  function assertOwn(stored: StoredKey | undefined, binding: Readonly<Record<string, string>>): void {
    if (!stored || stored.binding?.provider === '') return;
    const isUnbound = stored.key === 'old' && !('credits.origin.mimir' in binding);
    const own = { old: isUnbound ? undefined : mimir, new: gateway, newest }[stored.key];
    assert.deepStrictEqual(stored.binding, own, stored.key);
  }

  for (const { what, binding, others, turns } of [
    { what: 'replaces it', binding: ownBinding, others: [replace], turns: [3, 3] },
    { what: 'replaces it, bound as before', binding: bindingOfBefore, others: [replace], turns: [3, 3] },
    { what: 'replaces it, unbound as in version 0.1.0', binding: {}, others: [replace], turns: [3, 3] },
    {
      what: 'replaces it, and a third window, too',
      binding: ownBinding,
      others: [replace, replaceAgain],
      turns: [2, 3, 3],
    },
    { what: 'removes it', binding: ownBinding, others: [remove], turns: [3, 4] },
    { what: 'removes it, bound as before', binding: bindingOfBefore, others: [remove], turns: [3, 4] },
  ]) {
    it(`never comes with the binding of another, in any order of their steps: ${what}`, async () => {
      for (const order of ordersOf(turns)) {
        const shared = secretsWith(binding);
        const reader = steppedWindow(shared);
        const writers = others.map(() => steppedWindow(shared));
        const reading = reader.keys.get('mimir');
        const writing = Promise.all(writers.map(({ keys }, index) => others[index]?.(keys)));
        await settled();
        for (const window of order) await (window === 0 ? reader : writers[window - 1])?.step();
        assertOwn(await reading, binding);
        await writing;
        assertOwn(await keysOf(shared).get('mimir'), binding);
      }
    });
  }

  for (const binding of [ownBinding, bindingOfBefore, {}]) {
    it(`is sent nowhere if the other dies in between, with ${JSON.stringify(Object.values(binding))}`, async () => {
      for (const change of [replace, remove]) {
        for (let steps = 0; steps <= most; steps += 1) {
          const shared = secretsWith(binding);
          const dying = steppedWindow(shared);
          void change(dying.keys);
          await settled();
          for (let step = 0; step < steps; step += 1) await dying.step();
          const stored = await keysOf(shared).get('mimir');
          assertOwn(stored, binding);
          if (steps === most) assert.equal(stored?.key, change === replace ? 'new' : undefined);
        }
      }
    });
  }
});

describe('whether the keys are those of all windows over the same files', () => {
  for (const { what, inBrowser = false, remoteName, runsInWorkspace = false, shared } of [
    { what: 'a desktop', shared: true },
    { what: 'a browser', inBrowser: true, shared: false },
    {
      what: 'a browser over a remote machine',
      inBrowser: true,
      remoteName: 'tunnel',
      runsInWorkspace: true,
      shared: false,
    },
    {
      what: 'a remote machine, whose files go with the keys of the desktop',
      remoteName: 'ssh-remote',
      runsInWorkspace: true,
      shared: false,
    },
    { what: 'a desktop that works on a remote machine', remoteName: 'ssh-remote', shared: true },
    { what: 'a desktop where all extensions are of the workspace', runsInWorkspace: true, shared: true },
  ]) {
    it(`is ${shared} on ${what}`, () => {
      assert.equal(keysAreShared({ inBrowser, remoteName, runsInWorkspace }), shared);
    });
  }
});
