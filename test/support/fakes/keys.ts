import { inspect } from 'node:util';
import type * as vscode from 'vscode';
import { Emitter } from '../../../src/core/emitter.ts';
import { KeyringError } from '../../../src/core/errors.ts';
import type { KeyBinding, StoredKey } from '../../../src/core/keyBinding.ts';
import type { Fingerprints, Keys } from '../../../src/core/ports.ts';

type Method = 'get' | 'set' | 'bind' | 'delete' | 'ids';

/** A keyring in memory, each method of which can be made to refuse. */
export class FakeKeys implements Keys {
  readonly kept: Map<string, string>;
  readonly bindings = new Map<string, KeyBinding>();
  readonly #refuses = new Set<Method>();
  readonly #changed = new Emitter<string>();

  readonly onDidChange = this.#changed.event;

  /** With these keys, which have no binding: as version 0.1.0 saved them. */
  constructor(kept: Readonly<Record<string, string>> = {}) {
    this.kept = new Map(Object.entries(kept));
  }

  /** From now on these methods reject. */
  refuse(...methods: readonly Method[]): void {
    for (const method of methods) this.#refuses.add(method);
  }

  /** From now on every method answers. */
  answer(): void {
    this.#refuses.clear();
  }

  async get(accountId: string): Promise<StoredKey | undefined> {
    this.#check('get');
    const key = this.kept.get(accountId);
    return key === undefined ? undefined : { key, binding: this.bindings.get(accountId) };
  }

  async set(accountId: string, key: string, binding: KeyBinding): Promise<void> {
    this.#check('set');
    this.bindings.set(accountId, binding);
    this.kept.set(accountId, key);
    this.#changed.fire(accountId);
  }

  async bind(accountId: string, _key: string, binding: KeyBinding): Promise<void> {
    this.#check('bind');
    this.bindings.set(accountId, binding);
  }

  async delete(accountId: string): Promise<void> {
    this.#check('delete');
    this.kept.delete(accountId);
    this.bindings.delete(accountId);
    this.#changed.fire(accountId);
  }

  async ids(): Promise<readonly string[]> {
    this.#check('ids');
    return [...this.kept.keys()];
  }

  #check(method: Method): void {
    if (this.#refuses.has(method)) throw new KeyringError('refused');
  }
}

/** A SecretStorage in memory that can be made to hang or to refuse, altogether or for some names. */
export class FakeSecrets implements vscode.SecretStorage {
  readonly #changed = new Emitter<vscode.SecretStorageChangeEvent>();
  readonly kept: Map<string, string>;
  mood: 'answers' | 'hangs' | 'refuses' = 'answers';
  /** Writing a name that begins like this is refused. */
  refusedName: string | undefined;

  readonly onDidChange = this.#changed.event as vscode.Event<vscode.SecretStorageChangeEvent>;

  constructor(kept: Readonly<Record<string, string>> = {}) {
    this.kept = new Map(Object.entries(kept));
  }

  get(name: string): Promise<string | undefined> {
    return this.#answer(() => this.kept.get(name));
  }

  store(name: string, value: string): Promise<void> {
    return this.#answer(() => {
      this.#check(name);
      this.kept.set(name, value);
      this.#changed.fire({ key: name });
    });
  }

  delete(name: string): Promise<void> {
    return this.#answer(() => {
      this.#check(name);
      this.kept.delete(name);
      this.#changed.fire({ key: name });
    });
  }

  #check(name: string): void {
    if (this.refusedName !== undefined && name.startsWith(this.refusedName)) throw new Error(`${name} is refused.`);
  }

  async #answer<T>(give: () => T): Promise<T> {
    if (this.mood === 'refuses') throw new Error('The keyring is locked.');
    if (this.mood === 'hangs') return new Promise<T>(() => {});
    return give();
  }
}

/** Fingerprints that are the same each time: the length of the key and a sum of its characters. */
export const fakeFingerprints: Fingerprints = {
  of: (key) => `${key.length}-${[...key].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7)}`,
  matches: (fingerprint, key) => fingerprint === fakeFingerprints.of(key),
};

/** Every run of six characters of a key that can be seen in a value, however deep, in any case of letters. */
export function keyFragments(key: string, value: unknown): readonly string[] {
  const length = 6;
  const seen = inspect(value, { depth: null, maxArrayLength: null, maxStringLength: null, showHidden: true });
  const inspected = seen.toLowerCase();
  const texts = textsIn(value).map((text) => text.toLowerCase());
  const runs = Array.from({ length: Math.max(0, key.length - length + 1) }, (_, start) =>
    key.slice(start, start + length).toLowerCase(),
  );
  return [...new Set(runs)].filter(
    // `inspect` doubles backslashes.
    (run) => texts.some((text) => text.includes(run)) || (!run.includes('\\') && inspected.includes(run)),
  );
}

/** Every string in a value, however deep, unescaped. */
function textsIn(value: unknown, visited = new Set<object>()): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'symbol') return [value.description ?? ''];
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || visited.has(value)) return [];
  visited.add(value);
  const members = value instanceof Map || value instanceof Set ? [...value].flat() : [];
  const own = Reflect.ownKeys(value).flatMap((name) => [name, Object.getOwnPropertyDescriptor(value, name)?.value]);
  return [...own, ...members].flatMap((one) => textsIn(one, visited));
}
