import assert from 'node:assert/strict';
import {
  black,
  contrast,
  cssColor,
  legible,
  over,
  parseColor,
  type Rgba,
  white,
} from '../../../src/dashboard/contrast.ts';

const color = (text: string): Rgba => {
  const parsed = parseColor(text);
  assert.ok(parsed, text);
  return parsed;
};

describe('the contrast of colors', () => {
  it('is that of WCAG', () => {
    assert.equal(contrast(black, white), 21);
    assert.equal(contrast(white, white), 1);
    assert.equal(contrast(color('rgb(118, 118, 118)'), white).toFixed(2), '4.54');
  });

  it('is read from every form that a browser computes', () => {
    assert.deepStrictEqual(parseColor('rgb(1, 2, 3)'), { r: 1, g: 2, b: 3, a: 1 });
    assert.deepStrictEqual(parseColor('rgba(234, 92, 0, 0.33)'), { r: 234, g: 92, b: 0, a: 0.33 });
    assert.deepStrictEqual(parseColor('color(srgb 1 0 0.2 / 0.5)'), { r: 255, g: 0, b: 51, a: 0.5 });
    assert.deepStrictEqual(parseColor('color(srgb 0 0 0)'), black);
    for (const other of ['', 'red', 'oklch(0.5 0.1 20)', 'rgb(a, b, c)']) assert.equal(parseColor(other), undefined);
  });

  it('is measured as the color is seen over its background', () => {
    assert.equal(cssColor(over({ ...white, a: 0.5 }, black)), 'rgb(128, 128, 128)');
  });

  it('leaves a color alone that can be read', () => {
    const blue = color('rgb(26, 92, 255)');
    assert.deepStrictEqual(legible(blue, [white], 4.5), blue);
  });

  it('moves a color as little as it takes, whatever it was', () => {
    // `charts.orange` of Dark Modern on its background.
    const orange = color('rgba(234, 92, 0, 0.33)');
    const background = color('rgb(31, 31, 31)');
    const seen = legible(orange, [background], 3);
    const found = contrast(seen, background);
    assert.ok(found >= 3 && found < 3.6, String(found));
    assert.ok(seen.r > seen.g && seen.g > seen.b, cssColor(seen));
    for (let gray = 0; gray < 256; gray += 5) {
      const ground = { r: gray, g: gray, b: gray, a: 1 };
      for (const text of ['rgb(128, 128, 128)', 'rgba(255, 0, 0, 0.2)', `rgb(${gray}, ${gray}, ${gray})`]) {
        assert.ok(contrast(legible(color(text), [ground], 4.5), ground) >= 4.5, `${text} on ${gray}`);
      }
    }
  });

  it('holds with each of several backgrounds', () => {
    const grounds = [color('rgb(31, 31, 31)'), color('rgb(60, 60, 60)')] as const;
    const text = legible(color('rgb(110, 110, 110)'), grounds, 4.5);
    for (const ground of grounds) assert.ok(contrast(text, ground) >= 4.5);
  });
});
