import { servicesOfKey } from '../core/apiKey.ts';
import type { Field, Provider, ProviderRegistry, UnreadableService } from '../core/provider.ts';
import { fieldText } from '../core/text/fieldText.ts';
import type { PickItem } from './ui.ts';

/** What an item of the list of services stands for. */
export type ServiceChoice =
  | { readonly provider: Provider }
  | { readonly unreadable: UnreadableService }
  | { readonly instead: 'paste' | 'import' | 'custom' };

/** An item of the list of services. */
export type ServicePick = PickItem & { readonly choice: ServiceChoice };

/** An item of the list of services that a key may be for. */
export type KeyServicePick = PickItem & { readonly choice: Exclude<ServiceChoice, { readonly instead: unknown }> };

type Services = Pick<ProviderRegistry, 'all' | 'mostUsed' | 'unreadable'>;

const icons: Readonly<Record<Field, string>> = {
  ai: 'sparkle',
  images: 'file-media',
  speech: 'unmute',
  search: 'search',
  scraping: 'globe',
  enrichment: 'person',
  verification: 'verified',
  messaging: 'mail',
  documents: 'file',
  data: 'database',
  cloud: 'cloud',
  other: 'credit-card',
};

/**
 * The list of services: the ones that most people use first, and at the end those whose balance can't be read, so that
 * nobody looks for them in vain.
 */
export function servicePicks({ all, mostUsed, unreadable }: Services): readonly ServicePick[] {
  return [
    {
      label: 'Paste a Key…',
      description: "detects the service from the key's format",
      icon: 'key',
      choice: { instead: 'paste' },
    },
    {
      label: 'Import from .env…',
      description: 'finds keys in files and in the environment',
      icon: 'cloud-download',
      choice: { instead: 'import' },
    },
    ...all.map((provider) => ({
      ...itemOf(provider),
      group: groupOf(provider, mostUsed),
      choice: { provider },
    })),
    ...unreadable.map((service) => ({
      ...unreadableItem(service),
      group: 'No balance to read',
      choice: { unreadable: service },
    })),
    {
      label: 'Custom…',
      description: 'any service or gateway with a balance in JSON',
      icon: 'add',
      group: 'Not in the list',
      staysShown: true,
      choice: { instead: 'custom' },
    },
  ];
}

/** The services that a key may be for: first those whose keys have its form, also without a readable balance; then all. */
export function keyServicePicks(
  key: string,
  { all, unreadable }: Omit<Services, 'mostUsed'>,
): readonly KeyServicePick[] {
  const without = unreadable.filter(({ prefix }) => prefix !== undefined && key.startsWith(prefix));
  // A form that one of those has says more than the few letters that others begin with.
  const fitting = without.length > 0 ? [] : servicesOfKey(key, all);
  const group = "Matches this key's format";
  const others = without.length + fitting.length > 0 ? 'Other services' : 'All services';
  const pick = (provider: Provider) => ({ ...itemOf(provider), choice: { provider } });
  return [
    ...without.map((service) => ({ ...unreadableItem(service), group, choice: { unreadable: service } })),
    ...fitting.map((provider) => ({ ...pick(provider), group })),
    ...all.filter((provider) => !fitting.includes(provider)).map((provider) => ({ ...pick(provider), group: others })),
  ];
}

function unreadableItem({ name, label, field }: UnreadableService): PickItem {
  return { label: name, description: `${label} · ${fieldText(field)}`, icon: 'circle-slash' };
}

function itemOf({ name, field = 'other', confidence, note }: Provider): PickItem {
  const sure = confidence === 'community' ? ['community-verified endpoint'] : [];
  return {
    label: name,
    description: [fieldText(field), ...sure].join(' · '),
    ...(note !== undefined && { detail: note }),
    icon: icons[field],
  };
}

function groupOf({ id, isOwn }: Provider, mostUsed: readonly string[]): string {
  if (isOwn) return 'Your services';
  return mostUsed.includes(id) ? 'Most used' : 'All services';
}
