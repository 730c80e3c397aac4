/** Whether two amounts differ by no more than sums of floating-point numbers do. */
export function sameAmount(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

/** The amount, or 0 where it is no more than the rounding error of sums of numbers of this size. */
export function withoutNoise(amount: number, size: number): number {
  return amount > 1e-12 * size ? amount : 0;
}

/** The size of the numbers in a difference. */
export function sizeOf(a: number, b: number, c = 0): number {
  return Math.abs(a) + Math.abs(b) + Math.abs(c);
}
