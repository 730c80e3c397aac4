/** A color as a screen has it: red, green and blue from 0 to 255, alpha from 0 to 1. */
export interface Rgba {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly a: number;
}

export const black: Rgba = { r: 0, g: 0, b: 0, a: 1 };
export const white: Rgba = { r: 255, g: 255, b: 255, a: 1 };

/** A color as browsers compute it: "rgb(0, 0, 0)", "rgba(0, 0, 0, 0.3)", "color(srgb 0 0 0 / 0.3)"; undefined for another. */
export function parseColor(text: string): Rgba | undefined {
  const match = /^(rgba?|color)\((?:srgb )?([^)]*)\)$/.exec(text.trim());
  const numbers = match?.[2]?.split(/[\s,/]+/).map(Number) ?? [];
  const [r, g, b, a = 1] = numbers;
  if (r === undefined || g === undefined || b === undefined || numbers.some(Number.isNaN)) return undefined;
  const scale = match?.[1] === 'color' ? 255 : 1;
  return { r: r * scale, g: g * scale, b: b * scale, a };
}

/** A color as CSS and canvases take it. */
export function cssColor({ r, g, b, a }: Rgba): string {
  const [red, green, blue] = [r, g, b].map(Math.round);
  return a >= 1 ? `rgb(${red}, ${green}, ${blue})` : `rgba(${red}, ${green}, ${blue}, ${a})`;
}

/** A color as it is seen over an opaque one. */
export function over(color: Rgba, background: Rgba): Rgba {
  return rounded(mix(background, { ...color, a: 1 }, color.a));
}

/** The color a share of the way from one opaque color to another. */
export function mix(from: Rgba, to: Rgba, share: number): Rgba {
  const between = (a: number, b: number) => a + (b - a) * share;
  return { r: between(from.r, to.r), g: between(from.g, to.g), b: between(from.b, to.b), a: 1 };
}

/** The contrast of two opaque colors as WCAG 2 defines it, from 1 to 21. */
export function contrast(one: Rgba, other: Rgba): number {
  return ratio(luminance(one), luminance(other));
}

function ratio(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

function luminance({ r, g, b }: Rgba): number {
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** In so many steps a color is moved away from its background. */
const steps = 40;

/**
 * The color as it is seen, moved toward black or white as little as it takes until it has this contrast with every
 * background.
 */
export function legible(color: Rgba, backgrounds: readonly [Rgba, ...Rgba[]], least: number): Rgba {
  const [background] = backgrounds;
  const seen = over(color, background);
  const behind = backgrounds.map(luminance);
  const worst = (one: Rgba) => {
    const own = luminance(one);
    return Math.min(...behind.map((other) => ratio(own, other)));
  };
  const far = worst(white) > worst(black) ? white : black;
  for (let step = 0; step < steps; step += 1) {
    const moved = rounded(mix(seen, far, step / steps));
    if (worst(moved) >= least) return moved;
  }
  return far;
}

/** As `cssColor` writes it: what is measured is what is drawn. */
function rounded({ r, g, b, a }: Rgba): Rgba {
  return { r: Math.round(r), g: Math.round(g), b: Math.round(b), a };
}
