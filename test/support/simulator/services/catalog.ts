import type { IncomingHttpHeaders } from 'node:http';
import { catalogIds, catalogSample, entryJson, sampleKey } from '../../catalog/catalog.ts';
import { serviceSamples } from '../../fakes/serviceSamples.ts';
import type { Answer } from '../answer.ts';
import { statusWords } from '../service.ts';

/** A GET to a service that is answered from its sample. */
export interface SampleRequest {
  /** The path after the base URL. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

interface SampledService {
  /** The path after the base URL; `{id}` stands for any segment. */
  readonly path: string;
  /** Where the key is, with what stands around it. */
  readonly places: readonly { readonly in: 'header' | 'query'; readonly name: string; readonly template: string }[];
  readonly answer: Answer;
}

/** The services that are answered from their samples: those that are data, and OpenRouter. */
export const sampledIds: readonly string[] = ['openrouter', ...catalogIds];

/** The ids in a list like "openrouter,deepseek", or of all for "all". Throws for one that is not known. */
export function sampledServices(list: string | undefined): readonly string[] {
  if (list === undefined) return [];
  const ids = list === 'all' ? sampledIds : list.split(',').map((id) => id.trim());
  const unknown = ids.find((id) => !sampledIds.includes(id));
  if (unknown !== undefined) throw new Error(`There is no sample of ${unknown}.`);
  return ids;
}

/** A key for a service that is answered from its sample. It is no secret; with an end like -403 it gets that status. */
export function sampledKey(id: string): string {
  return id === 'openrouter' ? 'sk-or-v1-5fQ8rTn2ZbWc7LxV' : sampleKey(id);
}

/** The answer of a service from its sample: to any key but one that ends in a status, at its documented path alone. */
export function sampledAnswer(id: string, { path, query, headers }: SampleRequest): Answer {
  const service = sampledService(id);
  const form = new RegExp(`^${service.path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`);
  if (!form.test(path)) return refusal(404);
  const keys = service.places.flatMap(({ in: where, name, template }) => {
    const value = where === 'query' ? query.get(name) : headers[name.toLowerCase()];
    return typeof value === 'string' ? (keyIn(value, template) ?? []) : [];
  });
  const [key] = keys;
  if (key === undefined || key === '') return refusal(401);
  const status = /-([45]\d\d)$/.exec(key)?.[1];
  return status === undefined ? service.answer : refusal(Number(status));
}

function sampledService(id: string): SampledService {
  const written = serviceSamples[id];
  if (written) {
    const { name, prefix } = written.header;
    return {
      path: new URL(written.url).pathname.replace('/api/v1', ''),
      places: [{ in: 'header', name, template: `${prefix}{key}` }],
      answer: { status: 200, json: written.body },
    };
  }
  const { url, headers = {}, query = {}, basic, format } = entryJson(id).request;
  const { answer } = catalogSample(id);
  const places = (where: 'header' | 'query', texts: Readonly<Record<string, string>>) =>
    Object.entries(texts)
      .filter(([, template]) => template.includes('{key}'))
      .map(([name, template]) => ({ in: where, name, template }));
  return {
    path: decodeURIComponent(new URL(url).pathname),
    places: [
      ...places('header', headers),
      ...places('query', query),
      ...(basic ? places('header', { authorization: 'Basic {key}' }) : []),
    ],
    answer: format === 'text' ? { status: 200, text: String(answer) } : { status: 200, json: answer },
  };
}

/** What is in the place of the key; undefined where the text around it is another. */
function keyIn(value: string, template: string): string | undefined {
  const [before = '', after = ''] = template.split('{key}');
  return value.startsWith(before) && value.endsWith(after)
    ? value.slice(before.length, value.length - after.length)
    : undefined;
}

function refusal(status: number): Answer {
  return { status, json: { error: statusWords(status) } };
}
