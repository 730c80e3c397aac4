/** A decimal number without the errors of binary fractions: `digits` times ten to the power of `exponent`. */
export interface ExactDecimal {
  readonly digits: bigint;
  readonly exponent: number;
}

const form = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;
/** Quotients are cut here: far below the smallest amount that a service deals in. */
const placesOfQuotient = 18;

/** The number that these digits write, e.g. "12.50" or "1e-7". Undefined for all else, and for more than 64 characters. */
export function parseDecimal(text: string): ExactDecimal | undefined {
  const [, sign = '', whole = '', fraction = '', power = '0'] = (text.length <= 64 && form.exec(text)) || [];
  if (whole === '' && fraction === '') return undefined;
  return { digits: BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`), exponent: Number(power) - fraction.length };
}

/** The number that a JSON number shows, digit by digit; undefined where it is infinite or none. */
export function decimalOf(number: number): ExactDecimal | undefined {
  return Number.isFinite(number) ? parseDecimal(String(number)) : undefined;
}

/** The number that is nearest to the decimal. */
export function toNumber({ digits, exponent }: ExactDecimal): number {
  return Number(`${digits}e${exponent}`);
}

export function add(a: ExactDecimal, b: ExactDecimal): ExactDecimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return { digits: at(a, exponent) + at(b, exponent), exponent };
}

export function negate({ digits, exponent }: ExactDecimal): ExactDecimal {
  return { digits: -digits, exponent };
}

export function multiply(a: ExactDecimal, b: ExactDecimal): ExactDecimal {
  return { digits: a.digits * b.digits, exponent: a.exponent + b.exponent };
}

/** The quotient with eighteen places more than the dividend has, cut; undefined where the divisor is zero. */
export function divide(a: ExactDecimal, b: ExactDecimal): ExactDecimal | undefined {
  if (b.digits === 0n) return undefined;
  return {
    digits: (a.digits * 10n ** BigInt(placesOfQuotient)) / b.digits,
    exponent: a.exponent - b.exponent - placesOfQuotient,
  };
}

/** Whether the first is less than the second. */
export function isLess(a: ExactDecimal, b: ExactDecimal): boolean {
  return add(a, negate(b)).digits < 0n;
}

function at({ digits, exponent }: ExactDecimal, lower: number): bigint {
  return digits * 10n ** BigInt(exponent - lower);
}
