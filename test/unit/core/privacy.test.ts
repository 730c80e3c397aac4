import assert from 'node:assert/strict';
import { Format } from '../../../src/core/format.ts';
import { Privacy } from '../../../src/core/privacy.ts';
import { count, credits, currency } from '../../../src/core/unit.ts';

describe('privacy', () => {
  it('is off at first, and says each change', () => {
    const privacy = new Privacy();
    const changes: boolean[] = [];
    privacy.onDidChange((value) => changes.push(value));
    assert.equal(privacy.value, false);
    privacy.toggle();
    privacy.toggle();
    assert.deepStrictEqual(changes, [true, false]);
  });

  it('hides every amount that a format writes, in any unit, and neither its time nor its unit', () => {
    const privacy = new Privacy();
    const format = new Format('en-US', 'UTC', privacy);
    const texts = () =>
      [credits, count('searches', 'search'), currency('USD')].flatMap((unit) => [
        format.amount(1, unit),
        format.amountWithUnit(1, unit),
        format.exactAmount(1, unit),
        format.roughly(1, unit),
        format.roughlyWithUnit(1, unit),
        format.roughRange(1, 200, unit),
      ]);
    const before = texts();
    privacy.toggle();
    assert.equal(format.hidesAmounts, true);
    const [credit, search, dollar] = ['••• credits', '••• searches', '•••'];
    assert.deepStrictEqual(
      texts(),
      [credit, search, dollar].flatMap((word) => ['•••', word, '•••', '•••', word, '•••']),
    );
    assert.equal(format.span(3_600_000), '1 h');
    assert.equal(format.unlessHidden('12.50'), '•••');
    privacy.toggle();
    assert.equal(format.unlessHidden('12.50'), '12.50');
    assert.deepStrictEqual(texts(), before);
  });
});
