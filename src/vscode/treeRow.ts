/** A row of the tree, ready to be assigned. Texts are plain, never markdown. */
export interface Row {
  /** The same for the same service, account, lot or top-up at all times, so that the tree keeps what is open and selected. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip: string;
  /** For screen readers: the row in words, what the icon says included. */
  readonly accessibilityLabel: string;
  /** A codicon id. */
  readonly icon: string;
  readonly color?: 'problemsWarningIcon.foreground' | 'problemsErrorIcon.foreground' | 'disabledForeground';
  /** For `when` clauses: what can be done with the row. */
  readonly context: string;
  /** Undefined for the row of a service. */
  readonly accountId?: string;
  /** Whether its children are on show at first. */
  readonly isOpen?: boolean;
  readonly children: readonly Row[];
}

/** The argument of a command that is run on a row. It names the account and holds nothing else of it. */
export interface RowTarget {
  readonly accountId: string;
}
