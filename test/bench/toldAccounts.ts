import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../../src/core/account.ts';
import type { Balance } from '../../src/core/balance.ts';
import type { History } from '../../src/core/history/series.ts';
import type { Reading } from '../../src/core/reading.ts';
import { day, minute } from '../../src/core/time.ts';
import { credits } from '../../src/core/unit.ts';
import { recordedYear } from '../support/history/recordedYear.ts';
import { writeHistory } from '../support/history/writeHistory.ts';
import type { Host } from '../support/host/installHost.ts';
import { type Server, startServer } from '../support/host/server.ts';
import { storesIn } from '../support/storesIn.ts';
import { writeEmptyPage } from './dashboardFirstRow.ts';
import { manifest } from './manifest.ts';
import { manyAccounts } from './manyAccounts.ts';

const interval = 5 * minute;

/** An account with all that is known of it. */
export interface Told {
  readonly account: Account;
  readonly reading: Reading;
  readonly history: History;
}

/** So many accounts with a recorded history of checks every five minutes. Times are milliseconds. */
export function toldAccounts(count: number, span: number, now: number): readonly Told[] {
  const keySetAt = now - span;
  const { accounts } = manyAccounts(count, () => 'https://127.0.0.1');
  const recorded = recordedYear({ accounts: count, interval, end: now, seed: 20_261_120, days: span / day, keySetAt });
  return accounts.map((account, index) => {
    const history = recorded[index]?.history ?? [];
    const amount = history.at(-1)?.points.at(-1)?.amount;
    const balance: Balance = {
      pools: [{ unit: credits, amount, lots: history.at(-1)?.lots.map(({ lot }) => lot) }],
    };
    const reading = { accountId: account.id, keySetAt, checkedAt: now, balance, balanceAt: now, failures: 0 };
    return { account: { ...account, keySetAt }, reading, history };
  });
}

/** Runs with a server on which these accounts are kept, with an extension of an empty page beside ours. */
export async function withToldAccounts<T>(
  host: Host,
  vsix: string,
  told: readonly Told[],
  now: number,
  use: (server: Server) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'credits-'));
  const { id } = await manifest();
  const folder = join(dataDir, 'data/User/globalStorage', id);
  const { accounts, readings } = storesIn(folder);
  await accounts.change(() => told.map(({ account }) => account));
  for (const { reading } of told) readings.put(reading);
  await readings.flush();
  await writeHistory(
    folder,
    told.map(({ account, history }) => ({ accountId: account.id, history })),
    now,
  );
  // So long that nobody is asked.
  const settings = { 'credits.refreshInterval': 600, 'credits.groupByService': 'never', ...noAlerts };
  const extensions = [vsix, await writeEmptyPage(dataDir)];
  const server = await startServer({ host, dataDir, extensions, settings, noReconnection: true });
  try {
    return await use(server);
  } finally {
    await server.dispose();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const noAlerts = Object.fromEntries(
  ['low', 'critical', 'empty', 'blocked', 'invalidKey', 'runway', 'expiring', 'burst', 'unreachable'].map((kind) => [
    `credits.alerts.${kind}`,
    false,
  ]),
);
