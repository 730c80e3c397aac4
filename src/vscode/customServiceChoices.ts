import { type GatewayPreset, gatewayPresets, type KeyPlace } from '../core/catalog/draftEntry.ts';
import type { PickItem } from './ui.ts';

/** The kinds of services that can be described. */
export const kinds: readonly (PickItem & { readonly preset?: GatewayPreset })[] = [
  { label: 'Any service', detail: 'A URL that returns JSON to a GET request.', icon: 'globe' },
  ...gatewayPresets.map((preset) => ({ label: preset.label, detail: preset.detail, icon: 'server', preset })),
];

/** How a key can go with a request. */
export const places: readonly (PickItem & { readonly place: KeyPlace | 'header' | 'query' })[] = [
  { label: 'Authorization: Bearer KEY', place: { headers: { Authorization: 'Bearer {key}' } } },
  { label: 'x-api-key: KEY', place: { headers: { 'x-api-key': '{key}' } } },
  { label: 'Authorization: KEY', place: { headers: { Authorization: '{key}' } } },
  { label: 'Another header…', place: 'header' },
  { label: 'In the query…', description: 'servers may log it', place: 'query' },
];

/** Units to choose from. */
export const units: readonly (PickItem & { readonly unit?: string; readonly scale?: number })[] = [
  { label: 'Credits', unit: 'credits' },
  { label: 'US dollars', unit: 'USD' },
  { label: 'US cents', description: 'shown as dollars', unit: 'USD', scale: 0.01 },
  { label: 'Euros', unit: 'EUR' },
  { label: 'Requests', unit: 'requests' },
  { label: 'Tokens', unit: 'tokens' },
  { label: 'Characters', unit: 'characters' },
  { label: 'Other…' },
];
