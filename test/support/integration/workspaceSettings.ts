/**
 * The `.vscode/settings.json` of the workspace that the integration tests run in: one that would raise alarms and send
 * keys elsewhere. VS Code drops a setting of scope "application" from it when its name is written in full. One step
 * deeper or nested it does not look, and `credits.endpoints.mimir` reaches whoever asks for `credits.endpoints`.
 */
export const workspaceSettings = {
  'credits.refreshInterval': 2,
  'credits.thresholds': { mimir: { low: 1_000_000 } },
  'credits.endpoints': { mimir: 'https://workspace.invalid' },
  credits: {
    refreshInterval: 3,
    thresholds: { mimir: { critical: 1_000_000 } },
    endpoints: { mimir: 'https://nested.invalid' },
  },
  'credits.thresholds.mimir': { low: 1_000_000 },
  'credits.endpoints.mimir': 'https://deeper.invalid',
  // By it the tests see that the file has been read.
  'editor.tabSize': 7,
} as const;
