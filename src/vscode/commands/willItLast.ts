import * as vscode from 'vscode';
import type { Account } from '../../core/account.ts';
import { stateOf } from '../../core/reading.ts';
import { dateEntry, usualDate } from '../../core/reports/dateInput.ts';
import { byUrgency, willItLast as lastingOf } from '../../core/reports/willItLast.ts';
import { lastingDetail, lastingLabel } from '../../core/text/willItLastText.ts';
import { day } from '../../core/time.ts';
import { credits } from '../../core/unit.ts';
import type { Command, CommandContext } from '../commandContext.ts';
import { offerFirstKey } from '../pickAccount.ts';
import { openBilling } from './openBilling.ts';

const title = 'Will It Last Until…?';

/** A balance that is older than this is said to be. */
const freshFor = day;

/** Credits: Will It Last Until…? */
export const willItLast: Command = {
  async run(parts) {
    if (parts.accounts.all().length === 0) return offerFirstKey();
    const typed = await askForDate(parts);
    if (typed === undefined) return;
    const entry = dateEntry(typed, parts.check.clock.now());
    if ('complaint' in entry) return;
    await parts.history.load();
    const picked = await vscode.window.showQuickPick(answers(parts, entry), {
      title: `Will it last until the end of ${parts.format.date(entry.day, parts.check.clock.now())}?`,
      placeHolder: 'Select an account to open its billing page',
    });
    if (picked?.falls) await openBilling.run(parts, { accountId: picked.account.id });
  },
};

function askForDate({ check, format }: CommandContext): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title,
    prompt: 'A date (2026-12-31) or a span of time ("30 days", "2 weeks", "3 months"). The whole day counts.',
    placeHolder: '2026-12-31',
    value: usualDate(check.clock.now()),
    validateInput(text) {
      const entry = dateEntry(text, check.clock.now());
      if ('complaint' in entry) return entry.complaint;
      const { Info } = vscode.InputBoxValidationSeverity;
      return { message: `Until the end of ${format.date(entry.day, check.clock.now())}`, severity: Info };
    },
  });
}

interface Answer extends vscode.QuickPickItem {
  readonly account: Account;
  /** It falls short. */
  readonly falls: boolean;
}

function answers(
  { summary, check, format }: CommandContext,
  { until, day }: { readonly until: number; readonly day: number },
): readonly Answer[] {
  const now = check.clock.now();
  return summary.current.accounts
    .map(({ account, reading, main }) => {
      const lasting = lastingOf(main?.pool, main?.outlook, reading?.balanceAt, until);
      return { account, reading, main, lasting };
    })
    .toSorted((a, b) => byUrgency(a.lasting, b.lasting))
    .map(({ account, reading, main, lasting }) => {
      const stale = stateOf(reading, now, freshFor) === 'stale';
      const question = { day, unit: main?.pool.unit ?? credits, stale, now, format };
      return {
        label: lastingLabel(account.label, lasting, question),
        detail: lastingDetail(lasting, reading, question),
        account,
        falls: lasting.answer === 'no',
      };
    });
}
