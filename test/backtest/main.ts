import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { alertRows } from './alertRows.ts';
import { forecastRows } from './forecastRows.ts';
import { generatedAccounts } from './generatedUsage.ts';
import { methods } from './methods.ts';
import { outlookTime } from './outlookTime.ts';
import { type RecordedUsage, readAccounts } from './recordedUsage.ts';
import { markdown } from './table.ts';

// The program of `npm run backtest`. Accounts go through the extension's own code, reading by reading; what it foretold is
// compared with what came. `--accounts FILE` names recorded accounts, `--fast` takes fewer, `--only forecasts` or `--only
// alerts` measures those alone.

const { values } = parseArgs({
  options: { accounts: { type: 'string' }, fast: { type: 'boolean' }, only: { type: 'string' } },
});
const isFast = values.fast === true;
const file = values.accounts ?? '../shared/usage/accounts.json';

// Recorded times are those of the user's clock.
process.env.TZ = 'UTC';

const sets: (readonly [title: string, accounts: readonly RecordedUsage[]])[] = [
  ['Made up after the habits of people', generatedAccounts(isFast ? 8 : 28)],
];
if (values.accounts !== undefined || existsSync(file)) {
  const recorded = readAccounts(file);
  sets.unshift(['Recorded', isFast ? recorded.filter((_, index) => index % 4 === 0) : recorded]);
}

for (const [title, accounts] of sets) {
  const days = accounts.reduce((sum, { start, end }) => sum + (end - start) / 86_400_000, 0);
  console.log(`\n${title}: ${accounts.length} accounts, ${Math.round(days)} days\n`);
  if (values.only !== 'alerts') console.log(`${markdown(['forecasts', ...methods.keys()], forecastRows(accounts))}\n`);
  if (values.only !== 'forecasts') console.log(markdown(['alerts', 'Credits'], alertRows(accounts, isFast)));
}
console.log(`\nAn outlook after a year of readings every 15 minutes: ${outlookTime().toFixed(2)} ms`);
