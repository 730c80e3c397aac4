/** A row of the tree, ready to be assigned. Texts are plain, never markdown. */
export interface Row {
  /** Stays the same while what it stands for does, so that the tree keeps what is open and selected. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip: string;
  /** For screen readers; what the icon says is said here in words. */
  readonly accessibilityLabel: string;
  /** A codicon id. */
  readonly icon: string;
  readonly color?: 'problemsWarningIcon.foreground' | 'problemsErrorIcon.foreground' | 'disabledForeground';
  /** For `when` clauses: what can be done with the row. */
  readonly context: string;
  /** What a click does. */
  readonly action?: RowAction;
  /** The account that the row is about. */
  readonly accountId: string;
  readonly children: readonly Row[];
}

export interface RowAction {
  readonly title: string;
  readonly command: string;
  readonly arguments: readonly unknown[];
}

/** What a command that is run on a row gets. It names the account and holds nothing else of it. */
export interface RowTarget {
  readonly accountId: string;
}

/** Makes a row below an account's. Its id is unique below that account. */
export type Detail = (id: string, label: string, icon: string, more?: Partial<Row>) => Row;
