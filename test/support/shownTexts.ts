import { Format } from '../../src/core/format.ts';
import { type SummaryInput, summarize } from '../../src/core/summary.ts';
import { balanceSentence } from '../../src/core/text/accountText.ts';
import { providers } from '../../src/providers/index.ts';
import { statusItem } from '../../src/vscode/statusText.ts';
import { statusTooltip } from '../../src/vscode/statusTooltip.ts';
import { rows, viewMessage } from '../../src/vscode/treeRows.ts';

const format = new Format('en-GB', 'UTC');

/** Every text that a person gets to see, in the status bar, in the tree and in messages. */
export function shownTexts(input: SummaryInput) {
  const summary = summarize(input);
  return {
    statusItem: statusItem(summary, format, 'runway'),
    tooltip: statusTooltip(summary, format, { color: '#3794ff', subject: undefined, hasBillingPage: () => true }),
    rows: rows(summary, format, providers, 'auto'),
    message: viewMessage(summary, undefined, format),
    sentences: summary.accounts.map(
      ({ account, reading }) => reading?.balance && balanceSentence(account.label, reading.balance, format),
    ),
  };
}
