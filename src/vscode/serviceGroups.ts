import type { ProviderRegistry } from '../core/provider.ts';
import type { AccountSummary } from '../core/summary.ts';
import { attentionCountText } from '../core/text/attentionText.ts';
import { plainLabel } from '../core/text/plainLabel.ts';
import type { Row } from './treeRow.ts';

/**
 * The setting `credits.groupByService`. `auto` groups the accounts of each service that has several, however few there are in
 * all; a service with one account stays a plain row, however many there are.
 */
export type Grouping = 'auto' | 'always' | 'never';

/** The rows of the accounts, each group in the place of its most pressing account. */
export function inGroups(
  accounts: readonly AccountSummary[],
  grouping: Grouping,
  providers: Pick<ProviderRegistry, 'get'>,
  rowOf: (account: AccountSummary) => Row,
): readonly Row[] {
  if (grouping === 'never') return accounts.map(rowOf);
  const services = new Map<string, readonly AccountSummary[]>();
  for (const account of accounts) {
    const { provider } = account.account;
    services.set(provider, [...(services.get(provider) ?? []), account]);
  }
  return [...services].flatMap(([service, members]) => {
    const children = members.map(rowOf);
    // A group of one would be a step more and say nothing.
    if (grouping === 'auto' && members.length < 2) return children;
    return groupRow(service, providers.get(service)?.name ?? service, members, children);
  });
}

function groupRow(service: string, name: string, members: readonly AccountSummary[], children: readonly Row[]): Row {
  const label = plainLabel(name);
  const pressing = members.filter(({ attention }) => attention).length;
  const count = members.length === 1 ? '1 account' : `${members.length} accounts`;
  const words = [count, ...(pressing > 0 ? [attentionCountText(pressing)] : [])];
  return {
    id: `service:${service}`,
    label,
    description: words.join(' · '),
    tooltip: `${label}: ${words.join(', ')}`,
    accessibilityLabel: `${label}, ${words.join(', ')}`,
    icon: 'server',
    context: 'service',
    isOpen: true,
    children,
  };
}
