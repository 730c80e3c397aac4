import type { AmountRule } from './entry.ts';
import { add, decimalOf, divide, type ExactDecimal, isLess, multiply, negate, parseDecimal } from './exactDecimal.ts';
import { find } from './jsonPointer.ts';

/**
 * An amount of an answer: exact, without a limit, not said (null), not there, or not a number. Unknown and missing are
 * never zero.
 */
export type FoundAmount = ExactDecimal | 'unlimited' | 'unknown' | 'missing' | 'wrong';

type PathRule = Extract<AmountRule, { path: string }>;

/** Reads an amount as its rule says. */
export function amountIn(answer: unknown, rule: AmountRule): FoundAmount {
  return total(amountsIn(answer, rule));
}

/** Whether an amount is a number. */
export function isNumber(amount: FoundAmount): amount is ExactDecimal {
  return typeof amount === 'object';
}

/** One amount, or several where a pointer has `*`. */
function amountsIn(answer: unknown, rule: AmountRule): readonly FoundAmount[] {
  if (typeof rule === 'string') return find(answer, rule).map((value) => amountOf(value, { path: rule }));
  if ('path' in rule) return find(answer, rule.path).map((value) => amountOf(value, rule));
  if ('const' in rule) return [decimalOf(rule.const) ?? 'wrong'];
  if ('minus' in rule) {
    const [from = 'missing', less = 'missing'] = rule.minus.map((operand) => amountIn(answer, operand));
    return [isNumber(less) ? sumOf(from, negate(less)) : less === 'unlimited' ? 'unknown' : less];
  }
  // A part that is missing makes the whole missing: a sum of the others would be too low.
  if ('sum' in rule) return [total(rule.sum.map((operand) => amountIn(answer, operand)))];
  if ('min' in rule) return [lowestOf(rule.min.flatMap((operand) => amountsIn(answer, operand)))];
  return [firstOf(rule.any.map((operand) => amountIn(answer, operand)))];
}

function total([first = 'missing', ...others]: readonly FoundAmount[]): FoundAmount {
  return others.reduce<FoundAmount>(sumOf, first);
}

function sumOf(a: FoundAmount, b: FoundAmount): FoundAmount {
  if (isNumber(a) && isNumber(b)) return add(a, b);
  for (const worst of ['wrong', 'missing', 'unknown'] as const) if (a === worst || b === worst) return worst;
  return 'unlimited';
}

function lowestOf(amounts: readonly FoundAmount[]): FoundAmount {
  if (amounts.includes('wrong')) return 'wrong';
  const numbers = amounts.filter(isNumber);
  const [first] = numbers;
  if (first) return numbers.reduce((lowest, one) => (isLess(one, lowest) ? one : lowest), first);
  // Beside what is unlimited, the one that isn't said may be the limit.
  return amounts.includes('unknown') ? 'unknown' : firstOf(amounts);
}

function firstOf(amounts: readonly FoundAmount[]): FoundAmount {
  const known = amounts.find((amount) => isNumber(amount) || amount === 'unlimited');
  return known ?? (['wrong', 'unknown'] as const).find((kind) => amounts.includes(kind)) ?? 'missing';
}

function amountOf(value: unknown, rule: PathRule): FoundAmount {
  const { scale, divide: divisor, unlimited, unknown } = rule;
  const said = value as string | number | boolean | null;
  if (unlimited?.includes(said)) return 'unlimited';
  if (unknown?.includes(said) || value === null) return 'unknown';
  const number =
    typeof value === 'number' ? decimalOf(value) : typeof value === 'string' ? writtenAmount(value) : undefined;
  if (number === undefined) return 'wrong';
  if (number === 'unlimited') return number;
  const scaled = scale === undefined ? number : multiply(number, decimalOf(scale) ?? number);
  const divided = divisor === undefined ? scaled : divide(scaled, decimalOf(divisor) ?? scaled);
  return divided ?? 'wrong';
}

const grouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const withoutExponent = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

/** An amount that is a text: "12.50", "$5.00", "USD 5.00", "1,250", "inf". */
function writtenAmount(text: string): ExactDecimal | 'unlimited' | undefined {
  if (text.length > 64) return undefined;
  const plain = text.trim();
  if (/^(inf|infinity|unlimited)$/i.test(plain)) return 'unlimited';
  const bare = plain.replace(/^([+-]?)(?:[A-Z]{3}|\p{Sc})\s?/u, '$1').replace(/\s?(?:[A-Z]{3}|\p{Sc})$/u, '');
  if (grouped.test(bare)) return parseDecimal(bare.replaceAll(',', ''));
  return withoutExponent.test(bare) ? parseDecimal(bare) : undefined;
}
