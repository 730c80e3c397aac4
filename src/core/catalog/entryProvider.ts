import type { ParameterValues } from '../account.ts';
import { failed, type GetOptions, type KeyShape, lacksValue, type Outcome, type Provider } from '../provider.ts';
import { second } from '../time.ts';
import type { Entry } from './entry.ts';
import { readEntry } from './readEntry.ts';

/** A provider that does what an entry says. */
export function entryProvider(entry: Entry): Provider {
  const { id, name, request } = entry;
  const main = splitUrl(request.url);
  const urlFor = (key: string) => {
    const end = Object.keys(request.urlsByKeyEnd ?? {}).find((one) => key.endsWith(one));
    return end === undefined ? main : splitUrl(request.urlsByKeyEnd?.[end] ?? request.url);
  };
  const parameters = (entry.parameters ?? []).map(({ placeholder = '', ...rest }) => ({ placeholder, ...rest }));
  return {
    id,
    name,
    baseUrl: main.origin,
    baseUrls: (key) => [urlFor(key).origin],
    pages: {
      ...(entry.pages?.keys && { keys: entry.pages.keys }),
      ...(entry.pages?.billing && { billing: entry.pages.billing }),
    },
    key: keyShape(entry),
    parameters,
    field: entry.field,
    variables: entry.variables,
    document: entry.document,
    confidence: entry.confidence,
    note: entry.note,
    ...(entry.interval !== undefined && {
      least: { interval: entry.interval * second, shared: entry.sharedLimit === true },
    }),
    async read({ get, key, parameters: values, now }): Promise<Outcome> {
      if (lacksValue({ parameters }, values)) return failed('notFound', 'parameterMissing');
      const path = urlFor(key).path.replace(/\{(\w+)\}/g, (_, named: string) =>
        encodeURIComponent(values[named] ?? ''),
      );
      const answer = await get(path, optionsFor(entry, key, values));
      return readEntry(entry, answer.status, request.format === 'text' ? answer.text : answer.body, now);
    },
  };
}

function optionsFor({ request }: Entry, key: string, parameters: ParameterValues): GetOptions {
  const values: Readonly<Record<string, string>> = { ...parameters, key };
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, named: string) => (Object.hasOwn(values, named) ? (values[named] ?? '') : ''));
  // A value of a parameter that was left empty is not sent.
  const filled = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(texts)
        .map(([name, text]) => [name, fill(text)])
        .filter(([, text]) => text !== ''),
    );
  return {
    ...(request.headers && { headers: filled(request.headers) }),
    ...(request.query && { query: filled(request.query) }),
    ...(request.basic && { basic: { user: fill(request.basic.user), password: fill(request.basic.password) } }),
  };
}

function splitUrl(url: string): { readonly origin: string; readonly path: string } {
  const [, origin = url, path = '/'] = /^(https?:\/\/[^/]+)(\/.*)?$/.exec(url) ?? [];
  return { origin, path };
}

function keyShape({ name, key = {} }: Entry): KeyShape {
  const { prefix, pattern, hint } = key;
  const usual = prefix === undefined ? `${name} keys are longer.` : `${name} keys start with ${prefix}.`;
  // Not a few letters more than the prefix: a label like "fc-barcelona" is no key.
  const form = pattern ?? (prefix === undefined ? '^.{8,}$' : `^${prefix.replace(/[^\w-]/g, '\\$&')}.{16}`);
  return { pattern: new RegExp(form), hint: `${hint ?? usual} Press Enter to try it anyway.` };
}
