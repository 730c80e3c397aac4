import { Emitter } from './emitter.ts';

/** Why what is known cannot be kept, or was not: the disk refuses, or a file could not be used. */
export type StorageProblemKind = 'unwritable' | 'unreadable' | 'setAside';

export interface StorageProblem {
  /** The name of one of our files. */
  readonly file: string;
  readonly kind: StorageProblemKind;
}

/** What is wrong with the kept files, for the view to say. A file that could be written is right again. */
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

  /** The file could be written: what was set aside stays to be told. */
  written(file: string): void {
    const gone = (['unwritable', 'unreadable'] as const).filter((kind) => this.#all.delete(`${file} ${kind}`));
    if (gone.length > 0) this.#changed.fire();
  }
}
