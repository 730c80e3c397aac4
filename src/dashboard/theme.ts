import { black, parseColor, type Rgba, white } from './contrast.ts';
import { type Source, type Theme, themeOf } from './themeColors.ts';

/** The theme's own colors, and what stands in where it has none. */
const variables: Readonly<Record<Source, readonly string[]>> = {
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
};

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
      : variables[name].reduceRight((otherwise, variable) => `var(${variable}, ${otherwise})`, 'CanvasText');
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
