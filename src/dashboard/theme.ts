import { black, contrast, cssColor, legible, mix, over, parseColor, type Rgba, white } from './contrast.ts';

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

/** The theme's own colors, and what stands in where it has none. */
const sources = {
  background: ['--vscode-editor-background'],
  text: ['--vscode-foreground'],
  muted: ['--vscode-descriptionForeground', '--vscode-foreground'],
  link: ['--vscode-textLink-foreground', '--vscode-foreground'],
  warning: ['--vscode-editorWarning-foreground', '--vscode-foreground'],
  error: ['--vscode-errorForeground', '--vscode-foreground'],
  line: ['--vscode-charts-blue', '--vscode-foreground'],
  toppedUp: ['--vscode-charts-green', '--vscode-foreground'],
  expired: ['--vscode-charts-orange', '--vscode-editorWarning-foreground', '--vscode-foreground'],
  adjusted: ['--vscode-charts-purple', '--vscode-foreground'],
  hover: ['--vscode-toolbar-hoverBackground', '--vscode-editor-background'],
  focus: ['--vscode-contrastActiveBorder', '--vscode-focusBorder', '--vscode-foreground'],
  rule: ['--vscode-contrastBorder', '--vscode-widget-border', '--vscode-panel-border', '--vscode-foreground'],
  button: ['--vscode-button-background', '--vscode-foreground'],
  onButton: ['--vscode-button-foreground', '--vscode-editor-background'],
} as const;

type Source = keyof typeof sources;

/** The colors of the system where it forces its own, … */
const forced: Readonly<Record<Source, string>> = {
  background: 'Canvas',
  text: 'CanvasText',
  muted: 'CanvasText',
  link: 'LinkText',
  warning: 'CanvasText',
  error: 'CanvasText',
  line: 'CanvasText',
  toppedUp: 'CanvasText',
  expired: 'CanvasText',
  adjusted: 'CanvasText',
  hover: 'Canvas',
  focus: 'Highlight',
  rule: 'CanvasText',
  button: 'ButtonFace',
  onButton: 'ButtonText',
};

/** … and those of paper. */
const paper: Readonly<Partial<Record<Source, Rgba>>> = { background: white, text: black, muted: black, rule: black };

/** The theme that is on: VS Code's, the system's where it forces one, or paper's. */
export function readTheme(): Theme {
  const probe = document.createElement('span');
  document.body.append(probe);
  const computed = getComputedStyle(probe);
  const isForced = matchMedia('(forced-colors: active)').matches;
  const isPaper = matchMedia('print').matches;
  const read = (name: Source): Rgba => {
    const color = isForced
      ? forced[name]
      : sources[name].reduceRight((otherwise, variable) => `var(${variable}, ${otherwise})`, 'CanvasText');
    probe.style.color = color;
    return (isPaper ? paper[name] : undefined) ?? parseColor(computed.color) ?? black;
  };
  const { classList } = document.body;
  const highContrast =
    isForced || classList.contains('vscode-high-contrast') || classList.contains('vscode-high-contrast-light');
  const theme = themeOf(read, { font: `11px ${computed.fontFamily}`, highContrast, isPaper });
  probe.remove();
  return theme;
}

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
    band: { ...line, a: highContrast ? 0.3 : 0.18 },
    grid: mix(background, text, highContrast ? 0.25 : 0.1),
    axis: highContrast ? text : mix(background, text, 0.3),
    now: mark('text'),
    toppedUp: mark('toppedUp'),
    expired: mark('expired'),
    adjusted: mark('adjusted'),
    track: mix(background, text, 0.1),
    hover: hovered,
    focus: mark('focus'),
    rule: highContrast ? mark('rule') : over(read('rule'), background),
    edge: legible(mix(background, text, 0.3), grounds, ofMarks),
    button,
    onButton: legible(read('onButton'), [button], ofText),
  };
  const css = Object.fromEntries(Object.entries(shades).map(([name, color]) => [name, cssColor(color)]));
  return { ...(css as Readonly<Record<keyof typeof shades, string>>), ...looks };
}

/** Gives the colors to the style sheet, as variables of an element. */
export function applyTheme({ style }: HTMLElement, { font, highContrast, isPaper, ...colors }: Theme): void {
  for (const [name, color] of Object.entries(colors)) style.setProperty(`--${name}`, color);
}

/** Calls after each change of the theme until what it returns is called: VS Code changes class and style in place. */
export function watchTheme(changed: () => void): () => void {
  const watching = new MutationObserver(changed);
  const options = { attributes: true, attributeFilter: ['class', 'style'] };
  watching.observe(document.body, options);
  watching.observe(document.documentElement, options);
  const media = ['print', '(forced-colors: active)'].map((query) => matchMedia(query));
  for (const one of media) one.addEventListener('change', changed);
  return () => {
    watching.disconnect();
    for (const one of media) one.removeEventListener('change', changed);
  };
}
