const places = 9;
const one = 10n ** BigInt(places);

/**
 * An amount in billionths of its unit, whose sums are exact. The noise of binary fractions is left out: an amount that
 * isn't a whole number has 14 digits, at most nine of them after the point.
 */
export function toDecimal(amount: number): bigint {
  return rounded(amount, decimalsOf(amount, 14));
}

/** As `toDecimal`, for an amount that was computed from amounts as large as `size` and has their noise. */
export function computedDecimal(amount: number, size: number): bigint {
  return rounded(amount, decimalsOf(Math.max(Math.abs(amount), Math.abs(size)), 12));
}

/** "-1234.5": with a point, without grouping, exponent or trailing zeros. */
export function decimalText(billionths: bigint): string {
  const size = billionths < 0n ? -billionths : billionths;
  const fraction = (size % one).toString().padStart(places, '0').replace(/0+$/, '');
  return `${billionths < 0n ? '-' : ''}${size / one}${fraction === '' ? '' : `.${fraction}`}`;
}

function rounded(amount: number, decimals: number): bigint {
  if (Number.isInteger(amount)) return BigInt(amount) * one;
  return BigInt(amount.toFixed(decimals).replace('.', '')) * 10n ** BigInt(places - decimals);
}

/** The number of decimals of an amount with this many digits. */
function decimalsOf(amount: number, digits: number): number {
  const before = Math.max(0, Math.floor(Math.log10(Math.abs(amount))) + 1);
  return Math.min(places, Math.max(0, digits - before));
}
