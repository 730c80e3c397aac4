import type { Account } from '../../core/account.ts';
import type { Alert } from '../../core/alerts/alert.ts';
import type { Failure } from '../../core/failure.ts';
import type { Format } from '../../core/format.ts';
import type { SummarySource } from '../../core/liveSummary.ts';
import type { AccountStore, Clock } from '../../core/ports.ts';
import type { RefreshReport } from '../../core/refresh/refresher.ts';
import type { Summary } from '../../core/summary.ts';
import { failureHelp } from '../../core/text/failureHelp.ts';
import { failureLabel } from '../../core/text/failureLabel.ts';
import { commands } from '../names.ts';
import { accountIdOf, offerFirstKey } from '../pickAccount.ts';
import type { Ui } from '../ui.ts';
import type { Command } from './command.ts';

interface RefreshPorts {
  readonly ui: Ui;
  readonly accounts: Pick<AccountStore, 'all'>;
  readonly manualRefresh: { run(accounts: readonly Account[]): Promise<RefreshReport> };
  /** Runs a task, and says which alerts were shown meanwhile. */
  readonly alerts: {
    during<T>(task: Promise<T>): Promise<{ readonly result: T; readonly shown: readonly Alert[] }>;
  };
  readonly summary: Pick<SummarySource, 'current'>;
  readonly format: Format;
  readonly clock: Pick<Clock, 'now'>;
}

/** Credits: Refresh. On a row it refreshes that account alone. */
export function refresh(ports: RefreshPorts): Command {
  return {
    id: commands.refresh,
    async run(target) {
      const id = accountIdOf(target);
      const asked = ports.accounts.all().filter((account) => id === undefined || account.id === id);
      if (ports.accounts.all().length === 0) return offerFirstKey(ports.ui);
      const accounts = asked.filter(({ paused }) => !paused);
      if (asked.length > 0 && accounts.length === 0) {
        const which = id === undefined ? 'All accounts are' : `${asked[0]?.label} is`;
        await ports.ui.message('information', `${which} paused.`);
      }
      // A row that is gone meanwhile has nothing to refresh.
      if (accounts.length === 0) return;
      const { result, shown } = await ports.alerts.during(ports.manualRefresh.run(accounts));
      await report(result, shown, ports);
    },
  };
}

/** Says what couldn't be refreshed and no alert has said; when all went well, the numbers say so. */
async function report(
  { results }: RefreshReport,
  shown: readonly Alert[],
  { ui, summary, format, clock }: RefreshPorts,
): Promise<void> {
  const refreshed = results.filter(({ outcome }) => outcome === 'balance').length;
  if (results.some(({ outcome }) => outcome === 'canceled')) {
    await ui.message('information', `Refresh canceled. ${refreshed} of ${results.length} balances were updated.`);
    return;
  }
  const isSaid = ({ id }: Account) => shown.some((alert) => alert.accountId === id && 'failure' in alert);
  const failed = results.flatMap(({ account, outcome }) =>
    typeof outcome === 'object' && !isSaid(account) ? [{ account, failure: outcome }] : [],
  );
  const [first] = failed;
  if (!first) return;
  const show = 'Show Balances';
  const replace = 'Replace Key';
  const keyIsWrong = failed.length === 1 && failureHelp(first.failure).remedy === 'replaceKey';
  const text = failuresText(failed, results.length, format, clock.now());
  const known = shownText(failed, summary.current);
  const chosen = await ui.message('warning', `${text}${known}`, keyIsWrong ? replace : show);
  if (chosen === show) await ui.run(commands.showBalances);
  if (chosen === replace) await ui.run(commands.replaceKey, { accountId: first.account.id });
}

type Failed = readonly { readonly account: Pick<Account, 'id' | 'label'>; readonly failure: Failure }[];

function failuresText(failed: Failed, count: number, format: Format, now: number): string {
  const parts = failed.map(({ account, failure }) => `${account.label} (${failureLabel(failure, format, now)})`);
  const which = count === 1 ? "Couldn't refresh" : `Couldn't refresh ${failed.length} of ${count} accounts:`;
  return `${which} ${parts.join(', ')}.`;
}

/** What the accounts that failed still show: nothing where none has ever had a balance. */
function shownText(failed: Failed, { accounts }: Summary): string {
  const isKnown = ({ id }: { readonly id: string }) =>
    accounts.some(({ account, reading }) => account.id === id && reading?.balance !== undefined);
  if (!failed.some(({ account }) => isKnown(account))) return '';
  return failed.length === 1 ? ' Showing the last known balance.' : ' Showing last known balances.';
}
