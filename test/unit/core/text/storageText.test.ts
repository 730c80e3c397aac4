import assert from 'node:assert/strict';
import { storageText } from '../../../../src/core/text/storageText.ts';

describe('the text of a problem with the saved data', () => {
  for (const { file, kind, text } of [
    { file: 'readings.json', kind: 'unwritable', text: "Credits can't save its data (disk full or read-only)." },
    { file: 'accounts.json', kind: 'unreadable', text: "Credits can't save its data (disk full or read-only)." },
    {
      file: 'accounts.json',
      kind: 'setAside',
      text: 'The damaged list of accounts was set aside. Add your API keys again, or delete the saved ones with "Remove All API Keys".',
    },
    {
      file: 'readings.2.json',
      kind: 'setAside',
      text: 'Damaged saved balances were set aside. All balances are fetched again.',
    },
    {
      file: 'history/mimir.jsonl',
      kind: 'setAside',
      text: 'The damaged history was set aside. The forecast starts over.',
    },
    {
      file: 'accounts.json',
      kind: 'newer',
      text: 'Another window runs a newer version of Credits. Reload this window to save changes.',
    },
    {
      file: 'alerts.json',
      kind: 'setAside',
      text: 'A damaged data file was set aside, and Credits starts over with a new one.',
    },
  ] as const) {
    it(`of ${file}, ${kind}, is "${text}"`, () => assert.equal(storageText({ file, kind }), text));
  }
});
