import * as vscode from 'vscode';
import type { Account } from '../../core/account.ts';
import type { History } from '../../core/history/record/series.ts';
import type { Command, CommandContext } from '../commandContext.ts';
import { accountIdOf, offerFirstKey } from '../pickAccount.ts';

const title = 'Delete History';

/** Credits: Delete History… On a row it is about that account alone. */
export const deleteHistory: Command = {
  async run(parts, target) {
    const { accounts, history, format } = parts;
    if (accounts.all().length === 0) return offerFirstKey();
    await history.load();
    const chosen = await chooseAccounts(parts, target);
    const span = spanOf(chosen.flatMap(({ id }) => history.of(id)));
    if (!span) return;
    const [from, until] = [format.date(span.from), format.date(span.until)];
    const names = chosen.map(({ label }) => label).join(', ');
    const question = chosen.length === 1 ? `Delete the history of ${names}?` : 'Delete the history of all accounts?';
    const detail = [
      chosen.length === 1 ? '' : `${names}\n\n`,
      from === until ? `What was read on ${from} is deleted. ` : `What was read from ${from} to ${until} is deleted. `,
      'The pace is learnt anew from the next reading on. ',
      chosen.length === 1 ? 'The balance and the key stay.' : 'The balances and the keys stay.',
    ].join('');
    const remove = 'Delete';
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) === remove) {
      await history.delete(chosen.map(({ id }) => id));
    }
  },
};

/** The accounts whose history is to go, each with one; none when there is nothing to delete or the person left. */
async function chooseAccounts(
  { accounts, history, format }: CommandContext,
  target: unknown,
): Promise<readonly Account[]> {
  const id = accountIdOf(target);
  const asked = accounts.all().filter((account) => id === undefined || account.id === id);
  const kept = asked.flatMap((account) => {
    const span = spanOf(history.of(account.id));
    return span ? [{ account, since: span.from }] : [];
  });
  if (kept.length === 0) {
    // A row that is gone meanwhile has nothing to tell.
    if (asked.length > 0) await vscode.window.showInformationMessage('There is no history to delete.');
    return [];
  }
  if (id !== undefined) return kept.map(({ account }) => account);
  const items = [
    ...kept.map(({ account, since }) => ({
      label: account.label,
      description: `since ${format.date(since)}`,
      chosen: [account],
    })),
    ...(kept.length > 1
      ? [{ label: 'All accounts', description: '', chosen: kept.map(({ account }) => account) }]
      : []),
  ];
  return (await vscode.window.showQuickPick(items, { title, placeHolder: 'Whose history' }))?.chosen ?? [];
}

function spanOf(history: History): { readonly from: number; readonly until: number } | undefined {
  const points = history.flatMap((series) => series.points);
  if (points.length === 0) return undefined;
  return points.reduce(
    ({ from, until }, point) => ({ from: Math.min(from, point.at), until: Math.max(until, point.until) }),
    { from: Number.POSITIVE_INFINITY, until: Number.NEGATIVE_INFINITY },
  );
}
