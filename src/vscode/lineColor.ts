import { ColorThemeKind, window } from 'vscode';

/** The color of lines in pictures that cannot read the theme's own: it has to be seen on its background. */
export function lineColor(): string {
  switch (window.activeColorTheme.kind) {
    case ColorThemeKind.Light:
      return '#1a6fc4';
    case ColorThemeKind.HighContrastLight:
      return '#0f4a85';
    case ColorThemeKind.HighContrast:
      return '#f38518';
    default:
      return '#3794ff';
  }
}
