import * as z from 'zod/mini';
import { confidences, fields } from '../provider.ts';
import { pointerForm } from './jsonPointer.ts';

// The format of a service as data. One schema checks the built-in services when they are built and the person's own when
// they are read, and becomes the JSON Schema that the Settings editor completes with. Where a text must have a form, the
// sentence beside it is what the person reads whose text has not.

const described = <T extends z.ZodMiniType>(schema: T, description: string): T =>
  schema.check(z.describe(description)) as T;
const short = z.string().check(z.minLength(1), z.maxLength(200));
const pointer = z.string().check(z.regex(pointerForm, 'Use a JSON Pointer, like /data/balance.'), z.maxLength(256));
/** A value of JSON that is no list and no object. */
export const scalar = z.union([z.string().check(z.maxLength(200)), z.number(), z.boolean(), z.null()]);
const scalars = z.array(scalar).check(z.minLength(1), z.maxLength(50));
const oneOrMore = <T extends z.ZodMiniType>(item: T) => z.array(item).check(z.minLength(1), z.maxLength(20));

const httpsUrl = z.string().check(z.regex(/^https:\/\/[^\s/?#@]+(\/\S*)?$/, 'Use an HTTPS URL.'), z.maxLength(500));

/**
 * True where the value is one of `is`, or none of `not`, or where there is one and it isn't null (`exists`). A pointer alone
 * asks for `true`. A missing value is none.
 */
const condition = z.union([
  pointer,
  z.strictObject({ path: pointer, is: scalars }),
  z.strictObject({ path: pointer, not: scalars }),
  z.strictObject({ path: pointer, exists: z.boolean() }),
]);

const singleAmount = z.union([
  pointer,
  z.strictObject({
    path: described(pointer, 'JSON Pointer to a number or a decimal text; with * they are added up.'),
    scale: z.optional(
      described(z.number(), 'What the number is multiplied by: 0.01 for cents, -1 where credit is negative.'),
    ),
    divide: z.optional(described(z.number(), 'What the number is divided by.')),
    unlimited: z.optional(described(scalars, 'Values that mean "unlimited", e.g. null or -1.')),
    unknown: z.optional(described(scalars, 'Values that say nothing.')),
  }),
  z.strictObject({ const: described(z.number(), 'A fixed number.') }),
]);

const operationsOf = <T extends z.ZodMiniType>(operand: T) => ({
  minus: z.strictObject({ minus: described(z.array(operand).check(z.length(2)), 'The first less the second.') }),
  sum: z.strictObject({ sum: described(oneOrMore(operand), 'All added up; unknown if one is.') }),
  min: z.strictObject({ min: described(oneOrMore(operand), 'The lowest of those that are known.') }),
  any: z.strictObject({ any: described(oneOrMore(operand), 'The first that is known.') }),
});
const within = operationsOf(singleAmount);
/** An amount within an operation: an operation may have operations, and those none. */
export const operand = z.union([singleAmount, within.minus, within.sum, within.min, within.any]);
const outer = operationsOf(operand);
const amount = z.union([singleAmount, outer.minus, outer.sum, outer.min, outer.any]);

const zone = z.string().check(z.regex(/^[+-]\d\d:\d\d$/, 'Use an offset from UTC, like +03:00.'));
const date = z.union([
  pointer,
  z.strictObject({
    path: pointer,
    as: z.optional(
      described(
        z.enum(['iso', 'unix', 'unixms', 'duration', 'seconds', 'days', 'dayOfMonth']),
        'A text in ISO 8601, a Unix time in seconds or milliseconds, the time left ("08:42:34", seconds, days), or a day of the month.',
      ),
    ),
    zone: z.optional(described(zone, 'The time zone of a text without one, e.g. "+03:00"; UTC if left out.')),
  }),
  z.strictObject({ every: described(z.enum(['day', 'month']), 'At the start of each day or month in UTC.') }),
]);

const text = described(short, 'A text, or a JSON Pointer to one if it begins with a slash.');
const unit = z.union([
  described(short, 'A currency code such as USD, or a plural such as credits.'),
  z.strictObject({
    path: pointer,
    names: z.optional(
      described(z.record(z.string(), short), 'Units by the words of the service, e.g. { "euros": "EUR" }.'),
    ),
  }),
]);

const lots = z.strictObject({
  each: described(pointer, 'JSON Pointer to the list; the other pointers begin at its items.'),
  if: z.optional(condition),
  kind: z.optional(text),
  allocated: z.optional(amount),
  remaining: z.optional(amount),
  expiresAt: z.optional(date),
  pendingIf: z.optional(described(condition, 'The service lists this one but does not count it yet.')),
});

const topUps = z.strictObject({
  each: pointer,
  id: z.optional(text),
  amount: z.optional(amount),
  status: z.optional(text),
  at: z.optional(date),
});

const pool = z.strictObject({
  each: z.optional(
    described(pointer, 'JSON Pointer to a list with a pool an item; the other pointers begin at its items.'),
  ),
  if: z.optional(described(condition, 'Leaves the pool out where it is false.')),
  id: z.optional(described(text, 'Tells the pools of an account apart.')),
  name: z.optional(described(text, 'What people call the pool.')),
  names: z.optional(described(z.record(z.string(), short), 'Names by the words of the service.')),
  unit,
  singular: z.optional(described(short, 'The singular of the unit, where it is not the plural without its s.')),
  amount: described(amount, 'The remaining amount.'),
  unlimitedIf: z.optional(condition),
  unknownIf: z.optional(described(condition, 'Where it is true, the amount says nothing, e.g. for postpaid accounts.')),
  allowance: z.optional(described(amount, 'How much the pool holds after each renewal.')),
  renewsAt: z.optional(described(date, 'When it is filled again.')),
  floor: z.optional(described(amount, 'Usage is blocked below this.')),
  lots: z.optional(lots),
  topUps: z.optional(topUps),
});

const plan = z.strictObject({
  name: text,
  noneIf: z.optional(described(condition, 'There is no active plan.')),
  allowance: z.optional(amount),
  since: z.optional(date),
});

/** The meaning of an answer beside the kinds of a failure: `empty` is a balance of 0, `balance` reads the body. */
const meaning = z.enum([
  'unauthorized',
  'forbidden',
  'missingPermission',
  'adminKeyNeeded',
  'planUpgrade',
  'banned',
  'workspace',
  'notFound',
  'rateLimited',
  'unavailable',
  'unexpected',
  'empty',
  'balance',
]);
const rules = z.union([meaning, oneOrMore(z.strictObject({ if: z.optional(condition), means: meaning }))]);

const values = z.record(
  z.string().check(z.regex(/^[\w-]+$/, 'Use letters, digits, hyphens, and underscores.')),
  z.string().check(z.maxLength(500)),
);
const request = z.strictObject({
  url: described(
    z
      .string()
      .check(
        z.regex(
          /^(https:\/\/[^\s/?#@{}]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)\/[^\s#]*$/,
          'Use an HTTPS URL with a path, like https://api.example.com/balance. HTTP works only for localhost.',
        ),
        z.maxLength(500),
      ),
    'The URL of the GET request. {id} stands for a parameter; the key is never part of it.',
  ),
  urlsByKeyEnd: z.optional(described(z.record(short, httpsUrl), 'Other URLs for keys with this end.')),
  headers: z.optional(described(values, 'Headers. {key} stands for the key.')),
  query: z.optional(described(values, 'Values that are added to the URL. {key} stands for the key; prefer a header.')),
  basic: z.optional(described(z.strictObject({ user: z.string(), password: z.string() }), 'Basic authentication.')),
  format: z.optional(described(z.enum(['json', 'text']), 'How the response is read: a text is one value.')),
});

const id = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Use lower-case letters, digits, and hyphens, at most 40.'));
const parameter = z.strictObject({
  id: z.string().check(
    z.regex(/^[a-z]\w{0,39}$/i, 'Use letters, digits, and underscores, at most 40, and a letter first.'),
    // Values are looked up by it in plain objects, where these would be found in every one.
    z.refine((name) => name !== 'key' && !(name in Object.prototype), 'This ID is reserved. Use another one.'),
  ),
  title: short,
  prompt: short,
  placeholder: z.optional(z.string()),
  required: z.optional(z.boolean()),
});

/** The schema of a service as data. */
export const entrySchema = z.strictObject({
  id: described(id, 'Lower-case letters, digits, and hyphens.'),
  name: described(short, 'The name that people see.'),
  field: z.optional(described(z.enum(fields), 'What the service is for.')),
  document: z.optional(described(httpsUrl, 'The page that describes the request.')),
  confidence: z.optional(
    described(z.enum(confidences), "From the service's own documents, or from others who use it."),
  ),
  note: z.optional(described(short, 'What people should know before they add a key.')),
  key: z.optional(
    z.strictObject({
      prefix: z.optional(described(short, 'How the keys begin.')),
      pattern: z.optional(described(short, 'The form of the keys, as a regular expression.')),
      hint: z.optional(described(short, 'A sentence for who typed something else.')),
    }),
  ),
  variables: z.optional(
    described(
      z.array(z.string().check(z.regex(/^[A-Z][A-Z0-9_]+$/, 'Use capital letters, digits, and underscores.'))),
      'Environment variables that hold the key.',
    ),
  ),
  pages: z.optional(z.strictObject({ keys: z.optional(httpsUrl), billing: z.optional(httpsUrl) })),
  parameters: z.optional(
    described(z.array(parameter).check(z.maxLength(5)), 'What the service needs in addition to the key. Never secret.'),
  ),
  request,
  pools: described(oneOrMore(pool), 'The remaining amounts: one pool for each that is counted by itself.'),
  plan: z.optional(plan),
  usageAllowed: z.optional(described(condition, 'False where the service blocks usage.')),
  statuses: z.optional(
    described(
      z.record(z.string().check(z.regex(/^[1-5]\d\d$/, 'Use an HTTP status, like 402.')), rules),
      'The meaning of HTTP statuses at this service, also of errors that it returns with 200.',
    ),
  ),
  interval: z.optional(described(z.number().check(z.gte(0), z.lte(86_400)), 'Minimum seconds between requests.')),
  sharedLimit: z.optional(
    described(z.boolean(), 'All keys share that interval, because the limit is the one of the team.'),
  ),
});

/** A service as data: one GET, and where its answer has what. */
export type Entry = z.output<typeof entrySchema>;
export type AmountRule = z.output<typeof amount>;
export type Condition = z.output<typeof condition>;
export type DateRule = z.output<typeof date>;
export type Meaning = z.output<typeof meaning>;
export type PoolRule = z.output<typeof pool>;
export type UnitRule = z.output<typeof unit>;
