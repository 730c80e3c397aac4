import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contrast, cssColor, parseColor, type Rgba } from '../../../src/dashboard/contrast.ts';
import { type Source, sources, type Theme, themeOf } from '../../../src/dashboard/themeColors.ts';

const looks = { font: '11px sans', highContrast: false, isPaper: false };
const byte = fc.integer({ min: 0, max: 255 });
const anyColor = fc.record({ r: byte, g: byte, b: byte, a: fc.constantFrom(1, 1, 0.7, 0.33, 0) });
const anyTheme = fc.record(
  Object.fromEntries(sources.map((name) => [name, anyColor])) as Record<Source, typeof anyColor>,
);

const color = (text: string): Rgba => {
  const parsed = parseColor(text);
  assert.ok(parsed, text);
  return parsed;
};
const on = (background: string, text: string) => contrast(color(text), color(background));

function faint(theme: Theme): readonly string[] {
  const { background, hover } = theme;
  const texts = (['text', 'muted', 'link', 'warning', 'error'] as const).filter(
    (name) => Math.min(on(background, theme[name]), on(hover, theme[name])) < 4.5,
  );
  const marks = (['line', 'now', 'toppedUp', 'expired', 'adjusted', 'focus', 'edge'] as const).filter(
    (name) => on(background, theme[name]) < 3,
  );
  return [...texts, ...marks, ...(on(theme.button, theme.onButton) < 4.5 ? ['onButton'] : [])];
}

describe('the colors of the page', () => {
  it('can be read whatever the theme is, translucent colors too', () => {
    fc.assert(
      fc.property(anyTheme, fc.boolean(), (colors, highContrast) => {
        assert.deepStrictEqual(faint(themeOf((name) => colors[name], { ...looks, highContrast })), []);
      }),
    );
  });

  it('are the own ones of a theme that can be read', () => {
    const light: Readonly<Record<Source, string>> = {
      background: 'rgb(255, 255, 255)',
      text: 'rgb(32, 32, 32)',
      muted: 'rgb(96, 96, 96)',
      link: 'rgb(0, 105, 204)',
      warning: 'rgb(150, 100, 0)',
      error: 'rgb(173, 7, 7)',
      line: 'rgb(26, 92, 255)',
      toppedUp: 'rgb(56, 138, 52)',
      expired: 'rgb(180, 100, 0)',
      adjusted: 'rgb(101, 45, 144)',
      hover: 'rgba(0, 0, 0, 0.05)',
      focus: 'rgb(0, 105, 204)',
      rule: 'rgb(226, 226, 229)',
      button: 'rgb(0, 105, 204)',
      onButton: 'rgb(255, 255, 255)',
    };
    const theme = themeOf((name) => color(light[name]), looks);
    for (const name of sources) {
      if (name !== 'hover') assert.equal(theme[name], cssColor(color(light[name])), name);
    }
    assert.deepStrictEqual(faint(theme), []);
  });
});
