/** A cell of a table: a text, a figure in billionths, or nothing, which is not 0. */
export type Cell = string | bigint | undefined;

/** A table as it is written to a file. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}
