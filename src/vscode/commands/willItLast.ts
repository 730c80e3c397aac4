import type { Account } from '../../core/account.ts';
import type { Format } from '../../core/format.ts';
import type { HistoryStore } from '../../core/history/historyStore.ts';
import type { SummarySource } from '../../core/liveSummary.ts';
import type { AccountStore, Clock } from '../../core/ports.ts';
import type { ProviderRegistry } from '../../core/provider.ts';
import { stateOf } from '../../core/reading.ts';
import { dateEntry, usualDate } from '../../core/reports/dateInput.ts';
import { byUrgency, willItLast as lastingOf } from '../../core/reports/willItLast.ts';
import { lastingDetail, lastingLabel } from '../../core/text/willItLastText.ts';
import { day } from '../../core/time.ts';
import { credits } from '../../core/unit.ts';
import { commands } from '../names.ts';
import { offerFirstKey } from '../pickAccount.ts';
import type { PickItem, Ui } from '../ui.ts';
import type { Command } from './command.ts';

const title = 'Will It Last Until…?';

/** A balance that is older than this is said to be. */
const freshFor = day;

interface WillItLastPorts {
  readonly ui: Ui;
  readonly accounts: Pick<AccountStore, 'all'>;
  readonly providers: Pick<ProviderRegistry, 'get'>;
  readonly history: Pick<HistoryStore, 'load'>;
  readonly summary: SummarySource;
  readonly format: Format;
  readonly clock: Pick<Clock, 'now'>;
}

/** Credits: Will It Last Until…? */
export function willItLast(ports: WillItLastPorts): Command {
  const { ui, accounts, history, format, clock } = ports;
  return {
    id: commands.willItLast,
    async run() {
      if (accounts.all().length === 0) return offerFirstKey(ui);
      const typed = await askForDate(ports);
      if (typed === undefined) return;
      const entry = dateEntry(typed, clock.now());
      if ('problem' in entry) return;
      await history.load();
      const all = answers(ports, entry);
      const leads = all.some(({ hasPage }) => hasPage);
      const items = all.map((item) =>
        leads && !item.hasPage ? { ...item, description: 'billing page unknown' } : item,
      );
      const picked = await ui.pick(items, {
        title: `Will it last until the end of ${format.date(entry.day, clock.now())}?`,
        placeholder: leads ? 'Select an account to open its billing page' : 'Search by account',
      });
      if (picked?.hasPage) await ui.run(commands.openBilling, { accountId: picked.account.id });
    },
  };
}

function askForDate({ ui, clock, format }: WillItLastPorts): Promise<string | undefined> {
  return ui.ask({
    title,
    prompt: 'A date (2026-12-31) or a span of time ("30 days", "2 weeks", "3 months"). The whole day counts.',
    placeholder: '2026-12-31',
    value: usualDate(clock.now()),
    check(text) {
      const entry = dateEntry(text, clock.now());
      return 'problem' in entry
        ? { severity: 'error', text: entry.problem }
        : { severity: 'info', text: `Until the end of ${format.date(entry.day, clock.now())}` };
    },
  });
}

interface Answer extends PickItem {
  readonly account: Account;
  /** A billing page of its service is known. */
  readonly hasPage: boolean;
}

function answers(
  { summary, providers, clock, format }: WillItLastPorts,
  { until, day }: { readonly until: number; readonly day: number },
): readonly Answer[] {
  const now = clock.now();
  return summary.current.accounts
    .flatMap(({ account, reading, pools }) =>
      // An account without a balance has no pool, and an answer all the same.
      (pools.length > 0 ? pools : [undefined]).map((pool) => {
        const lasting = lastingOf(pool?.pool, pool?.outlook, reading?.balanceAt, until);
        const name = pools.length > 1 ? ` (${pool?.pool.name ?? pool?.pool.unit.name})` : '';
        return { account, reading, name: `${account.label}${name}`, unit: pool?.pool.unit ?? credits, lasting };
      }),
    )
    .toSorted((a, b) => byUrgency(a.lasting, b.lasting))
    .map(({ account, reading, name, unit, lasting }) => {
      const stale = stateOf(reading, now, freshFor) === 'stale';
      const question = { day, unit, stale, now, format };
      return {
        label: lastingLabel(name, lasting, question),
        detail: lastingDetail(lasting, reading, question),
        account,
        hasPage: providers.get(account.provider)?.pages.billing !== undefined,
      };
    });
}
