import { inspect } from 'node:util';

const length = 6;

/** Every run of six characters of a key that can be seen in a value, however deep. */
export function keyFragments(key: string, value: unknown): readonly string[] {
  const seen = inspect(value, { depth: null, maxArrayLength: null, maxStringLength: null, showHidden: true });
  const runs = Array.from({ length: key.length - length + 1 }, (_, start) => key.slice(start, start + length));
  return runs.filter((run) => seen.includes(run));
}
