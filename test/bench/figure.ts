/** One measured figure. */
export interface Figure {
  /** Stays the same from run to run, to compare by. */
  readonly id: string;
  readonly what: string;
  readonly value: number;
  readonly unit: 'bytes' | 'ms' | 'µs' | 'times' | 'KB' | 'files' | 'requests';
  /** What it should not exceed; a figure without one is there to explain the others. */
  readonly most?: number | undefined;
}

/** Some figures that were measured together, and how. */
export interface Chapter {
  readonly title: string;
  /** What exactly was measured, for a person who compares. */
  readonly how: string;
  readonly figures: readonly Figure[];
}

/** Whether a figure is within its target; undefined where it has none. */
export function isMet({ value, most }: Figure): boolean | undefined {
  return most === undefined ? undefined : value <= most;
}
