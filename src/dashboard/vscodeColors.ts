import { type Source, shares, sources } from './themeColors.ts';

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

/** A color of VS Code's theme, as CSS. */
export function vscodeColor(name: Source): string {
  return variables[name].reduceRight((otherwise, variable) => `var(${variable}, ${otherwise})`, 'CanvasText');
}

const mixed = (color: string, share: number, other: string) => `color-mix(in srgb, ${color} ${share * 100}%, ${other})`;

const mixes = {
  band: mixed('var(--line)', shares.band, 'transparent'),
  grid: mixed('var(--text)', shares.grid, 'var(--background)'),
  edge: mixed('var(--text)', shares.edge, 'var(--background)'),
};

/** The style of a page whose script hasn't run yet: colors as the theme has them, not yet made legible. */
export const firstColors = `#dashboard{${[
  ...sources.map((name) => `--${name}:${vscodeColor(name)}`),
  ...Object.entries(mixes).map(([name, color]) => `--${name}:${color}`),
].join(';')}}`;
