import * as vscode from 'vscode';

/** The color of lines in pictures that cannot read the theme's own: it has to be seen on its background. */
export function lineColor(): string {
  switch (vscode.window.activeColorTheme.kind) {
    case vscode.ColorThemeKind.Light:
      return '#1a6fc4';
    case vscode.ColorThemeKind.HighContrastLight:
      return '#0f4a85';
    case vscode.ColorThemeKind.HighContrast:
      return '#f38518';
    default:
      return '#3794ff';
  }
}
