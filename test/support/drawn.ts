import { Format } from '../../src/core/format.ts';
import { type SummaryInput, summarize } from '../../src/core/summary.ts';
import { balanceSentence } from '../../src/core/text/accountText.ts';
import { providers } from '../../src/providers/index.ts';
import { statusItem } from '../../src/vscode/statusText.ts';
import { statusTooltip } from '../../src/vscode/statusTooltip.ts';
import { rows, viewMessage } from '../../src/vscode/treeRows.ts';

const format = new Format('en-GB', 'UTC');

/** Everything that a person comes to see of these facts, in the status bar, in the tree and in messages. */
export function drawn(facts: SummaryInput) {
  const summary = summarize(facts);
  return {
    statusItem: statusItem(summary, format, 'runway'),
    tooltip: statusTooltip(summary, format, '#3794ff'),
    rows: rows(summary, format, providers),
    message: viewMessage(summary, format),
    sentences: summary.accounts.map(
      ({ account, reading }) => reading?.balance && balanceSentence(account.label, reading.balance, format),
    ),
  };
}
