import { black, parseColor, type Rgba, white } from './contrast.ts';
import { type Source, type Theme, themeOf } from './themeColors.ts';
import { vscodeColor } from './vscodeColors.ts';

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
    probe.style.color = isForced ? forced[name] : vscodeColor(name);
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
