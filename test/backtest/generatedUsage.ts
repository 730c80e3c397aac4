import { day, hour, minute } from '../../src/core/time.ts';
import { seededRandom } from '../support/fakes/environment.ts';
import type { RecordedUsage } from './recordedUsage.ts';

// Chosen so that the middle account is like that of people: the log of a day's usage deviates by 1.5, the coefficient of
// variation of a week's usage is 0.87 and that of three weeks' 0.75, and three days of ten have none.

/** A day's usage is the level of its week times an exponential number to this power: small days are many, as people's are. */
const dayPower = 0.6;
/** So many days see a try or two and no work: they make the log of daily usage vary, and its sum hardly. */
const smallDays = 0.15;
/** The deviation of the log of the level from week to week. */
const weekDeviation = 0.7;
/** How much of the level stays from week to week. */
const persistence = 0.95;
/** How many accounts rest at weekends, pause for weeks, and grow tenfold in a month. */
const shares = { restsAtWeekends: 0.25, pauses: 0.4, grows: 0.35 };
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
  const power = dayPower * (0.6 + 0.8 * random());
  const morning = 7 + Math.floor(random() * 4);
  const hours = new Array<number>(days * 24).fill(0);
  const awake: (readonly [number, number])[] = [];
  let level = 0;
  let pausedUntil = -1;
  for (let date = 0; date < days; date += 1) {
    if (date % 7 === 0) level = persistence * level + weekDeviation * normal(random);
    if (pauses && date > 14 && random() < 0.02) pausedUntil = date + 7 + Math.floor(random() * 14);
    const isWeekend = date % 7 >= 5;
    const isUsed = random() < (isWeekend ? (rests ? 0.08 : 0.6) : 0.8) && date >= pausedUntil;
    if (!isUsed && random() < (isWeekend ? 0.7 : 0.2)) continue;
    const length = 4 + Math.floor(random() * 8);
    const from = start + date * day + (morning + random()) * hour;
    awake.push([from, Math.min(from + length * hour, start + (date + 1) * day - 5 * minute)]);
    if (!isUsed) continue;
    const share = random() < smallDays ? 0.04 : 1;
    const used = share * Math.exp(level + growth * Math.min(date, 60)) * (-Math.log(1 - random())) ** power;
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
