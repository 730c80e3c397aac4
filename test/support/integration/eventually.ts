const patience = 15_000;

/**
 * Reads once in every turn of the event loop until `holds` accepts what was read, and resolves with it. Rejects after
 * 15 s with the last value.
 */
export async function eventually<T>(
  what: string,
  read: () => T | Promise<T>,
  holds: (value: T) => boolean = Boolean,
): Promise<T> {
  const deadline = performance.now() + patience;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}. Last: ${JSON.stringify(value)}`);
    await new Promise(setImmediate);
  }
}
