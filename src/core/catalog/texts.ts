import { text } from '../responseFields.ts';
import { find } from './jsonPointer.ts';

/** Of a person, or of a page: neither is the name of a plan or of a lot. */
const address = /\S@\S|:\/\//;

/** A text of an entry, or where it is a pointer the one of the answer, in the form in which it may be shown. */
export function textIn(answer: unknown, rule: string | undefined): string | undefined {
  if (!rule?.startsWith('/')) return rule;
  const [value] = find(answer, rule);
  const found = text.safeParse(typeof value === 'number' ? String(value) : value).data;
  return found !== undefined && address.test(found) ? undefined : found;
}
