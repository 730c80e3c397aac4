import * as vscode from 'vscode';
import type { Account } from '../core/account.ts';
import type { Outcome } from '../core/provider.ts';
import { afterBalance, afterFailure } from '../core/reading.ts';
import { retryTime } from '../core/refresh/schedule.ts';
import { balanceSentence } from '../core/text/accountText.ts';
import { failureHelp } from '../core/text/failureText.ts';
import type { CommandContext } from './commandContext.ts';

/** Keeps what the check of a newly entered key has read, and says it. */
export async function saveFirstReading(
  { readings, check, format }: CommandContext,
  account: Account,
  outcome: Outcome | undefined,
): Promise<void> {
  const now = check.clock.now();
  if (outcome === undefined) {
    await vscode.window.showInformationMessage(`The key of ${account.label} is stored. It has not been checked yet.`);
  } else if ('balance' in outcome) {
    readings.put(afterBalance(account, undefined, outcome.balance, now));
    await vscode.window.showInformationMessage(balanceSentence(account.label, outcome.balance, format));
  } else {
    const { failure } = outcome;
    readings.put(afterFailure(account, undefined, failure, now, retryTime(failure, 1, now, 1)));
    const text = `${failureHelp(failure).sentence(account.label)} The key is stored and has not been checked yet.`;
    await vscode.window.showWarningMessage(text);
  }
}
