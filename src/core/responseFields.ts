import * as z from 'zod/mini';
import { latestTime } from './time.ts';

/** A field that may be missing or wrong. (zod's own `catch` says the same and costs 10 KB more in the bundle.) */
export function optionalField<T extends z.ZodMiniType>(schema: T) {
  return z.optional(
    z.pipe(
      z.unknown(),
      z.transform((value): z.output<T> | undefined => {
        const parsed = schema.safeParse(value);
        return parsed.success ? parsed.data : undefined;
      }),
    ),
  );
}

// Schemas for what stands beside the amount. Missing, null or of another type is undefined: a detail that is not
// understood must never cost the person the balance itself.

const longestText = 80;

/** A short text of the service, shown as it is but for control and bidirectional characters and its length. */
export const text = optionalField(z.pipe(z.string(), z.transform(plain)));

/** A finite number. */
export const number = optionalField(z.number());

const decimalForm = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

const isDecimal = (value: unknown) =>
  typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && decimalForm.test(value.trim());

/** An amount as a number or a decimal string ("0.10"), read as the number that is nearest to its digits. Not optional. */
export const decimal = z.pipe(z.custom<number | string>(isDecimal), z.transform(Number));

/**
 * An amount in a fraction of its unit, as a number or a string: with 2 digits, 1234 cents are 12.34. Read as the number
 * that is nearest to its digits, so that no error of a multiplication is shown. Not optional.
 */
export function scaled(digits: number) {
  return z.pipe(
    z.custom<number | string>(isDecimal),
    z.transform((value) => {
      const text = String(value).trim();
      // The point is moved in the text, unless the number is too large or small to be written without an exponent.
      return text.includes('e') ? Number(text) / 10 ** digits : Number(`${text}e-${digits}`);
    }),
  );
}

/** A currency code of ISO 4217. */
export const currencyCode = optionalField(z.string().check(z.regex(/^[A-Z]{3}$/)));

/** True or false. */
export const flag = optionalField(z.boolean());

/** A time in Unix seconds, read as milliseconds since 1970. */
export const unixSeconds = optionalField(
  z.pipe(
    z.number(),
    z.transform((seconds) => (seconds >= 0 && seconds <= latestTime / 1000 ? seconds * 1000 : undefined)),
  ),
);

// Date.parse takes almost anything ("5", "soon 3"), so only what looks like ISO 8601 reaches it.
const isoShape = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?)?$/i;

/** A time in ISO 8601, read as milliseconds since 1970. Without a zone it is UTC, wherever the person is. */
export const isoTime = optionalField(
  z.pipe(
    z.string(),
    z.transform((value) => parseIsoTime(value)),
  ),
);

/** As `isoTime`, with the zone ("+03:00") of a time that has none. Undefined for all else. */
export function parseIsoTime(value: string, zone = 'Z'): number | undefined {
  if (!isoShape.test(value)) return undefined;
  const hasZone = /(Z|[+-]\d\d(:?\d\d)?)$/i.test(value.slice(10));
  // A date alone is the start of that day, and takes no zone in this form.
  const whole = hasZone ? value : value.includes(':') ? value + zone : `${value}T00:00:00${zone}`;
  const time = Date.parse(whole);
  return Number.isNaN(time) ? undefined : time;
}

/** A list of details, cut to the first hundred; undefined when it is no list. */
export function list<T extends z.ZodMiniType>(item: T) {
  return optionalField(
    z.pipe(
      z.array(z.unknown()),
      z.transform((items) =>
        items.slice(0, 100).flatMap((value) => {
          const parsed = item.safeParse(value);
          return parsed.success ? [parsed.data] : [];
        }),
      ),
    ),
  );
}

function plain(value: string): string | undefined {
  const line = value.replace(/[\p{C}\p{Z}\s]+/gu, ' ').trim();
  if (line === '') return undefined;
  const letters = [...line];
  return letters.length > longestText ? `${letters.slice(0, longestText - 1).join('')}…` : line;
}
