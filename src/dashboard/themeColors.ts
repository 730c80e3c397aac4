import { black, contrast, cssColor, legible, mix, over, type Rgba, white } from './contrast.ts';

/** The colors of the page, as CSS and a canvas take them, legible on the background. */
export interface Theme {
  readonly background: string;
  readonly text: string;
  /** Text that explains. */
  readonly muted: string;
  readonly link: string;
  readonly warning: string;
  readonly error: string;
  readonly line: string;
  readonly band: string;
  readonly grid: string;
  readonly axis: string;
  readonly now: string;
  readonly toppedUp: string;
  readonly expired: string;
  readonly adjusted: string;
  /** The empty part of a bar. */
  readonly track: string;
  /** Behind what the mouse is on. */
  readonly hover: string;
  readonly focus: string;
  /** Between accounts, and around a bar. */
  readonly rule: string;
  /** Around what can be pressed. */
  readonly edge: string;
  readonly button: string;
  readonly onButton: string;
  /** The font of labels, as CSS writes it. */
  readonly font: string;
  readonly highContrast: boolean;
  /** True while the page is printed. */
  readonly isPaper: boolean;
}

/** The least contrast of text and of what isn't text. */
const ofText = 4.5;
const ofMarks = 3;

/** How much of the line is in the band around it, and of the text in what stands back behind it. */
export const shares = { band: 0.18, grid: 0.1, edge: 0.3 } as const;

/** The colors of a theme that those of the page are made of. */
export const sources = [
  'background',
  'text',
  'muted',
  'link',
  'warning',
  'error',
  'line',
  'toppedUp',
  'expired',
  'adjusted',
  'hover',
  'focus',
  'rule',
  'button',
  'onButton',
] as const;

export type Source = (typeof sources)[number];

/** The colors of the page from those of a theme, each as near to its own as can be read. */
export function themeOf(read: (name: Source) => Rgba, looks: Pick<Theme, 'font' | 'highContrast' | 'isPaper'>): Theme {
  const { highContrast } = looks;
  const background = over(read('background'), white);
  const strongest = contrast(white, background) > contrast(black, background) ? white : black;
  const hover = over(read('hover'), background);
  // A hover that leaves no room for legible text isn't one.
  const hovered = contrast(strongest, hover) >= 7 ? hover : background;
  const grounds = [background, hovered] as const;
  const text = legible(read('text'), grounds, ofText);
  const mark = (name: Source) => legible(read(name), grounds, ofMarks);
  const line = mark('line');
  const button = over(read('button'), background);
  const shades = {
    background,
    text,
    muted: legible(read('muted'), grounds, ofText),
    link: legible(read('link'), grounds, ofText),
    warning: legible(read('warning'), grounds, ofText),
    error: legible(read('error'), grounds, ofText),
    line,
    // Lines of the grid show through it.
    band: { ...line, a: highContrast ? 0.3 : shares.band },
    grid: mix(background, text, highContrast ? 0.25 : shares.grid),
    axis: highContrast ? text : mix(background, text, 0.3),
    now: mark('text'),
    toppedUp: mark('toppedUp'),
    expired: mark('expired'),
    adjusted: mark('adjusted'),
    track: mix(background, text, 0.1),
    hover: hovered,
    focus: mark('focus'),
    rule: highContrast ? mark('rule') : over(read('rule'), background),
    edge: legible(mix(background, text, shares.edge), grounds, ofMarks),
    button,
    onButton: legible(read('onButton'), [button], ofText),
  };
  const css = Object.fromEntries(Object.entries(shades).map(([name, color]) => [name, cssColor(color)]));
  return { ...(css as Readonly<Record<keyof typeof shades, string>>), ...looks };
}
