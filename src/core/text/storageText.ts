import type { StorageProblem } from '../storageProblems.ts';

/** A problem with the saved data and what comes of it, in a sentence or two. */
export function storageText({ file, kind }: StorageProblem): string {
  if (kind === 'newer') return 'Another window runs a newer version of Credits. Reload this window to save changes.';
  if (kind !== 'setAside') return "Credits can't save its data (disk full or read-only).";
  return setAsideTexts[file] ?? (file.startsWith('history') ? historyText : otherText);
}

const otherText = 'A damaged data file was set aside, and Credits starts over with a new one.';
const historyText = 'The damaged history was set aside. The forecast starts over.';
const setAsideTexts: Readonly<Record<string, string>> = {
  'accounts.json':
    'The damaged list of accounts was set aside. Add your API keys again, or delete the saved ones with "Remove All API Keys".',
  'readings.2.json': 'Damaged saved balances were set aside. All balances are fetched again.',
};
