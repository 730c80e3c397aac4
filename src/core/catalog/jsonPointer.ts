/** The most values that a pointer with `*` finds. */
export const mostFound = 1000;

/** A JSON Pointer (RFC 6901) of at most 32 steps: empty for the whole answer, `*` for each item of a list or an object. */
export const pointerForm = /^(\/([^~/]|~[01])*){0,32}$/;

/**
 * The values that a pointer finds, in the order of the answer: at most one without `*`. Only own properties are read, so
 * that `/__proto__` and `/constructor` find nothing.
 */
export function find(answer: unknown, pointer: string): readonly unknown[] {
  return stepsOf(pointer).reduce<readonly unknown[]>(
    (found, step) =>
      step === '*' ? found.flatMap(itemsOf).slice(0, mostFound) : found.flatMap((one) => into(one, step)),
    [answer],
  );
}

function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.slice(0, mostFound);
  return typeof value === 'object' && value !== null ? Object.values(value).slice(0, mostFound) : [];
}

function into(value: unknown, step: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(step)) return [];
  return Object.hasOwn(value, step) ? [Reflect.get(value, step)] : [];
}
