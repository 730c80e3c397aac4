import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ablationColumns, ablationRows } from './ablation.ts';
import { alertRows } from './alertRows.ts';
import { forecastRows } from './forecastRows.ts';
import { generatedAccounts } from './generatedUsage.ts';
import { lotRows } from './lotRows.ts';
import { methods } from './methods.ts';
import { outlookTime } from './outlookTime.ts';
import { type RecordedUsage, readAccounts } from './recordedUsage.ts';
import { renewalRows } from './renewalRows.ts';
import { markdown, type Row } from './table.ts';

// The program of `npm run backtest`. Accounts go through the extension's own code, reading by reading; what it foretold is
// compared with what came. `--accounts FILE` names recorded accounts, `--fast` takes a few, `--only alerts,lots` prints
// those tables alone.

const { values } = parseArgs({
  options: { accounts: { type: 'string' }, fast: { type: 'boolean' }, only: { type: 'string' } },
});
const isFast = values.fast === true;
const only = values.only?.split(',');
const file = values.accounts ?? '../shared/usage/accounts.json';

// Recorded times are those of the user's clock.
process.env.TZ = 'UTC';

/** The tables, each with the heads of its columns. */
const tables: ReadonlyMap<
  string,
  readonly [columns: readonly string[], (accounts: readonly RecordedUsage[]) => readonly Row[]]
> = new Map([
  ['forecasts', [[...methods.keys()], forecastRows]],
  ['ablation', [ablationColumns, ablationRows]],
  ['alerts', [['Credits'], (accounts: readonly RecordedUsage[]) => alertRows(accounts, isFast)]],
  ['renewals', [['stated by the service', 'seen twice or more'], renewalRows]],
  ['lots', [['Credits', 'linear 7 d'], lotRows]],
]);

const sets: (readonly [title: string, accounts: readonly RecordedUsage[]])[] = [
  ['Made up after the habits of people', generatedAccounts(isFast ? 4 : 28)],
];
if (values.accounts !== undefined || existsSync(file)) {
  const recorded = readAccounts(file);
  // A few accounts of people say more than those that are made up.
  if (isFast) sets[0] = ['Recorded', recorded.filter((_, index) => index % 7 === 3)];
  else sets.unshift(['Recorded', recorded]);
}

for (const [title, accounts] of sets) {
  const days = accounts.reduce((sum, { start, end }) => sum + (end - start) / 86_400_000, 0);
  console.log(`\n${title}: ${accounts.length} accounts, ${Math.round(days)} days`);
  for (const [name, [columns, rows]] of tables)
    if (!only || only.includes(name)) console.log(`\n${markdown([name, ...columns], rows(accounts))}`);
}
if (!only && !isFast)
  console.log(`\nAn outlook after a year of readings every 15 minutes: ${outlookTime().toFixed(2)} ms`);
