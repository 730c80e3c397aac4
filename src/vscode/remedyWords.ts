import type { Provider } from '../core/provider.ts';
import type { AccountSummary } from '../core/summary.ts';
import { failureHelp, type Remedy } from '../core/text/failureHelp.ts';

/** Whether a top-up would help: attention is about the amount, not about the key or what expires. */
export function needsTopUp({ attention }: Pick<AccountSummary, 'attention'>): boolean {
  return attention !== undefined && attention.reason !== 'invalidKey' && attention.reason !== 'expiring';
}

const words: Readonly<Record<Remedy, string | undefined>> = {
  replaceKey: 'key',
  openBilling: 'topUp',
  openSettings: 'settings',
  openProxySettings: 'settings',
  removeAccount: 'remove',
  // Every account has this one.
  refresh: undefined,
};

/**
 * The context value of an account's row: "account" and a word for each thing that can be done or helps now. `topUp`, `key`,
 * `settings` and `remove` show an inline action, `billing` and `parameters` are in the menu alone.
 */
export function contextWords(summary: AccountSummary, provider: Provider | undefined): string {
  const hasBillingPage = provider?.pages.billing !== undefined;
  const { account, reading, paused } = summary;
  const remedy = reading?.failure && !paused ? words[failureHelp(reading.failure).remedy] : undefined;
  const topUp = needsTopUp(summary) ? 'topUp' : undefined;
  const found = [
    'account',
    hasBillingPage && 'billing',
    provider && provider.parameters.length > 0 && 'parameters',
    topUp,
    remedy,
    paused ? 'paused' : 'active',
    account.muted && 'muted',
    account.statusBar,
  ];
  return [...new Set(found)].filter((word) => word && (word !== 'topUp' || hasBillingPage)).join(' ');
}
