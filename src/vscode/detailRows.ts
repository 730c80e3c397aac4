import type { Lot, Pool, TopUp } from '../core/balance.ts';
import type { Failure } from '../core/failure.ts';
import type { Format } from '../core/format.ts';
import { runOutOf } from '../core/history/forecast/afterRenewals.ts';
import type { PoolOutlook } from '../core/history/forecast/outlook.ts';
import { statedRenewal } from '../core/history/forecast/renewal.ts';
import type { Provider } from '../core/provider.ts';
import type { AccountSummary, PoolSummary } from '../core/summary.ts';
import { poolWords, shownPool } from '../core/text/accountText.ts';
import { failureHelp } from '../core/text/failureHelp.ts';
import { failureLabel } from '../core/text/failureLabel.ts';
import {
  expiryLossText,
  learningText,
  runOutShort,
  runOutText,
  usageRateShort,
  usageRateText,
} from '../core/text/forecastText.ts';
import { lotWords, planWords, topUpWords } from '../core/text/lotText.ts';
import { plainLabel } from '../core/text/plainLabel.ts';
import { missedShort, missedText, renewalShort, renewalTexts } from '../core/text/renewalText.ts';
import { learningShort, lotShort, planShort, topUpShort } from '../core/text/rowText.ts';
import type { Unit } from '../core/unit.ts';
import type { Row } from './treeRow.ts';

/** Makes a row below an account's. Its id is unique below that account. */
type DetailRow = (
  id: string,
  label: string,
  description: string,
  icon: string,
  more?: Partial<Omit<Row, 'id' | 'label' | 'description' | 'icon'>>,
) => Row;

/** The rows below an account's: its failure, parameters, plan, forecast, lots, top-ups and other pools. What isn't known has no row. */
export function detailRows(
  summary: AccountSummary,
  format: Format,
  now: number,
  provider: Provider | undefined,
): readonly Row[] {
  const { account, reading, pools } = summary;
  // The row above says its amount.
  const shown = shownPool(summary);
  const row: DetailRow = (id, label, description, icon, more = {}) => ({
    id: `${account.id}/${id}`,
    label,
    ...(description === '' ? {} : { description }),
    tooltip: description === '' ? label : `${label}: ${description}`,
    accessibilityLabel: description === '' ? label : `${label}: ${description}`,
    icon,
    context: 'detail',
    accountId: account.id,
    children: [],
    ...more,
  });
  const details: Row[] = [];
  if (reading?.failure) details.push(...failureRows(reading.failure, summary, format, now, row));
  for (const { id, title } of provider?.parameters ?? []) {
    const value = account.parameters[id];
    if (value) details.push(row(id, plainLabel(title), plainLabel(value), 'organization'));
  }
  const { balance } = reading ?? {};
  if (!balance || !shown) return details;
  if (balance.plan) {
    const { unit } = shown.pool;
    const words = planWords(balance.plan, unit, format, now).map(plainLabel).join(', ');
    details.push(
      row('plan', 'Plan', planShort(balance.plan, unit, format).map(plainLabel).join(' · '), 'package', {
        tooltip: `Plan: ${words}`,
        accessibilityLabel: `Plan: ${words}`,
      }),
    );
  }
  const prefixOf = ({ id }: PoolSummary) => (pools.length > 1 ? `pool/${id}/` : '');
  details.push(...poolRows(shown, prefixOf(shown), format, now, row));
  for (const pool of pools) {
    if (pool === shown) continue;
    const words = poolWords(pool, format, now).join(' · ');
    const children = poolRows(pool, prefixOf(pool), format, now, row);
    details.push(row(`pool/${pool.id}`, poolName(pool), words, 'database', { children }));
  }
  return details;
}

function poolName({ pool: { name, unit } }: PoolSummary): string {
  return plainLabel(name ?? capitalized(unit.name));
}

/** Usage, forecast, lots and top-ups of a pool; while the forecast is being learned, that comes last. */
function poolRows(summary: PoolSummary, prefix: string, format: Format, now: number, row: DetailRow): readonly Row[] {
  const { outlook, pool } = summary;
  const { lots = [], topUps = [], unit } = pool;
  const outlooks = outlook ? outlookRows(outlook, pool, prefix, format, now, row) : [];
  const credits = [
    ...renewalRows(summary, prefix, format, now, row),
    ...lots.flatMap((lot, index) => lotRow(lot, `${prefix}lot/${index}`, summary, format, now, row)),
    ...topUpsRow(topUps, prefix, unit, format, now, row),
  ];
  return outlook?.usageRate ? [...outlooks, ...credits] : [...credits, ...outlooks];
}

/** When the pool is renewed, to how much, and what is left by then; or that a renewal didn't come. */
function renewalRows(
  { outlook, pool }: PoolSummary,
  prefix: string,
  format: Format,
  now: number,
  row: DetailRow,
): readonly Row[] {
  const { missedRenewal: missed, atRenewal } = outlook ?? {};
  const { amount, unit } = pool;
  const renewal = outlook ? outlook.renewal : statedRenewal(pool, now);
  if (renewal) {
    const sentences = amount === undefined ? [] : renewalTexts(amount, renewal, atRenewal, unit, format, now);
    const text = renewalShort(renewal, atRenewal, unit, format, now);
    const more =
      sentences.length > 0 ? { tooltip: sentences.join('\n'), accessibilityLabel: sentences.join('. ') } : {};
    return [row(`${prefix}renewal`, 'Renews', text, 'sync', more)];
  }
  if (!missed) return [];
  return [
    row(`${prefix}renewal`, 'Renewal', missedShort(missed, format, now), 'sync-ignored', {
      tooltip: missedText(missed, format, now),
    }),
  ];
}

