/** A row of a table: a cell a method. */
export interface Row {
  readonly what: string;
  readonly cells: readonly string[];
}

/** How often something is so. */
export class Share {
  #count = 0;
  #of = 0;

  add(isSo: boolean): void {
    this.#of += 1;
    if (isSo) this.#count += 1;
  }

  /** The cases of several shares. */
  static joined(shares: readonly Share[]): Share {
    const joined = new Share();
    for (const share of shares) {
      joined.#count += share.#count;
      joined.#of += share.#of;
    }
    return joined;
  }

  /** From 0 to 1; NaN without any case. */
  get value(): number {
    return this.#count / this.#of;
  }

  /** The number of cases. */
  get of(): number {
    return this.#of;
  }

  /** "81 %", "–" without any case. */
  get percent(): string {
    return this.#of === 0 ? '–' : `${Math.round(100 * this.value)} %`;
  }
}

/** Numbers of which the middle is asked. */
export class Sizes {
  readonly #all: number[] = [];

  add(size: number): void {
    this.#all.push(size);
  }

  get median(): string {
    return text(this.#all.toSorted((a, b) => a - b)[this.#all.length >> 1]);
  }

  get mean(): string {
    return text(this.#all.length > 0 ? this.#all.reduce((sum, size) => sum + size, 0) / this.#all.length : undefined);
  }
}

function text(size: number | undefined): string {
  return size === undefined ? '–' : size.toFixed(2);
}

/** A table as Markdown, its columns as wide as their widest cell. */
export function markdown(head: readonly string[], rows: readonly Row[]): string {
  const lines = [head, ...rows.map(({ what, cells }) => [what, ...cells])];
  const widths = head.map((_, index) => Math.max(...lines.map((line) => (line[index] ?? '').length), 3));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, index) => (cells[index] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...lines.slice(1).map(line)].join(
    '\n',
  );
}
