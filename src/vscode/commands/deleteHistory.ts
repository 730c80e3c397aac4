import type { Account } from '../../core/account.ts';
import type { Format } from '../../core/format.ts';
import type { HistoryStore } from '../../core/history/historyStore.ts';
import type { History } from '../../core/history/series.ts';
import type { AccountStore, Clock } from '../../core/ports.ts';
import { commands } from '../names.ts';
import { accountIdOf, offerFirstKey } from '../pickAccount.ts';
import type { Ui } from '../ui.ts';
import type { Command } from './command.ts';

const title = 'Delete History';

interface DeleteHistoryPorts {
  readonly ui: Ui;
  readonly accounts: Pick<AccountStore, 'all'>;
  readonly history: Pick<HistoryStore, 'load' | 'of' | 'delete'>;
  readonly format: Format;
  readonly clock: Pick<Clock, 'now'>;
}

/** Credits: Delete History… On a row it deletes the history of that account alone. */
export function deleteHistory(ports: DeleteHistoryPorts): Command {
  const { ui, accounts, history, format, clock } = ports;
  return {
    id: commands.deleteHistory,
    async run(target) {
      if (accounts.all().length === 0) return offerFirstKey(ui);
      await history.load();
      const chosen = await chooseAccounts(ports, target);
      const span = spanOf(chosen.flatMap(({ id }) => history.of(id)));
      if (!span) return;
      const names = chosen.map(({ label }) => label).join(', ');
      const question = chosen.length === 1 ? `Delete the history of ${names}?` : 'Delete the history of all accounts?';
      const detail = [
        chosen.length === 1 ? '' : `${names}\n\n`,
        `Deletes everything recorded (${format.dateRange(span.from, span.until, clock.now())}). The forecast starts over. `,
        chosen.length === 1 ? 'The balance and the key stay.' : 'The balances and the keys stay.',
      ].join('');
      if (await ui.confirm(question, detail, 'Delete')) await history.delete(chosen.map(({ id }) => id));
    },
  };
}

/** The accounts whose history is to go, each with one; none when there is nothing to delete or the person left. */
async function chooseAccounts(
  { ui, accounts, history, format, clock }: DeleteHistoryPorts,
  target: unknown,
): Promise<readonly Account[]> {
  const id = accountIdOf(target);
  const asked = accounts.all().filter((account) => id === undefined || account.id === id);
  const recorded = asked.flatMap((account) => {
    const span = spanOf(history.of(account.id));
    return span ? [{ account, since: span.from }] : [];
  });
  if (recorded.length === 0) {
    // A row that is gone meanwhile has no history either.
    if (asked.length > 0) await ui.message('information', "There's no history to delete.");
    return [];
  }
  if (id !== undefined) return recorded.map(({ account }) => account);
  const items = [
    ...recorded.map(({ account, since }) => ({
      label: account.label,
      description: `since ${format.date(since, clock.now())}`,
      chosen: [account],
    })),
    ...(recorded.length > 1
      ? [{ label: 'All accounts', description: '', chosen: recorded.map(({ account }) => account) }]
      : []),
  ];
  return (await ui.pick(items, { title, placeholder: 'Select an account' }))?.chosen ?? [];
}

function spanOf(history: History): { readonly from: number; readonly until: number } | undefined {
  const points = history.flatMap((series) => series.points);
  if (points.length === 0) return undefined;
  return points.reduce(
    ({ from, until }, point) => ({ from: Math.min(from, point.at), until: Math.max(until, point.until) }),
    { from: Number.POSITIVE_INFINITY, until: Number.NEGATIVE_INFINITY },
  );
}
