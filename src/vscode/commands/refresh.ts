import * as vscode from 'vscode';
import type { Failure } from '../../core/failure.ts';
import type { Format } from '../../core/format.ts';
import type { RefreshReport } from '../../core/refresh/refresher.ts';
import { failureHelp, failureLabel } from '../../core/text/failureText.ts';
import type { Command, CommandContext } from '../commandContext.ts';
import { commands } from '../names.ts';
import { accountIdOf } from '../pickAccount.ts';

/** Credits: Refresh. On a row it refreshes that account alone. */
export const refresh: Command = {
  async run(parts, target) {
    const id = accountIdOf(target);
    const accounts = parts.accounts.all().filter((account) => id === undefined || account.id === id);
    if (accounts.length === 0) {
      const chosen = await vscode.window.showInformationMessage('There is no API key to refresh.', 'Add API Key…');
      if (chosen) await vscode.commands.executeCommand(commands.addAccount);
      return;
    }
    await report(await parts.manualRefresh.run(accounts), parts);
  },
};

/** Says what was not read; when all went well, the numbers say so. */
async function report({ results }: RefreshReport, { format, check }: CommandContext): Promise<void> {
  const read = results.filter(({ outcome }) => outcome === 'balance').length;
  if (results.some(({ outcome }) => outcome === 'canceled')) {
    const text = `Refresh canceled: ${read} of ${results.length} balances were read, the others stay as they were.`;
    await vscode.window.showInformationMessage(text);
    return;
  }
  const failed = results.flatMap(({ account, outcome }) =>
    typeof outcome === 'object' ? [{ account, failure: outcome }] : [],
  );
  const [first] = failed;
  if (!first) return;
  const show = 'Show Balances';
  const replace = 'Replace Key';
  const keyIsWrong = failed.length === 1 && failureHelp(first.failure).remedy === 'replaceKey';
  const chosen = await vscode.window.showWarningMessage(
    failureText(failed, results.length, format, check.clock.now()),
    keyIsWrong ? replace : show,
  );
  if (chosen === show) await vscode.commands.executeCommand(commands.showBalances);
  if (chosen === replace) await vscode.commands.executeCommand(commands.replaceKey, { accountId: first.account.id });
}

type Failed = readonly {
  readonly account: { readonly label: string };
  readonly failure: Failure;
}[];

function failureText(failed: Failed, count: number, format: Format, now: number): string {
  const parts = failed.map(({ account, failure }) => `${account.label} (${failureLabel(failure, format, now)})`);
  const whole = count === 1 ? 'No balance was read' : `${failed.length} of ${count} accounts gave no balance`;
  return `${whole}: ${parts.join(', ')}. The last balances stay on show with their age.`;
}
