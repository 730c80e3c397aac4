import { attentionIcons, severityOf } from '../core/attention.ts';
import type { Format } from '../core/format.ts';
import type { Provider, ProviderRegistry } from '../core/provider.ts';
import type { AccountSummary, Summary } from '../core/summary.ts';
import { accountWords } from '../core/text/accountText.ts';
import { failureHelp } from '../core/text/failureHelp.ts';
import { plainLabel } from '../core/text/plainLabel.ts';
import { storageText } from '../core/text/storageText.ts';
import { detailRows } from './detailRows.ts';
import { contextWords } from './remedyWords.ts';
import { type Grouping, inGroups } from './serviceGroups.ts';
import type { Row } from './treeRow.ts';

/** Writes the tree from the summary: the accounts in its order, those of one service together where they are grouped. */
export function rows(
  summary: Summary,
  format: Format,
  providers: Pick<ProviderRegistry, 'get'>,
  grouping: Grouping,
): readonly Row[] {
  return inGroups(summary.accounts, grouping, providers, (account) =>
    accountRow(account, format, summary.now, providers.get(account.account.provider)),
  );
}

/** The message above the rows: no network, trouble with the settings and the saved data, and how fresh all balances are. */
export function viewMessage(summary: Summary, settingsProblem: string | undefined, format: Format): string | undefined {
  const { condition, lastAnswerAt, storageProblems, now } = summary;
  const problems = [...new Set(storageProblems.map(storageText)), settingsProblem].filter((text) => text !== undefined);
  if (condition !== 'offline') return [...problems, freshness(summary, format)].filter(Boolean).join(' ') || undefined;
  const offline =
    lastAnswerAt === undefined
      ? 'Offline. No balances yet.'
      : `Offline. Showing last known balances, updated ${format.age(lastAnswerAt, now)}.`;
  return [offline, ...problems].join(' ');
}

/** The freshness of all balances that aren't stale, by the oldest of them: "Updated 2 min ago". */
function freshness({ accounts, lastAnswerAt, now }: Summary, format: Format): string | undefined {
  const fresh = accounts.flatMap(({ state, reading, paused }) =>
    state === 'known' && !paused ? (reading?.balanceAt ?? []) : [],
  );
  const at = fresh.length > 0 ? Math.min(...fresh) : lastAnswerAt;
  return at === undefined ? undefined : `Updated ${format.age(at, now)}`;
}

function accountRow(summary: AccountSummary, format: Format, now: number, provider: Provider | undefined): Row {
  const { account, reading, moved, paused } = summary;
  const label = plainLabel(account.label);
  const words = accountWords(summary, format, now, 'long').join(', ');
  const service = provider && provider.name !== account.label ? ` (${provider.name})` : '';
  const sentence = reading?.failure && !paused && failureHelp(reading.failure).sentence(label, moved);
  return {
    id: account.id,
    label,
    description: accountWords(summary, format, now).join(' · '),
    tooltip: [`${label}${service}: ${words}`, sentence, account.muted && 'Alerts are muted.']
      .filter(Boolean)
      .join('\n'),
    accessibilityLabel: `${label}${service}, ${words}`,
    ...accountIcon(summary),
    context: contextWords(summary, provider),
    accountId: account.id,
    children: detailRows(summary, format, now, provider),
  };
}

const severityColors = {
  error: 'problemsErrorIcon.foreground',
  warning: 'problemsWarningIcon.foreground',
} as const;

/** Marks in color what needs attention, and nothing else. */
function accountIcon({
  attention,
  refreshing,
  paused,
  reading,
  state,
  main,
}: AccountSummary): Pick<Row, 'icon' | 'color'> {
  if (refreshing) return { icon: 'sync~spin' };
  if (attention) return { icon: attentionIcons[attention.reason], color: severityColors[severityOf(attention.reason)] };
  if (paused) return { icon: 'debug-pause', color: 'disabledForeground' };
  if (reading?.failure?.kind === 'offline') return { icon: 'debug-disconnect' };
  if (reading?.failure) return { icon: 'sync-ignored' };
  if (state === 'stale') return { icon: 'history' };
  const isKnown = main?.pool.unlimited || main?.pool.amount !== undefined;
  return { icon: isKnown ? 'credit-card' : 'question' };
}
