const length = 6;

/** Every run of six characters of a key, in any case of letters, that stands in one of the texts of a value, however deep. */
export function tracesOf(key: string, value: unknown): readonly string[] {
  const texts = textsIn(value).map((text) => text.toLowerCase());
  const runs = Array.from({ length: Math.max(0, key.length - length + 1) }, (_, start) =>
    key.slice(start, start + length).toLowerCase(),
  );
  return [...new Set(runs)].filter((run) => texts.some((text) => text.includes(run)));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Map || value instanceof Set) return [...value].flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
