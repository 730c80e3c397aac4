/** The middle one of some numbers, the lower of two; undefined without any. */
export function median(numbers: readonly number[]): number | undefined {
  return new Float64Array(numbers).sort()[(numbers.length - 1) >> 1];
}
