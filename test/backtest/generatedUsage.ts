import { day, hour, minute } from '../../src/core/time.ts';
import { seededRandom } from '../support/fakes/environment.ts';
import type { RecordedUsage } from './recordedUsage.ts';

/** Of the log of a day's usage, around the level of its week; together they are 1.5, as it is known of people. */
const dayDeviation = 1;
/** Of the log of the level from week to week. */
const weekDeviation = 0.9;
/** How much of the level stays from week to week. */
const persistence = 0.85;
/** Four accounts of ten rest at weekends, five of ten pause for weeks, and three of ten grow tenfold in a month. */
const shares = { restsAtWeekends: 0.4, pauses: 0.5, grows: 0.3 };
/** A Monday. */
const start = Date.UTC(2026, 0, 5);

/** Accounts made up after the habits of people, the same each time. Their mean is 100 a day. */
export function generatedAccounts(count: number): readonly RecordedUsage[] {
  return Array.from({ length: count }, (_, index) => generated(index));
}

function generated(index: number): RecordedUsage {
  const random = seededRandom(1000 + index);
  const days = 40 + Math.floor(random() * 90);
  const rests = random() < shares.restsAtWeekends;
  const pauses = random() < shares.pauses;
  const growth = random() < shares.grows ? Math.log(10) / 30 : 0;
  const deviation = dayDeviation * (0.6 + 0.6 * random());
  const morning = 7 + Math.floor(random() * 4);
  const hours = new Array<number>(days * 24).fill(0);
  const awake: (readonly [number, number])[] = [];
  let level = 0;
  let pausedUntil = -1;
  for (let date = 0; date < days; date += 1) {
    if (date % 7 === 0) level = persistence * level + weekDeviation * normal(random);
    if (pauses && date > 14 && random() < 0.02) pausedUntil = date + 7 + Math.floor(random() * 14);
    const isWeekend = date % 7 >= 5;
    const isUsed = random() < (isWeekend ? (rests ? 0.08 : 0.65) : 0.85) && date >= pausedUntil;
    if (!isUsed && random() < (isWeekend ? 0.7 : 0.2)) continue;
    const length = 4 + Math.floor(random() * 8);
    const from = start + date * day + (morning + random()) * hour;
    awake.push([from, Math.min(from + length * hour, start + (date + 1) * day - 5 * minute)]);
    if (!isUsed) continue;
    const used = Math.exp(level + growth * Math.min(date, 60) + deviation * normal(random));
    const weights = Array.from({ length }, () => (random() < 0.5 ? 0 : Math.exp(normal(random))));
    const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
    for (const [offset, weight] of weights.entries()) {
      const at = date * 24 + morning + offset;
      hours[at] = (hours[at] ?? 0) + (used * weight) / total;
    }
  }
  const mean = (24 * hours.reduce((sum, used) => sum + used, 0)) / hours.length;
  return {
    name: `${100 + index}`,
    start,
    end: start + days * day,
    hours: hours.map((used) => (100 * used) / mean),
    awake,
  };
}

/** Of a normal distribution around 0 with a deviation of 1. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
