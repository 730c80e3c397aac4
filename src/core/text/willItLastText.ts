import type { Format } from '../format.ts';
import type { Reading } from '../reading.ts';
import type { Lasting, No, Yes } from '../reports/willItLast.ts';
import type { Unit } from '../unit.ts';
import { failureLabel } from './failureText.ts';

const words: Readonly<Record<Lasting['answer'], string>> = {
  yes: 'yes',
  no: 'no',
  learning: 'still learning',
  unlimited: 'yes, unlimited',
  unknown: 'unknown',
};

/** "Mimir: no". */
export function lastingLabel(label: string, { answer }: Lasting): string {
  return `${label}: ${words[answer]}`;
}

/**
 * What the answer rests on: "runs out about 14 December 2026, about 320 credits short (between 250 and 400)". `day` is
 * the one that was asked about; `stale` says that the balance is no longer fresh.
 */
export function lastingDetail(
  lasting: Lasting,
  reading: Reading | undefined,
  {
    day,
    stale,
    now,
    format,
  }: { readonly day: number; readonly stale: boolean; readonly now: number; readonly format: Format },
): string {
  const { balance, balanceAt, failure } = reading ?? {};
  return [
    ...answerTexts(lasting, reading, day, now, format),
    balance?.usageAllowed === false && 'use is blocked by the service now',
    stale && balanceAt !== undefined && `last read ${format.age(balanceAt, now)}`,
    failure && failureLabel(failure, format, now),
  ]
    .filter(Boolean)
    .join('; ');
}

function answerTexts(
  lasting: Lasting,
  reading: Reading | undefined,
  day: number,
  now: number,
  format: Format,
): readonly (string | false)[] {
  const balance = reading?.balance;
  if (balance === undefined) return [reading?.failure === undefined && 'not checked yet'];
  const { unit } = balance.pools[0];
  switch (lasting.answer) {
    case 'yes':
      return yesTexts(lasting, unit, day, format);
    case 'no':
      return [noText(lasting, unit, now, format)];
    case 'learning':
      return [`${format.amountWithUnit(lasting.amount, unit)} now`, 'a pace takes a day of readings with three uses'];
    case 'unlimited':
      return ['it does not run out'];
    case 'unknown':
      return ['the service names no balance'];
  }
}

function yesTexts({ amount, left, perDay, shortAtMost }: Yes, unit: Unit, day: number, format: Format) {
  const of = format.amountWithUnit(amount, unit);
  const pace = perDay > 0 ? `at ${format.roughly(perDay, unit)} a day` : 'as nothing is used';
  return [
    `about ${format.roughly(left, unit)} of ${of} are left on ${format.date(day)}, ${pace}`,
    shortAtMost > 0 && `about ${format.roughlyWithUnit(shortAtMost, unit)} short at the fastest that is likely`,
  ];
}

function noText({ amount, short, emptyAt }: No, unit: Unit, now: number, format: Format): string {
  return [
    amount <= 0
      ? 'is empty'
      : emptyAt !== undefined &&
        (emptyAt <= now ? 'has run out by now at its pace' : `runs out about ${format.date(emptyAt)}`),
    short &&
      short.about > 0 &&
      `about ${format.roughlyWithUnit(short.about, unit)} short${rangeText(short, unit, format)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function rangeText({ least, most }: NonNullable<No['short']>, unit: Unit, format: Format): string {
  const [from, to] = [least, most].map((amount) => format.roughly(amount, unit));
  if (from === to) return '';
  return least > 0 ? ` (between ${from} and ${to})` : ` (at most ${to})`;
}
