/** The longest that a service can ask us to stay away, in milliseconds: an hour. */
export const longestWait = 3_600_000;

/**
 * When to ask again by a `Retry-After` header (RFC 9110, 10.2.3: seconds, or a date), in milliseconds since 1970.
 * Undefined for garbage and for the past; a wait of more than an hour counts as an hour.
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  // Date.parse takes almost anything ("-5", "1.5"), so only what looks like a date reaches it.
  const at = /^\d+$/.test(text)
    ? now + Number(text) * 1000
    : /^[A-Z][a-z]{2}/.test(text)
      ? Date.parse(text)
      : Number.NaN;
  if (Number.isNaN(at) || at <= now) return undefined;
  return Math.min(at, now + longestWait);
}
