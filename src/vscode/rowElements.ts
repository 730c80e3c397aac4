import type { Row } from './treeRow.ts';

/** The object that VS Code holds for a row: the same one as long as a row of its id is there. */
export interface RowElement {
  readonly id: string;
  /** For the commands that are run on the row; undefined for a service's. */
  readonly accountId: string | undefined;
  readonly row: Row;
}

type Elements = Map<string, { -readonly [Key in keyof RowElement]: RowElement[Key] }>;

/**
 * The elements of the tree. They outlive a redraw, so that a menu, a selection or a hover never loses its row, and only
 * those that changed are redrawn.
 */
export class RowElements {
  readonly #elements: Elements = new Map();
  /** The ids of the rows above, by id. */
  #parents: ReadonlyMap<string, string> = new Map();
  #rows: readonly Row[] = [];

  /** Takes these rows over and returns the elements to redraw, each with all below it; `all` when those of the first level come, go or move. */
  update(rows: readonly Row[]): readonly RowElement[] | 'all' {
    const before = this.#rows;
    this.#rows = rows;
    const present = new Set<string>();
    for (const row of withChildren(rows)) {
      present.add(row.id);
      const element = this.#elements.get(row.id);
      if (element) element.row = row;
      else this.#elements.set(row.id, { id: row.id, accountId: row.accountId, row });
    }
    this.#parents = new Map(withChildren(rows).flatMap(({ id, children }) => children.map((child) => [child.id, id])));
    for (const id of this.#elements.keys()) if (!present.has(id)) this.#elements.delete(id);
    return sameIds(before, rows) ? this.#of(rows.flatMap((row, index) => changed(before[index] ?? row, row))) : 'all';
  }

  /** The element of an id, if there is one. */
  get(id: string): RowElement | undefined {
    return this.#elements.get(id);
  }

  /** The element above this one; undefined for those of the first level. */
  above({ id }: RowElement): RowElement | undefined {
    const parent = this.#parents.get(id);
    return parent === undefined ? undefined : this.#elements.get(parent);
  }

  /** The elements below this one, or those of the first level. */
  below(element?: RowElement): readonly RowElement[] {
    return this.#of(element ? element.row.children : this.#rows);
  }

  #of(rows: readonly Row[]): readonly RowElement[] {
    return rows.flatMap(({ id }) => this.#elements.get(id) ?? []);
  }
}

function withChildren(rows: readonly Row[]): readonly Row[] {
  return rows.flatMap((row) => [row, ...withChildren(row.children)]);
}

/** The topmost rows that differ, of two rows of one id. */
function changed(before: Row, after: Row): readonly Row[] {
  if (!sameIds(before.children, after.children) || ownText(before) !== ownText(after)) return [after];
  return after.children.flatMap((child, index) => changed(before.children[index] ?? child, child));
}

function ownText(row: Row): string {
  return JSON.stringify({ ...row, children: row.children.length > 0 });
}

function sameIds(a: readonly Row[], b: readonly Row[]): boolean {
  return a.length === b.length && a.every(({ id }, index) => id === b[index]?.id);
}
