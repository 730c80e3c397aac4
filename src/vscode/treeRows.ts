import type { Format } from '../core/format.ts';
import type { Provider, ProviderRegistry } from '../core/provider.ts';
import type { StorageProblem } from '../core/storageProblems.ts';
import type { AccountSummary, Summary } from '../core/summary.ts';
import { accountWords } from '../core/text/accountText.ts';
import { failureHelp } from '../core/text/failureText.ts';
import { detailRows } from './detailRows.ts';

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

/** Writes the tree from the summary. */
export function rows(summary: Summary, format: Format, providers: Pick<ProviderRegistry, 'get'>): readonly Row[] {
  return summary.accounts.map((account) =>
    accountRow(account, format, summary.now, providers.get(account.account.provider)),
  );
}

/** What the view says above its rows, or undefined. */
export function viewMessage(
  { condition, lastAnswerAt, storageProblems, now }: Summary,
  format: Format,
): string | undefined {
  const messages = [...new Set(storageProblems.map(troubleText))];
  if (condition === 'offline') {
    messages.unshift(
      lastAnswerAt === undefined
        ? 'Offline. No balance has been read yet.'
        : `Offline. The last answer came ${format.age(lastAnswerAt, now)}.`,
    );
  }
  return messages.length > 0 ? messages.join(' ') : undefined;
}

function troubleText({ file, kind }: StorageProblem): string {
  if (kind !== 'setAside') {
    return 'Nothing can be kept: the disk is full or refuses. Balances are shown as they are read.';
  }
  if (file === 'accounts.json') {
    return 'The list of accounts could not be used and was set aside. Add the API keys again.';
  }
  return `${file} could not be used and was set aside. ${setAside[file] ?? 'It begins anew.'}`;
}

/** What comes of it, where a new beginning is not all. */
const setAside: Readonly<Record<string, string>> = {
  'readings.json': 'Balances are read anew.',
  'history.json': 'The history of the days before begins anew.',
  'history-recent.json': 'The history of the last days begins anew.',
};

function accountRow(summary: AccountSummary, format: Format, now: number, provider: Provider | undefined): Row {
  const { account, reading } = summary;
  const words = accountWords(summary, format, now);
  const service = provider && provider.name !== account.label ? ` (${provider.name})` : '';
  const sentence = reading?.failure && failureHelp(reading.failure).sentence(account.label);
  return {
    id: account.id,
    label: account.label,
    description: words.join(' · '),
    tooltip: [`${account.label}${service}: ${words.join(', ')}`, sentence].filter(Boolean).join('\n'),
    accessibilityLabel: `${account.label}${service}, ${words.join(', ')}`,
    ...accountIcon(summary),
    context: provider?.pages.billing ? 'account billing' : 'account',
    accountId: account.id,
    children: detailRows(summary, format, now, provider),
  };
}

function accountIcon({ refreshing, reading, standing, state }: AccountSummary): Pick<Row, 'icon' | 'color'> {
  if (refreshing) return { icon: 'sync~spin' };
  if (reading?.failure?.kind === 'offline') return { icon: 'debug-disconnect' };
  if (reading?.failure) return { icon: 'warning', color: 'problemsWarningIcon.foreground' };
  if (state === 'stale') return { icon: 'history' };
  switch (standing) {
    case 'blocked':
      return { icon: 'circle-slash', color: 'problemsErrorIcon.foreground' };
    case 'empty':
    case 'critical':
      return { icon: 'error', color: 'problemsErrorIcon.foreground' };
    case 'low':
      return { icon: 'warning', color: 'problemsWarningIcon.foreground' };
    case 'unknown':
      return { icon: 'question' };
    case 'fine':
    case 'unlimited':
      return { icon: 'credit-card' };
  }
}
