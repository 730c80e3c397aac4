import { hasAmount } from '../balance.ts';
import { type Change, findChanges } from '../history/changes/changes.ts';
import type { PoolOutlook } from '../history/forecast/outlook.ts';
import { inPresentUnit, type Series } from '../history/record/series.ts';
import type { Provider } from '../provider.ts';
import type { AccountSummary, PoolSummary } from '../summary.ts';
import { sameUnit } from '../unit.ts';
import type { DashboardAccount, KnownBalance, Mark, Past } from './dashboardAccount.ts';
import { type DashboardTable, tableByAmount, tableByDay } from './dashboardTable.ts';
import { futureLine } from './futureLine.ts';
import { type Range, spans } from './range.ts';
import { stepLine } from './stepLine.ts';

/** What a page wants to show. */
export interface Look {
  readonly range: Range;
  /** The ids of the accounts whose tables are open. */
  readonly tables: readonly string[];
}

/** About as many as a wide chart has pixels. */
const columns = 1000;

/** What the dashboard shows of one account. Pure: the same facts give the same model. */
export function dashboardModel(
  { account, reading, state, standing, refreshing, main }: AccountSummary,
  { range, tables }: Look,
  now: number,
  provider: Pick<Provider, 'name'> | undefined,
): DashboardAccount {
  const outlook = main?.outlook;
  const from = now - spans[range];
  const falls = main && hasAmount(main.pool) && !outlook?.usageRate;
  return {
    id: account.id,
    label: account.label,
    provider: provider?.name ?? account.provider,
    state,
    standing,
    refreshing,
    balance: knownBalance(main, reading?.balanceAt),
    failure: reading?.failure,
    usageRate: outlook?.usageRate,
    learning: falls ? outlook?.learning : undefined,
    forecast: forecastOf(outlook),
    lots: (main?.pool.lots ?? []).map((lot) => ({
      ...lot,
      expiries: outlook?.forecast?.expiries.find((expiry) => expiry.lot === lot)?.amount,
    })),
    topUps: main?.pool.topUps ?? [],
    past: outlook && pastOf(outlook, from, now),
    future: futureOf(main, reading?.balanceAt, now + spans[range]),
    table: outlook && tables.includes(account.id) ? tableOf(outlook, range, from, now) : undefined,
  };
}

function knownBalance(main: PoolSummary | undefined, at: number | undefined): KnownBalance | undefined {
  if (!main || at === undefined) return undefined;
  const { amount, unit, unlimited } = main.pool;
  return { amount, unit, unlimited, at, last: main.lastAmount };
}

function forecastOf(outlook: PoolOutlook | undefined): DashboardAccount['forecast'] {
  if (!outlook?.forecast) return undefined;
  const { emptyAt, earliest, latest } = outlook.forecast;
  return { emptyAt, earliest, latest };
}

function pastOf(outlook: PoolOutlook, from: number, now: number): Past {
  const own = inPresentUnit(outlook.history);
  const others = outlook.history.filter((series) => !own.includes(series));
  return {
    unit: own.at(-1)?.unit,
    lines: own.flatMap(({ points }) => stepLine(points, from, now, columns) ?? []),
    marks: own.flatMap((series) => marksOf(series, from, now)),
    lastAt: own.at(-1)?.points.at(-1)?.until,
    otherUnits: [...new Set(others.map(({ unit }) => unit.name))],
  };
}

function marksOf(series: Series, from: number, now: number): readonly Mark[] {
  return findChanges(series)
    .filter((change) => change.to >= from && change.to <= now)
    .flatMap((change) => (isMark(change) ? [markOf(change, series)] : []));
}

function isMark(change: Change): change is Change & Pick<Mark, 'kind'> {
  return change.kind !== 'used';
}

function markOf({ kind, amount, from, to, lot }: Change & Pick<Mark, 'kind'>, { points }: Series): Mark {
  const level = points.findLast(({ at }) => at <= to)?.amount ?? amount;
  return { kind, amount, from, at: to, level, lot: lot?.kind };
}

function futureOf(main: PoolSummary | undefined, balanceAt: number | undefined, end: number) {
  const outlook = main?.outlook;
  const unit = outlook?.history.at(-1)?.unit;
  if (!main || !outlook?.usageRate || !outlook.forecast || balanceAt === undefined) return undefined;
  // Beside a line that counts something else it would say something wrong.
  if (unit && !sameUnit(unit, main.pool.unit)) return undefined;
  return futureLine(main.pool, outlook.usageRate, outlook.forecast, balanceAt, end);
}

function tableOf({ history }: PoolOutlook, range: Range, from: number, now: number): DashboardTable {
  return range === 'day' ? tableByAmount(history, from, now) : tableByDay(history, from, now);
}
