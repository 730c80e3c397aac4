import { type CustomEntries, customEntries } from '../core/catalog/customEntries.ts';
import { entryIds } from '../core/catalog/draftEntry.ts';
import type { Entry } from '../core/catalog/entry.ts';
import { entryProvider } from '../core/catalog/entryProvider.ts';
import type { Setting } from '../core/ports.ts';
import type { Provider, ProviderRegistry, UnreadableService } from '../core/provider.ts';

/** The services that most people use, the most used first: the order in which they are offered. */
export const mostUsed: readonly string[] = [
  'openrouter',
  'deepseek',
  'elevenlabs',
  'firecrawl',
  'tavily',
  'deepl',
  'moonshot',
  'siliconflow',
  'vercel-ai-gateway',
  'xai',
  'fal',
  'stability',
  'runway',
  'deepgram',
  'apify',
  'serpapi',
  'serper',
  'scrapingbee',
  'hunter',
  'apollo',
  'twilio',
  'sendgrid',
  'brevo',
  'novita',
  'venice',
  'leonardo',
  'recraft',
  'black-forest-labs',
  'luma',
  'vast-ai',
  'vultr',
];

const ranks: ReadonlyMap<string, number> = new Map(mostUsed.map((id, index) => [id, index]));
const byName = new Intl.Collator('en');

/** The built-in services that are data: a line each, the JSON of an entry, by id. */
export type CatalogLines = ReadonlyMap<string, string>;

/** What the registry is made of. */
export interface RegistryParts {
  /** The services whose reading is written in code. */
  readonly written: readonly Provider[];
  readonly unreadable: readonly UnreadableService[];
  /** Read once, and only when a service is asked for that is none of the written ones. */
  readonly catalog: () => CatalogLines;
  /** The value of `credits.customProviders`, as the person typed it. */
  readonly custom: Setting<unknown>;
}

/** All services: those written in code, those that are data, and the person's own. Each is made when it is asked for. */
export class Registry implements ProviderRegistry {
  readonly #parts: RegistryParts;
  readonly #made = new Map<string, Provider>();
  #lines: CatalogLines | undefined;
  #custom: { readonly value: unknown; readonly read: CustomEntries } | undefined;

  readonly onDidChange: ProviderRegistry['onDidChange'];

  constructor(parts: RegistryParts) {
    this.#parts = parts;
    this.onDidChange = (listener) => parts.custom.onDidChange(() => listener());
  }

  /** The ones that most people use first, then by name, the person's own last. */
  get all(): readonly Provider[] {
    const rank = (id: string) => ranks.get(id) ?? ranks.size;
    const builtIn = [...this.#builtInIds()].flatMap((id) => this.get(id) ?? []);
    const sorted = builtIn.toSorted((a, b) => rank(a.id) - rank(b.id) || byName.compare(a.name, b.name));
    return [...sorted, ...this.customEntries.entries.flatMap(({ id }) => this.get(id) ?? [])];
  }

  get mostUsed(): readonly string[] {
    return mostUsed;
  }

  get unreadable(): readonly UnreadableService[] {
    return this.#parts.unreadable;
  }

  get(id: string): Provider | undefined {
    const written = this.#parts.written.find((provider) => provider.id === id);
    if (written) return written;
    const line = this.#catalog.get(id);
    if (line === undefined) return this.#customProvider(id);
    const made = this.#made.get(id) ?? entryProvider(JSON.parse(line) as Entry);
    this.#made.set(id, made);
    return made;
  }

  hasProblem(id: string): boolean {
    const { value } = this.#parts.custom;
    const { entries } = this.customEntries;
    return entryIds(value).includes(id) && !entries.some((entry) => entry.id === id);
  }

  /** The person's own services, and the problems with what was typed for them. */
  get customEntries(): CustomEntries {
    const { value } = this.#parts.custom;
    if (this.#custom?.value !== value) {
      this.#custom = { value, read: customEntries(value, () => this.#builtInIds()) };
    }
    return this.#custom?.read ?? { entries: [], problems: [] };
  }

  get #catalog(): CatalogLines {
    this.#lines ??= this.#parts.catalog();
    return this.#lines;
  }

  #builtInIds(): ReadonlySet<string> {
    return new Set([...this.#parts.written.map(({ id }) => id), ...this.#catalog.keys()]);
  }

  #customProvider(id: string): Provider | undefined {
    const entry = this.customEntries.entries.find((one) => one.id === id);
    return entry && { ...entryProvider(entry), isOwn: true };
  }
}

/** The lines of the built catalog, which are read as JSON one by one when they are needed. */
export function catalogLines(text: string): CatalogLines {
  return new Map(
    text.split('\n').flatMap((line) => {
      const id = /^\{"id":"([a-z0-9-]+)"/.exec(line)?.[1];
      return id === undefined ? [] : [[id, line]];
    }),
  );
}
