import type { Entry } from './entry.ts';

/** How a key goes with the request of a person's own service, with `{key}` in its place. */
export type KeyPlace = Pick<Entry['request'], 'headers' | 'query'>;

/** What a person has said about their own service. */
export interface ServiceDraft {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly place: KeyPlace;
  readonly amount: Entry['pools'][number]['amount'];
  readonly unit: string;
}

/** The entry that says so, as it is written to the settings. */
export function draftEntry({ id, name, url, place, amount, unit }: ServiceDraft): Entry {
  return { id, name, request: { url, ...place }, pools: [{ unit, amount }] };
}

/** A kind of gateway that many people run, whose answers are known. */
export interface GatewayPreset {
  readonly label: string;
  readonly detail: string;
  /** The entry for one of them, at a base URL without a slash at its end. */
  entry(id: string, name: string, base: string): Entry;
}

/** One US dollar in the units in which these gateways count. */
const unitsPerDollar = 500_000;

const success: Entry['statuses'] = {
  // They answer with 200 where they reject a key, too.
  '200': [{ if: { path: '/success', is: [false] }, means: 'unauthorized' }],
};

/** The presets for gateways. */
export const gatewayPresets: readonly GatewayPreset[] = [
  {
    label: 'New-API gateway, with an API key',
    detail: 'Reads the remaining amount of one key (sk-…).',
    entry: (id, name, base) => ({
      id,
      name,
      field: 'ai',
      request: { url: `${base}/api/usage/token/`, headers: { Authorization: 'Bearer {key}' } },
      pools: [
        {
          unit: 'USD',
          amount: { path: '/data/total_available', divide: unitsPerDollar },
          unlimitedIf: '/data/unlimited_quota',
        },
      ],
      statuses: success,
    }),
  },
  {
    label: 'New-API or one-api gateway, with an access token',
    detail: 'Reads the balance of the account. Create the token on your profile page at the gateway.',
    entry: (id, name, base) => ({
      id,
      name,
      field: 'ai',
      parameters: [
        {
          id: 'userId',
          title: 'User ID',
          prompt: 'Your numeric user ID at a New-API gateway. Leave empty for one-api.',
        },
      ],
      request: {
        url: `${base}/api/user/self`,
        headers: { Authorization: '{key}', 'New-Api-User': '{userId}' },
      },
      pools: [{ unit: 'USD', amount: { path: '/data/quota', divide: unitsPerDollar } }],
      statuses: success,
    }),
  },
];

/** An id for an entry of this name that no other service has. */
export function freeEntryId(name: string, taken: ReadonlySet<string>): string {
  const words = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const id = words.replace(/^-+/, '').slice(0, 32).replace(/-+$/, '') || 'service';
  let free = id;
  for (let n = 2; taken.has(free); n += 1) free = `${id}-${n}`;
  return free;
}

/** The ids of all entries in the value of the setting, also of those that can't be used. */
export function entryIds(value: unknown): readonly string[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  return entries.flatMap((entry) => {
    const id = typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'id') : undefined;
    return typeof id === 'string' ? [id] : [];
  });
}