function lotRow(
  lot: Lot,
  id: string,
  { outlook, pool: { unit } }: PoolSummary,
  format: Format,
  now: number,
  row: DetailRow,
): readonly Row[] {
  const expiry = outlook?.forecast?.expiries.find((expected) => expected.lot === lot);
  const short = lotShort(lot, unit, format, now, expiry?.amount);
  if (short === '') return [];
  const kind = plainLabel(lot.kind);
  const words = lotWords(lot, unit, format, now, expiry?.amount);
  const isSpent = lot.pending || (lot.expiresAt !== undefined && lot.expiresAt <= now);
  const loss = expiry && expiryLossText(expiry, unit, format, now);
  return [
    row(id, kind, short, 'layers', {
      tooltip: [`${kind}: ${words.join(', ')}`, loss].filter(Boolean).join('\n'),
      accessibilityLabel: `Lot ${kind}: ${words.join(', ')}`,
      ...(isSpent ? { color: 'disabledForeground' as const } : {}),
    }),
  ];
}

/** The top-ups of which something is known under one row that says the latest, newest first. */
function topUpsRow(
  topUps: readonly TopUp[],
  prefix: string,
  unit: Unit,
  format: Format,
  now: number,
  row: DetailRow,
): readonly Row[] {
  const known = topUps
    .map((topUp, index) => ({ topUp, id: `${prefix}topUp/${index}` }))
    .filter(({ topUp }) => topUpWords(topUp, unit, format, now).length > 0)
    .toSorted((a, b) => (b.topUp.at ?? 0) - (a.topUp.at ?? 0));
  const children = known.map(({ topUp, id }) => {
    const [first = '', ...rest] = topUpWords(topUp, unit, format, now).map(plainLabel);
    const words = [first, ...rest].join(', ');
    return row(id, first, rest.join(' · '), 'add', {
      tooltip: topUp.id === undefined ? words : `${words}\n${plainLabel(topUp.id)}`,
      accessibilityLabel: `Top-up ${words}`,
    });
  });
  if (children.length === 0) return [];
  const latest = known.map(({ topUp }) => topUpShort(topUp, unit, format, now)).find(Boolean);
  return [row(`${prefix}topUps`, 'Top-ups', latest ? `last ${latest}` : '', 'add', { children })];
}

/** Why the last check gave no balance, when the next one is, and how old the balance is. */
function failureRows(
  failure: Failure,
  { account, moved, reading, paused }: AccountSummary,
  format: Format,
  now: number,
  row: DetailRow,
): readonly Row[] {
  const { notBefore } = failure;
  const text = failureHelp(failure).sentence(account.label, moved);
  const label = failureLabel({ ...failure, notBefore: undefined }, format, now, moved);
  const waits = notBefore !== undefined && notBefore > now && !paused;
  return [
    row('failure', 'Failed', label, 'warning', { tooltip: text, accessibilityLabel: text }),
    ...(waits ? [row('retry', 'Retry', `at ${format.timeOfDay(notBefore)}`, 'watch')] : []),
    ...(reading?.balanceAt === undefined ? [] : [row('age', 'Updated', format.age(reading.balanceAt, now), 'history')]),
  ];
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The usage rate and when the pool runs out, or what the forecast still needs. None where no amount could fall. */
function outlookRows(
  outlook: PoolOutlook,
  pool: Pool,
  prefix: string,
  format: Format,
  now: number,
  row: DetailRow,
): readonly Row[] {
  const { usageRate, learning, forecast } = outlook;
  if (pool.unlimited || pool.amount === undefined) return [];
  if (!usageRate || !forecast) return learning ? [learningRow(learning, prefix, format, row)] : [];
  const sentence = usageRateText(usageRate, pool.unit, format);
  const days = format.dateRange(usageRate.from, usageRate.to, now);
  const rate = row(`${prefix}rate`, 'Usage', usageRateShort(usageRate, pool.unit, format), 'pulse', {
    tooltip: `${sentence}\nMeasured ${days}. Top-ups and expired credits don't count.`,
    accessibilityLabel: sentence,
  });
  const runOut = runOutOf(outlook);
  if (pool.amount <= 0 || !runOut) return [rate];
  const text = runOutText(runOut, format, now);
  return [
    rate,
    row(`${prefix}runOut`, 'Runs out', runOutShort(runOut, format, now), 'watch', {
      tooltip: text,
      accessibilityLabel: text,
    }),
  ];
}

function learningRow(
  learning: NonNullable<PoolOutlook['learning']>,
  prefix: string,
  format: Format,
  row: DetailRow,
): Row {
  const text = learningText(learning, format);
  return row(`${prefix}rate`, 'Forecast', learningShort(learning, format), 'pulse', {
    tooltip: text,
    accessibilityLabel: text,
  });
}
