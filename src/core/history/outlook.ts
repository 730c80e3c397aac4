import type { Reading } from '../reading.ts';
import { type Burn, burnOf } from './burn.ts';
import { type Forecast, forecastOf } from './forecast.ts';
import { type Learning, learningOf } from './learning.ts';
import type { History } from './series.ts';

/** What an account's past says of its future. */
export interface Outlook {
  readonly history: History;
  /** Undefined while the pace is being learnt. */
  readonly burn: Burn | undefined;
  /** How far that has come; undefined once there is a pace. */
  readonly learning?: Learning | undefined;
  /** Reckoned from the last good balance; undefined without a pace. */
  readonly forecast: Forecast | undefined;
}

/** The outlook at an account's last good reading: it stays the same until there is another. */
export function outlookOf(history: History, { balance, balanceAt }: Reading): Outlook {
  const burn = balanceAt === undefined ? undefined : burnOf(history, balanceAt);
  const forecast = burn && balance && balanceAt !== undefined ? forecastOf(balance, burn, balanceAt) : undefined;
  return { history, burn, learning: burn ? undefined : learningOf(history), forecast };
}
