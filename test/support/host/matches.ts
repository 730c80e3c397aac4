/** Whether `text` is `expected`, or matches it where it is a pattern. */
export function matches(text: string, expected: string | RegExp): boolean {
  return typeof expected === 'string' ? text === expected : expected.test(text);
}
