import { hasAmount } from '../balance.ts';
import { type Change, findChanges } from '../history/changes/changes.ts';
import { runOutOf } from '../history/forecast/afterRenewals.ts';
import type { PoolOutlook } from '../history/forecast/outlook.ts';
import { inPresentUnit, type Series } from '../history/series.ts';
import type { Provider } from '../provider.ts';
import type { AccountSummary, PoolSummary } from '../summary.ts';
import { sameUnit } from '../unit.ts';
import type { DashboardPool, KnownBalance, Mark, Past, PoolDetails } from './dashboardPool.ts';
import { type DashboardTable, tableByAmount, tableByDay } from './dashboardTable.ts';
import { futureLine } from './futureLine.ts';
import { type Range, spans } from './range.ts';
import { type StepLine, stepLine } from './stepLine.ts';

/** About as many columns as a wide chart has pixels, … */
const columns = 1000;
/** … and as the trend in a row has room for. */
const trendColumns = 24;

/** How much of a pool is shown. */
interface Shown {
  readonly range: Range;
  /** Its row is open, … */
  readonly open: boolean;
  /** … and its table too. */
  readonly table: boolean;
}

/** The model of one pool, or of an account without a balance. Pure: the same facts give the same model. */
export function dashboardModel(
  id: string,
  { account, pools, reading }: AccountSummary,
  summary: PoolSummary | undefined,
  shown: Shown,
  now: number,
  provider: Pick<Provider, 'name'> | undefined,
): DashboardPool {
  const outlook = summary?.outlook;
  const name = summary && pools.length > 1 ? nameOf(summary) : undefined;
  const falls = summary && hasAmount(summary.pool) && !outlook?.usageRate;
  const [expiry] = outlook?.forecast?.expiries ?? [];
  return {
    id,
    label: name === undefined ? account.label : `${account.label}: ${name}`,
    name,
    provider: provider?.name ?? account.provider,
    balance: knownBalance(summary, reading?.balanceAt),
    usageRate: outlook?.usageRate,
    learning: falls ? outlook?.learning : undefined,
    forecast: forecastOf(outlook),
    renewal: outlook?.renewal,
    atRenewal: outlook?.atRenewal,
    missedRenewal: outlook?.missedRenewal,
    nextExpiry: expiry && { amount: expiry.amount, at: expiry.at },
    trend: outlook && trendOf(outlook, now - spans[shown.range], now),
    details: shown.open ? detailsOf(summary, reading?.balanceAt, shown, now) : undefined,
  };
}

function trendOf({ history }: PoolOutlook, from: number, now: number): readonly StepLine[] {
  return inPresentUnit(history).flatMap(({ points }) => stepLine(points, from, now, trendColumns) ?? []);
}

function detailsOf(
  summary: PoolSummary | undefined,
  balanceAt: number | undefined,
  { range, table }: Shown,
  now: number,
): PoolDetails {
  const outlook = summary?.outlook;
  const from = now - spans[range];
  return {
    lots: (summary?.pool.lots ?? []).map((lot) => ({
      ...lot,
      unused: outlook?.forecast?.expiries.find((expiry) => expiry.lot === lot)?.amount,
    })),
    topUps: summary?.pool.topUps ?? [],
    past: outlook && pastOf(outlook, from, now),
    future: futureOf(summary, balanceAt, now + spans[range]),
    table: outlook && table ? tableOf(outlook, range, from, now) : undefined,
  };
}

/** The name of a pool among several: "Searches", "USD". */
function nameOf({ pool }: PoolSummary): string {
  return pool.name ?? pool.unit.name;
}

function knownBalance(summary: PoolSummary | undefined, at: number | undefined): KnownBalance | undefined {
  if (!summary || at === undefined) return undefined;
  const { amount, unit, unlimited } = summary.pool;
  return { amount, unit, unlimited, at, last: summary.lastAmount };
}

function forecastOf(outlook: PoolOutlook | undefined): DashboardPool['forecast'] {
  const runOut = runOutOf(outlook);
  return runOut && { emptyAt: runOut.emptyAt, earliest: runOut.earliest, latest: runOut.latest };
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

function futureOf(summary: PoolSummary | undefined, balanceAt: number | undefined, end: number) {
  const outlook = summary?.outlook;
  const unit = outlook?.history.at(-1)?.unit;
  if (!summary || !outlook?.usage || !outlook.forecast || balanceAt === undefined) return undefined;
  // Beside a line that counts something else it would say something wrong.
  if (unit && !sameUnit(unit, summary.pool.unit)) return undefined;
  return futureLine(summary.pool, outlook.usage, outlook.forecast, balanceAt, end, outlook.renewal);
}

function tableOf({ history }: PoolOutlook, range: Range, from: number, now: number): DashboardTable {
  return range === 'day' ? tableByAmount(history, from, now) : tableByDay(history, from, now);
}
