import { errorText } from './errorText.ts';

/** What came of an import: the labels of the accounts, and the names of the variables whose keys were not added. */
export interface ImportResult {
  readonly added: readonly string[];
  readonly rejected: readonly string[];
  readonly unchecked: readonly string[];
  /** Accepted, and not saved because of this error, the first one. */
  readonly unsaved: readonly string[];
  readonly error?: unknown;
}

/** What came of an import, in one message. Never a key. */
export function importText({ added, rejected, unchecked, unsaved, error }: ImportResult): string {
  const parts = [
    added.length === 0 ? 'No account was added.' : `Added ${count(added.length, 'account')}: ${listText(added)}.`,
    rejected.length > 0 ? `Rejected: ${listText(rejected)}.` : '',
    unchecked.length > 0 ? `Couldn't check ${listText(unchecked)}.` : '',
    unsaved.length > 0 ? `Couldn't save ${listText(unsaved)}. ${errorText(error)}` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** "3 keys", "1 key". */
export function count(number: number, singular: string): string {
  return `${number} ${singular}${number === 1 ? '' : 's'}`;
}

const mostListed = 5;

function listText(names: readonly string[]): string {
  const others = names.length - mostListed;
  return others > 0 ? `${names.slice(0, mostListed).join(', ')}, and ${others} more` : names.join(', ');
}
