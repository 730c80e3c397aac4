import type { DashboardMessage } from '../core/dashboard/dashboardMessage.ts';

/** What the dashboard consists of, besides its HTML. */
interface DashboardFiles {
  /** Inline: VS Code's service worker takes a quarter of a second to serve a file to a new page. Without `</script`. */
  readonly script: string;
  /** The URI of the module that draws charts, which the script imports. */
  readonly chartModule: string;
  /** Where the policy lets the module come from. */
  readonly source: string;
}

/**
 * The HTML of the dashboard, with its script and its first message, if there is one, inline. It runs only the script and
 * styles with this nonce, which consists of letters and digits, and loads only modules from `source`.
 */
export function dashboardHtml(
  { script, chartModule, source }: DashboardFiles,
  nonce: string,
  first?: DashboardMessage,
): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${source}`,
    `style-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Credits Dashboard</title>
</head>
<body>
<div id="dashboard" data-chart-module="${chartModule}"><p role="status">Loading…</p></div>
${first ? `<script type="application/json" id="first">${jsonInHtml(first)}</script>\n` : ''}<script nonce="${nonce}">${script}</script>
</body>
</html>
`;
}

/** JSON in which no tag begins or ends: what a service or a person has named can't leave its place. */
function jsonInHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
