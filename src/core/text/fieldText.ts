import type { Field } from '../provider.ts';

const names: Readonly<Record<Field, string>> = {
  ai: 'AI models',
  images: 'Images and video',
  speech: 'Speech and audio',
  search: 'Search',
  scraping: 'Scraping and web data',
  enrichment: 'Contact data',
  verification: 'Email and phone verification',
  messaging: 'Email and messaging',
  documents: 'Documents and translation',
  data: 'Data, maps, and finance',
  cloud: 'Cloud',
  other: 'Other',
};

/** What services of a field are for, in a few words that people search for. */
export function fieldText(field: Field = 'other'): string {
  return names[field];
}
