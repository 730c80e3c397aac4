import assert from 'node:assert/strict';
import { plainLabel } from '../../../../src/core/text/plainLabel.ts';

/** What VS Code makes a link of in a message (vs/base/common/linkedText). */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

describe('a label in a message', () => {
  for (const label of ['Bloom', 'Work [team]', 'Team (EU)', 'a](b', '50% of C:\\keys']) {
    it(`reads as it is: ${label}`, () => assert.equal(plainLabel(label).replace('] (', ']('), label));
  }

  for (const label of [
    '[Renew](command:credits.removeAllKeys)',
    '[Renew](https://evil.example.com "Renew")',
    '[Renew]\u200b(command:workbench.action.quit)',
    '[a]([Renew](command:x))',
    '[Renew]\n(command:x)',
  ]) {
    it(`never becomes a link: ${JSON.stringify(label)}`, () => {
      assert.doesNotMatch(plainLabel(label), link);
      assert.doesNotMatch(`Removed ${plainLabel(label)}(command:x)`, link);
    });
  }

  it('never becomes an icon', () => {
    assert.equal(plainLabel('$(bug) $(sync~spin)'), '$ (bug) $ (sync~spin)');
  });

  it('has no characters that hide or reorder others', () => {
    assert.equal(plainLabel('a\u202eb\u2066c\u0000d\r\ne'), 'a b c d e');
  });
});
