/** The colors that a chart is drawn with, as a canvas takes them. */
export interface Theme {
  readonly line: string;
  readonly band: string;
  readonly text: string;
  readonly grid: string;
  readonly axis: string;
  readonly now: string;
  readonly toppedUp: string;
  readonly expired: string;
  readonly adjusted: string;
  readonly background: string;
  /** The font of the labels, as CSS writes it. */
  readonly font: string;
  readonly highContrast: boolean;
}

const colors = [
  'line',
  'band',
  'text',
  'grid',
  'axis',
  'now',
  'toppedUp',
  'expired',
  'adjusted',
  'background',
] as const;

/** The colors of the theme that is on, which the style sheet names: a canvas does not know variables. */
export function readTheme(): Theme {
  const probe = document.createElement('span');
  document.body.append(probe);
  const computed = getComputedStyle(probe);
  const read = colors.map((name) => {
    probe.style.color = `var(--chart-${name})`;
    return [name, computed.color] as const;
  });
  const font = `11px ${computed.fontFamily}`;
  probe.remove();
  const { classList } = document.body;
  const highContrast = classList.contains('vscode-high-contrast') || classList.contains('vscode-high-contrast-light');
  return { ...colorsOf(read), font, highContrast };
}

function colorsOf(read: readonly (readonly [(typeof colors)[number], string])[]) {
  const of = (name: (typeof colors)[number]) => read.find(([known]) => known === name)?.[1] ?? '';
  return {
    line: of('line'),
    band: of('band'),
    text: of('text'),
    grid: of('grid'),
    axis: of('axis'),
    now: of('now'),
    toppedUp: of('toppedUp'),
    expired: of('expired'),
    adjusted: of('adjusted'),
    background: of('background'),
  };
}

/** Calls after each change of the theme until what it returns is called: VS Code changes class and style in place. */
export function watchTheme(changed: () => void): () => void {
  const watching = new MutationObserver(changed);
  const options = { attributes: true, attributeFilter: ['class', 'style'] };
  watching.observe(document.body, options);
  watching.observe(document.documentElement, options);
  return () => watching.disconnect();
}
