import { leftAt } from '../history/forecast.ts';
import { outlookOf } from '../history/outlook.ts';
import type { History } from '../history/series.ts';
import type { Reading } from '../reading.ts';

/** Whether what an account has lasts until a time. Amounts in its unit, times in milliseconds since 1970. */
export type Lasting =
  | Yes
  | No
  /** There is an amount and no pace yet. */
  | { readonly answer: 'learning'; readonly amount: number }
  | { readonly answer: 'unlimited' }
  /** The service says no amount, or was never read. */
  | { readonly answer: 'unknown' };

export interface Yes {
  readonly answer: 'yes';
  /** At the last reading. */
  readonly amount: number;
  readonly perDay: number;
  readonly left: number;
  /** What is missing if the pace is at its high end; 0 when it lasts even so. */
  readonly shortAtMost: number;
}

export interface No {
  readonly answer: 'no';
  readonly amount: number;
  /** Undefined when it is empty already and no pace is known. */
  readonly short?: { readonly about: number; readonly least: number; readonly most: number } | undefined;
  /** When nothing is left: at the last reading or after it. */
  readonly emptyAt?: number | undefined;
}

/** The answer by the last good balance and the pace at that time; lots that lapse before `until` are not counted on. */
export function willItLast(reading: Reading | undefined, history: History, until: number): Lasting {
  const { balance, balanceAt } = reading ?? {};
  if (reading === undefined || balance === undefined || balanceAt === undefined) return { answer: 'unknown' };
  if (balance.unlimited) return { answer: 'unlimited' };
  const { amount } = balance;
  if (amount === undefined) return { answer: 'unknown' };
  const { burn, forecast } = outlookOf(history, reading);
  if (!burn) return amount > 0 ? { answer: 'learning', amount } : { answer: 'no', amount, emptyAt: balanceAt };
  const at = (perDay: number) => leftAt(balance, perDay, balanceAt, until);
  const { left, short } = at(burn.perDay);
  const most = at(burn.high).short;
  if (short <= 0 && amount > 0) return { answer: 'yes', amount, perDay: burn.perDay, left, shortAtMost: most };
  return {
    answer: 'no',
    amount,
    short: { about: short, least: at(burn.low).short, most },
    emptyAt: forecast?.emptyAt,
  };
}

const order = ['no', 'unknown', 'learning', 'yes', 'unlimited'] as const;

/** Sorts the answers: those that ask for something first, and of these the one that runs out first. */
export function byUrgency(a: Lasting, b: Lasting): number {
  if (a.answer === 'no' && b.answer === 'no') return sooner(a, b);
  return order.indexOf(a.answer) - order.indexOf(b.answer);
}

function sooner(a: No, b: No): number {
  const never = Number.MAX_SAFE_INTEGER;
  return (a.emptyAt ?? never) - (b.emptyAt ?? never);
}
