import { Format } from '../../src/core/format.ts';
import { type Facts, summarise } from '../../src/core/summary.ts';
import { providers } from '../../src/providers/index.ts';
import { balanceSentence } from '../../src/vscode/balanceSentence.ts';
import { rows, viewMessage } from '../../src/vscode/rows.ts';
import { statusItem } from '../../src/vscode/statusItem.ts';
import { statusTooltip } from '../../src/vscode/statusTooltip.ts';

const format = new Format('en-GB', 'UTC');

/** Everything that a person comes to see of these facts, in the status bar, in the tree and in messages. */
export function drawn(facts: Facts) {
  const summary = summarise(facts);
  return {
    statusItem: statusItem(summary, format),
    tooltip: statusTooltip(summary, format, '#3794ff'),
    rows: rows(summary, format, (id) => providers.find((provider) => provider.id === id)),
    message: viewMessage(summary, format),
    sentences: summary.accounts.map(
      ({ account, reading }) => reading?.balance && balanceSentence(account.label, reading.balance, format),
    ),
  };
}
