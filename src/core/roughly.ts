/** Two significant digits below a hundred, whole above: what comes of a pace is never known better. */
export function roughly(amount: number): number {
  return Math.abs(amount) >= 100 ? Math.round(amount) : Number(amount.toPrecision(2));
}
