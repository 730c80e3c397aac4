import { Emitter } from './emitter.ts';

/**
 * Why something can't be saved, or was lost: the disk refuses to write or to read a file, a file was unusable and set
 * aside, or a newer version of the extension has written it.
 */
export type StorageProblemKind = 'unwritable' | 'unreadable' | 'setAside' | 'newer';

export interface StorageProblem {
  /** The name of one of our files. */
  readonly file: string;
  readonly kind: StorageProblemKind;
}

/** The present problems with our files, for the view to show. */
export class StorageProblems {
  readonly #changed = new Emitter<void>();
  readonly #all = new Map<string, StorageProblem>();

  readonly onDidChange = this.#changed.event;

  all(): readonly StorageProblem[] {
    return [...this.#all.values()];
  }

  add({ file, kind }: StorageProblem): void {
    const key = `${file} ${kind}`;
    if (this.#all.has(key)) return;
    this.#all.set(key, { file, kind });
    this.#changed.fire();
  }

  /** The problems of these kinds with this file are over. */
  solve(file: string, ...kinds: readonly StorageProblemKind[]): void {
    const solved = kinds.filter((kind) => this.#all.delete(`${file} ${kind}`));
    if (solved.length > 0) this.#changed.fire();
  }
}
