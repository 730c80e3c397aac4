const places = 9;
const whole = 10n ** BigInt(places);

/**
 * An amount in billionths of its unit. Sums of such are exact. The noise of binary fractions is left out: of an amount
 * that is no whole number 14 digits are kept, and at most nine of them after the point.
 */
export function toDecimal(amount: number): bigint {
  return rounded(amount, decimalsOf(amount, 14));
}

/** As `toDecimal`, for what was reckoned from amounts as large as `size`: their noise is in it too. */
export function computedDecimal(amount: number, size: number): bigint {
  return rounded(amount, decimalsOf(Math.max(Math.abs(amount), Math.abs(size)), 12));
}

/** "-1234.5": a point, no grouping, no exponent, no zeros that say nothing. */
export function decimalText(billionths: bigint): string {
  const size = billionths < 0n ? -billionths : billionths;
  const fraction = (size % whole).toString().padStart(places, '0').replace(/0+$/, '');
  return `${billionths < 0n ? '-' : ''}${size / whole}${fraction === '' ? '' : `.${fraction}`}`;
}

function rounded(amount: number, decimals: number): bigint {
  if (Number.isInteger(amount)) return BigInt(amount) * whole;
  return BigInt(amount.toFixed(decimals).replace('.', '')) * 10n ** BigInt(places - decimals);
}

/** How many decimals are told from noise when so many digits are. */
function decimalsOf(amount: number, digits: number): number {
  const before = Math.max(0, Math.floor(Math.log10(Math.abs(amount))) + 1);
  return Math.min(places, Math.max(0, digits - before));
}
