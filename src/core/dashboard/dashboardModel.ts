import { sameUnit } from '../balance.ts';
import type { Change } from '../history/change.ts';
import { changesOf } from '../history/changesOf.ts';
import { inPresentUnit } from '../history/inPresentUnit.ts';
import type { Outlook } from '../history/outlook.ts';
import type { Series } from '../history/series.ts';
import type { Provider } from '../provider.ts';
import type { AccountSummary } from '../summary.ts';
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
  { account, reading, state, standing, refreshing, outlook }: AccountSummary,
  { range, tables }: Look,
  now: number,
  provider: Pick<Provider, 'name'> | undefined,
): DashboardAccount {
  const balance = reading?.balance;
  const from = now - spans[range];
  const falls = balance?.amount !== undefined && !balance.unlimited && !outlook?.burn;
  return {
    id: account.id,
    label: account.label,
    provider: provider?.name ?? account.provider,
    state,
    standing,
    refreshing,
    balance: knownBalance(reading),
    failure: reading?.failure,
    burn: outlook?.burn,
    learning: falls ? outlook?.learning : undefined,
    forecast: forecastOf(outlook),
    lots: (balance?.lots ?? []).map((lot) => ({
      ...lot,
      lapses: outlook?.forecast?.lapses.find((lapse) => lapse.lot === lot)?.amount,
    })),
    topUps: balance?.topUps ?? [],
    past: outlook && pastOf(outlook, from, now),
    future: futureOf(outlook, reading, now + spans[range]),
    table: outlook && tables.includes(account.id) ? tableOf(outlook, range, from, now) : undefined,
  };
}

function knownBalance(reading: AccountSummary['reading']): KnownBalance | undefined {
  if (!reading?.balance || reading.balanceAt === undefined) return undefined;
  const { amount, unit, unlimited } = reading.balance;
  return { amount, unit, unlimited, at: reading.balanceAt, last: reading.lastAmount };
}

function forecastOf(outlook: Outlook | undefined): DashboardAccount['forecast'] {
  if (!outlook?.forecast) return undefined;
  const { emptyAt, earliest, latest } = outlook.forecast;
  return { emptyAt, earliest, latest };
}

function pastOf(outlook: Outlook, from: number, now: number): Past {
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
  return changesOf(series)
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

function futureOf(outlook: Outlook | undefined, reading: AccountSummary['reading'], end: number) {
  const { balance, balanceAt } = reading ?? {};
  const unit = outlook?.history.at(-1)?.unit;
  if (!outlook?.burn || !outlook.forecast || !balance || balanceAt === undefined) return undefined;
  // Beside a line that counts something else it would say something wrong.
  if (unit && !sameUnit(unit, balance.unit)) return undefined;
  return futureLine(balance, outlook.burn, outlook.forecast, balanceAt, end);
}

function tableOf({ history }: Outlook, range: Range, from: number, now: number): DashboardTable {
  return range === 'day' ? tableByAmount(history, from, now) : tableByDay(history, from, now);
}
