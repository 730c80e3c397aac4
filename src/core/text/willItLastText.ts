import type { Format } from '../format.ts';
import type { Renewal } from '../history/forecast/renewal.ts';
import type { Reading } from '../reading.ts';
import type { Lasting, Learning, No, Yes } from '../reports/willItLast.ts';
import type { Unit } from '../unit.ts';
import { failureLabel } from './failureLabel.ts';
import { learningText, perDayText, runOutDate } from './forecastText.ts';
import { plainLabel } from './plainLabel.ts';
import { renewsText, seenText } from './renewalText.ts';

/** The question that was asked: about a day and the pool's unit, as of now. */
export interface LastingQuestion {
  /** In the day that was asked about, in milliseconds since 1970. */
  readonly day: number;
  readonly unit: Unit;
  /** The balance is no longer fresh. */
  readonly stale: boolean;
  readonly now: number;
  readonly format: Format;
}

/** "Bloom: Yes", "Breeze: No, runs out Nov 25". */
export function lastingLabel(label: string, lasting: Lasting, { now, format }: LastingQuestion): string {
  const name = plainLabel(label);
  switch (lasting.answer) {
    case 'yes':
      return `${name}: Yes`;
    case 'no':
      return `${name}: No, ${endText(lasting, format, now)}`;
    case 'learning':
      return `${name}: No forecast yet`;
    case 'unlimited':
      return `${name}: Yes, unlimited`;
    case 'unknown':
      return `${name}: Unknown`;
  }
}

/** "~159 credits short (143–176); updated 3 h ago; timed out". */
export function lastingDetail(lasting: Lasting, reading: Reading | undefined, question: LastingQuestion): string {
  const { stale, now, format } = question;
  const { balance, balanceAt, failure } = reading ?? {};
  return [
    ...(balance ? answerTexts(lasting, question) : [failure === undefined && 'not checked yet']),
    balance?.usageAllowed === false && 'the service has blocked usage',
    stale && balanceAt !== undefined && `updated ${format.age(balanceAt, now)}`,
    failure && failureLabel(failure, format, now),
  ]
    .filter(Boolean)
    .join('; ');
}

function answerTexts(lasting: Lasting, question: LastingQuestion): readonly (string | false | undefined)[] {
  const { unit, format } = question;
  switch (lasting.answer) {
    case 'yes':
      return yesTexts(lasting, question);
    case 'no':
      return [shortText(lasting, unit, format), lasting.renewal && renewedText(lasting.renewal, format, question.now)];
    case 'learning':
      return [`${format.amountWithUnit(lasting.amount, unit)} now`, missingText(lasting, format)];
    case 'unlimited':
      return ["doesn't run out"];
    case 'unknown':
      return ["the service doesn't report a balance"];
  }
}

/** "forecast available after 24 more hours and 3 more charges". */
function missingText({ learning }: Learning, format: Format): string | undefined {
  return learning && learningText(learning, format).replace(/^F/, 'f');
}

function yesTexts({ amount, left, perDay, shortAtMost, renewal }: Yes, { day, unit, now, format }: LastingQuestion) {
  const date = format.date(day, now);
  const atMost = shortAtMost > 0 && `up to ~${format.roughlyWithUnit(shortAtMost, unit)} short if usage is high`;
  if (renewal) {
    const rest = `~${format.roughlyWithUnit(left, unit)} left on ${date} at ${perDayText(perDay, unit, format)}`;
    return [rest, renewedText(renewal, format, now), atMost];
  }
  // Rounded up, an estimate may be more than the amount.
  const rest = left >= amount ? format.amount(amount, unit) : format.roughly(left, unit);
  const of = format.amountWithUnit(amount, unit);
  return [
    perDay > 0
      ? `~${rest} of ${of} left on ${date} at ${perDayText(perDay, unit, format)}`
      : `${rest} of ${of} left on ${date} without usage`,
    atMost,
  ];
}

function endText({ amount, emptyAt }: No, format: Format, now: number): string {
  if (amount <= 0) return 'empty';
  if (emptyAt === undefined) return 'runs out earlier';
  return emptyAt <= now ? 'may have run out' : `runs out ${runOutDate(emptyAt, format, now)}`;
}

function shortText({ short }: No, unit: Unit, format: Format): string | false {
  if (!short || short.about <= 0) return false;
  const { about, least, most } = short;
  const amount = format.roughlyWithUnit(about, unit);
  if (least <= 0) return `~${amount} short (up to ${format.roughly(most, unit)})`;
  const range = format.roughRange(least, most, unit);
  return range === format.roughly(about, unit) ? `~${amount} short` : `~${amount} short (${range})`;
}

/** "renews Nov 26 (seen monthly)". */
function renewedText(renewal: Renewal, format: Format, now: number): string {
  const seen = seenText(renewal);
  return `${renewsText(renewal, format, now)}${seen ? ` (${seen})` : ''}`;
}
