import type { Provider } from '../../../src/core/provider.ts';
import type { Unit } from '../../../src/core/unit.ts';
import { serviceSamples } from '../fakes/serviceSamples.ts';
import { catalogIds, entryJson, openRegistry } from './catalog.ts';

const sure = { documented: 'documented', community: 'community' } as const;

/** The text of docs/services.md, from the catalog. */
export function servicesPage(): string {
  const { all, unreadable } = openRegistry();
  const documented = all.filter(({ confidence }) => confidence === 'documented').length;
  const rows = all.map((provider) =>
    row(
      provider.name,
      reads(provider),
      provider.confidence ? sure[provider.confidence] : '',
      provider.document ? `[document](${provider.document})` : '',
    ),
  );
  const missing = unreadable.map(({ name, why, billing }) =>
    row(billing === undefined ? name : `[${name}](${billing})`, why),
  );
  return `<!-- Written by npm run generate, from src/providers. -->

# Services

Credits reads the balance of ${all.length} services. For ${documented} of them the request is in the service's own documents; for
${all.length - documented} it's known from others who use it ("community"), so it may change without notice.

| service | balance | confidence | source |
|---|---|---|---|
${rows.join('\n')}

## Services without a readable balance

| service | why |
|---|---|
${missing.join('\n')}
`;
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function reads({ id }: Provider): string {
  if (!catalogIds.includes(id))
    return unique((serviceSamples[id]?.balance.pools ?? []).map(({ unit }) => unitName(unit)));
  const { pools } = entryJson(id);
  const units = pools.map(({ unit }) => (typeof unit === 'string' ? unit : 'money'));
  // Rules of one id are the same pool, in the one or the other form of the answer.
  const isNamed =
    new Set(pools.map(({ id }) => id)).size > 1 &&
    pools.every(({ name }) => name !== undefined && !name.startsWith('/'));
  return unique(isNamed ? pools.map(({ name }, index) => `${name} (${units[index]})`) : units);
}

function unitName({ name }: Unit): string {
  return name;
}

function unique(texts: readonly string[]): string {
  return [...new Set(texts)].join(', ');
}
