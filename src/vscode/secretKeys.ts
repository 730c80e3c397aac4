import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import { KeyringError } from '../core/errors.ts';
import type { KeyBinding, StoredKey } from '../core/keyBinding.ts';
import type { Clock, Disposable, Event, Fingerprints, Keys } from '../core/ports.ts';

const keyPrefix = 'credits.key.';
const bindingPrefix = 'credits.origin.';
const indexName = 'credits.keys';

/** How long the secret storage may take to answer, in milliseconds. */
const answerLimit = 10_000;

const bindingSchema = z.object({
  provider: z.string(),
  origins: z.array(z.string()),
  /** Of the key that is bound. Left out by earlier builds. */
  fingerprint: z.optional(z.string()),
});
const indexSchema = z.array(z.string());

/** Names nothing: a key with it is sent nowhere until it is entered again. */
const uselessBinding: z.output<typeof bindingSchema> = { provider: '', origins: [] };

/**
 * The keys in VS Code's SecretStorage, the only place where they are saved: each key, its binding, and the ids of all.
 * A binding says which key it is of, because windows read and write the two one after the other, and may die in between.
 * Rejects when the keyring refuses, and after ten seconds without an answer.
 */
export class SecretKeys implements Keys, Disposable {
  readonly #pending = new Set<() => void>();
  readonly #secrets: vscode.SecretStorage;
  readonly #clock: Clock;
  readonly #fingerprints: Fingerprints;
  /** The ids that the index is known to hold. */
  #indexed: ReadonlySet<string> = new Set();
  /** Edits of the index run one after the other. */
  #lastEdit: Promise<unknown> = Promise.resolve();

  readonly onDidChange: Event<string>;

  constructor(secrets: vscode.SecretStorage, clock: Clock, fingerprints: Fingerprints) {
    this.#secrets = secrets;
    this.#clock = clock;
    this.#fingerprints = fingerprints;
    this.onDidChange = (listener) =>
      secrets.onDidChange(({ key: name }) => {
        if (name.startsWith(keyPrefix)) listener(name.slice(keyPrefix.length));
      });
  }

  async get(accountId: string): Promise<StoredKey | undefined> {
    const key = await this.#read(keyPrefix + accountId);
    if (key === undefined) return undefined;
    const binding = await this.#read(bindingPrefix + accountId);
    // Replaced or removed in between: it must not be trusted as one of version 0.1.0.
    if (binding === undefined && (await this.#read(keyPrefix + accountId)) !== key) return undefined;
    // Keys of version 0.1.0 are not in the index yet.
    if (!this.#indexed.has(accountId)) void this.#editIndex((ids) => [...ids, accountId]).catch(() => {});
    return { key, binding: binding === undefined ? undefined : this.#bindingIn(binding, key) };
  }

  async set(accountId: string, key: string, binding: KeyBinding): Promise<void> {
    await this.#editIndex((ids) => [...ids, accountId]);
    // Before the key: a key without a binding would be trusted as one of version 0.1.0, and a binding of an earlier
    // build, which names no key, would be taken for the new one's.
    await this.bind(accountId, key, binding);
    await this.#write(keyPrefix + accountId, key);
  }

  bind(accountId: string, key: string, { provider, origins }: KeyBinding): Promise<void> {
    const fingerprint = this.#fingerprints.of(key);
    return this.#write(bindingPrefix + accountId, JSON.stringify({ provider, origins, fingerprint }));
  }

  async delete(accountId: string): Promise<void> {
    await this.#remove(keyPrefix + accountId);
    await this.#remove(bindingPrefix + accountId);
    await this.#editIndex((ids) => ids.filter((id) => id !== accountId));
  }

  async ids(): Promise<readonly string[]> {
    return (await this.#next(() => this.#readIndex())) ?? [];
  }

  dispose(): void {
    for (const end of [...this.#pending]) end();
  }

  /** What a saved binding allows this key. */
  #bindingIn(text: string, key: string): KeyBinding {
    const { provider, origins, fingerprint } = parsed(bindingSchema, text) ?? uselessBinding;
    const isOfKey = fingerprint === undefined || this.#fingerprints.matches(fingerprint, key);
    return isOfKey ? { provider, origins } : uselessBinding;
  }

  #editIndex(edit: (ids: readonly string[]) => readonly string[]): Promise<void> {
    return this.#next(async () => {
      const known = await this.#readIndex();
      // Of a newer version: what it holds must not be lost.
      if (!known) return;
      const ids = [...new Set(edit(known))];
      if (ids.length !== known.length) await this.#write(indexName, JSON.stringify(ids));
      this.#indexed = new Set(ids);
    });
  }

  /** Undefined when it can't be understood. */
  async #readIndex(): Promise<readonly string[] | undefined> {
    const text = await this.#read(indexName);
    return text === undefined ? [] : parsed(indexSchema, text);
  }

  #next<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#lastEdit.then(step);
    this.#lastEdit = result.catch(() => {});
    return result;
  }

  #read(name: string): Promise<string | undefined> {
    return this.#withLimit(this.#secrets.get(name));
  }

  #write(name: string, value: string): Promise<void> {
    return this.#withLimit(this.#secrets.store(name, value));
  }

  #remove(name: string): Promise<void> {
    return this.#withLimit(this.#secrets.delete(name));
  }

  #withLimit<T>(answer: Thenable<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(new KeyringError('silent'));
      const timer = this.#clock.after(answerLimit, giveUp);
      const end = () => {
        timer.dispose();
        this.#pending.delete(end);
        giveUp();
      };
      this.#pending.add(end);
      answer.then(resolve, () => reject(new KeyringError('refused'))).then(end);
    });
  }
}

/**
 * Whether all windows over the same files see the same keys. The secret storage is that of the browser or of the desktop,
 * even where the extension and its files are on a remote machine, which other desktops may use, too.
 */
export function keysAreShared(place: {
  readonly inBrowser: boolean;
  /** VS Code's name for what the window is connected to, if it is. */
  readonly remoteName: string | undefined;
  /** The extension runs where the workspace is. */
  readonly runsInWorkspace: boolean;
}): boolean {
  const isRemote = place.remoteName !== undefined && place.runsInWorkspace;
  return !place.inBrowser && !isRemote;
}

function parsed<T>(schema: z.ZodMiniType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
