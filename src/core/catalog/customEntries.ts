import { type Entry, entrySchema } from './entry.ts';

/** Something in the person's own entries that can't be used. */
export interface EntryProblem {
  /** Where it is, e.g. "[1].request.url". */
  readonly path: string;
  /** A sentence. */
  readonly text: string;
}

/** The person's own services that can be used, and what is wrong with the others. */
export interface CustomEntries {
  readonly entries: readonly Entry[];
  readonly problems: readonly EntryProblem[];
}

const mostEntries = 100;

/** Reads the value of the setting. An entry that can't be used harms no other; `builtInIds` is asked only where there are entries. */
export function customEntries(value: unknown, builtInIds: () => ReadonlySet<string>): CustomEntries {
  if (value === undefined) return { entries: [], problems: [] };
  if (!Array.isArray(value)) return { entries: [], problems: [{ path: '', text: 'This must be a list of services.' }] };
  const taken = builtInIds();
  const ids = new Set(taken);
  const entries: Entry[] = [];
  const problems: EntryProblem[] = [];
  value.slice(0, mostEntries).forEach((item: unknown, index) => {
    const read = readEntryValue(item);
    const found = 'problems' in read ? read.problems : ids.has(read.entry.id) ? [takenProblem(read.entry, taken)] : [];
    problems.push(...found.map(({ path, text }) => ({ path: `[${index}]${path}`, text })));
    if ('entry' in read && found.length === 0) {
      ids.add(read.entry.id);
      entries.push(read.entry);
    }
  });
  return { entries, problems };
}

/** An entry, or what is wrong with it. */
export function readEntryValue(
  value: unknown,
): { readonly entry: Entry } | { readonly problems: readonly EntryProblem[] } {
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) {
    return {
      problems: parsed.error.issues.slice(0, 10).map((issue) => ({ path: pathText(issue.path), text: textOf(issue) })),
    };
  }
  const problems = meaningProblems(parsed.data);
  return problems.length > 0 ? { problems } : { entry: parsed.data };
}

function takenProblem({ id }: Entry, builtIn: ReadonlySet<string>): EntryProblem {
  const text = builtIn.has(id) ? 'A built-in service has this ID.' : 'Another entry has this ID.';
  return { path: '.id', text };
}

/** What a schema can't say. */
function meaningProblems({ request, parameters = [], pools, key }: Entry): readonly EntryProblem[] {
  const { url, headers = {}, query = {}, basic } = request;
  const sent = [...Object.values(headers), ...Object.values(query), basic?.user ?? '', basic?.password ?? ''];
  const named = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const known = new Set(['key', ...parameters.map(({ id }) => id)]);
  const unknown = [url, ...sent].flatMap(named).find((name) => !known.has(name));
  return [
    ...problem(
      !sent.some((text) => named(text).includes('key')),
      '.request',
      'Add {key} to a header, the query, or basic.',
    ),
    ...problem(named(url).includes('key'), '.request.url', "The key can't be part of the URL. Use a header."),
    ...problem(unknown !== undefined, '.request', `There is no parameter named ${unknown}.`),
    ...problem(!isPattern(key?.pattern), '.key.pattern', "This isn't a regular expression."),
    ...problem(
      pools.length > 1 && pools.some(({ id }) => id === undefined),
      '.pools',
      'With several pools, each needs an ID.',
    ),
  ];
}

function problem(isThere: boolean, path: string, text: string): readonly EntryProblem[] {
  return isThere ? [{ path, text }] : [];
}

function isPattern(text: string | undefined): boolean {
  try {
    return text === undefined || new RegExp(text) !== undefined;
  } catch {
    return false;
  }
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
}

interface Issue {
  readonly code?: string | undefined;
  readonly message: string;
  readonly path: readonly PropertyKey[];
  readonly input?: unknown;
  readonly expected?: unknown;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  /** Those of the name of a property. */
  readonly issues?: readonly Issue[];
  /** The issues of each member of a union. */
  readonly errors?: readonly (readonly Issue[])[];
}

function textOf(issue: Issue): string {
  const text = formText(issue);
  if (text !== undefined) return text;
  const types = expectedTypes(issue);
  return types ? `Expected ${types.join(' or ')}.` : "This value isn't valid here.";
}

/** What is wrong with a value of the right type; in a union, with the first member that has its type. */
function formText(issue: Issue): string | undefined {
  const isNumber = issue.origin === 'number';
  switch (issue.code) {
    case 'unrecognized_keys':
      return `There is no property named ${(issue.keys ?? []).join(', ')}.`;
    case 'invalid_value':
      return `This must be one of ${(issue.values ?? []).join(', ')}.`;
    case 'invalid_format':
    case 'custom':
      // The schema's own sentence.
      return issue.message;
    case 'too_small':
      return isNumber ? `This must be at least ${issue.minimum}.` : 'This is too short.';
    case 'too_big':
      return isNumber ? `This must be at most ${issue.maximum}.` : 'This is too long.';
    default:
      return [issue.issues ?? [], ...(issue.errors ?? [])]
        .map(([first]) => first && formText(first))
        .find((text) => text !== undefined);
  }
}

/** The types of JSON by the names that the schema has for them. */
const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  null: 'null',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** The types that fit where the type is what is wrong, of a union those of its members. */
function expectedTypes({ code, expected, errors }: Issue): readonly string[] | undefined {
  if (code === 'invalid_type') return [typeNames[String(expected)] ?? String(expected)];
  const members = errors?.map(([first]) => (first?.path.length === 0 ? expectedTypes(first) : undefined));
  const types = members?.filter((found) => found !== undefined);
  return types && types.length === members?.length ? [...new Set(types.flat())] : undefined;
}
