import type { Format } from '../core/format.ts';
import type { Provider, ProviderRegistry } from '../core/provider.ts';
import type { AccountSummary, Summary } from '../core/summary.ts';
import { accountWords } from '../core/text/accountText.ts';
import { failureHelp } from '../core/text/failureText.ts';
import { plainLabel } from '../core/text/plainLabel.ts';
import { storageText } from '../core/text/storageText.ts';
import { detailRows } from './detailRows.ts';
import type { Row } from './treeRow.ts';

/** Writes the tree from the summary. */
export function rows(summary: Summary, format: Format, providers: Pick<ProviderRegistry, 'get'>): readonly Row[] {
  return summary.accounts.map((account) =>
    accountRow(account, format, summary.now, providers.get(account.account.provider)),
  );
}

/** The freshness of all balances that aren't stale, by the oldest of them: "updated 2 min ago". */
export function viewDescription({ accounts, lastAnswerAt, now }: Summary, format: Format): string | undefined {
  const fresh = accounts.flatMap(({ state, reading }) => (state === 'known' ? (reading?.balanceAt ?? []) : []));
  const at = fresh.length > 0 ? Math.min(...fresh) : lastAnswerAt;
  return at === undefined ? undefined : `updated ${format.age(at, now)}`;
}

/** The message above the rows: no network, and trouble with the saved data. */
export function viewMessage(
  { condition, lastAnswerAt, storageProblems, now }: Summary,
  format: Format,
): string | undefined {
  const messages = [...new Set(storageProblems.map(storageText))];
  if (condition === 'offline') {
    messages.unshift(
      lastAnswerAt === undefined
        ? 'Offline. No balances yet.'
        : `Offline. Showing last known balances, updated ${format.age(lastAnswerAt, now)}.`,
    );
  }
  return messages.length > 0 ? messages.join(' ') : undefined;
}

function accountRow(summary: AccountSummary, format: Format, now: number, provider: Provider | undefined): Row {
  const { account, reading, moved } = summary;
  const label = plainLabel(account.label);
  const words = accountWords(summary, format, now);
  const service = provider && provider.name !== account.label ? ` (${provider.name})` : '';
  const sentence = reading?.failure && failureHelp(reading.failure).sentence(label, moved);
  return {
    id: account.id,
    label,
    description: words.join(' · '),
    tooltip: [`${label}${service}: ${words.join(', ')}`, sentence, account.muted && 'Alerts are muted.']
      .filter(Boolean)
      .join('\n'),
    accessibilityLabel: `${label}${service}, ${accountWords(summary, format, now, 'long').join(', ')}`,
    ...accountIcon(summary),
    context: [
      'account',
      ...(provider?.pages.billing ? ['billing'] : []),
      ...(provider && provider.parameters.length > 0 ? ['parameters'] : []),
      ...(account.muted ? ['muted'] : []),
    ].join(' '),
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
