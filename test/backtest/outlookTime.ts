import { outlookOf } from '../../src/core/history/forecast/outlook.ts';
import { lastSeen } from '../../src/core/history/series.ts';
import { minute } from '../../src/core/time.ts';
import { recordedYear } from '../support/history/recordedYear.ts';

const rounds = 100;

/** How long an outlook takes after a year of readings every 15 minutes, in milliseconds: the mean of five accounts. */
export function outlookTime(): number {
  const end = new Date(2026, 10, 20, 12).getTime();
  const year = recordedYear({ accounts: 5, interval: 15 * minute, end, seed: 9 });
  const cases = year.flatMap(({ accountId, history }) => {
    const series = history.at(-1);
    const point = series?.points.at(-1);
    if (!series || !point) return [];
    const at = lastSeen(series);
    const balance = { pools: [{ unit: series.unit, amount: point.amount }] } as const;
    const reading = { accountId, keySetAt: series.keySetAt, checkedAt: at, balance, balanceAt: at, failures: 0 };
    return [() => outlookOf(history, reading)];
  });
  const run = () => {
    for (let round = 0; round < rounds; round += 1) for (const compute of cases) compute();
  };
  // The first rounds find code that was never run.
  run();
  const from = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000 / (rounds * cases.length);
}
