import type { DashboardMessage } from '../core/dashboard/dashboardMessage.ts';

/**
 * The HTML of the dashboard, with its script and its first message, if there is one, inline. It runs only the script and
 * styles with this nonce, and loads nothing. `script` doesn't contain `</script`; `nonce` consists of letters and digits.
 */
export function dashboardHtml(script: string, nonce: string, first?: DashboardMessage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
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
<div id="dashboard"><p role="status">Loading…</p></div>
${first ? `<script type="application/json" id="first">${jsonInHtml(first)}</script>\n` : ''}<script nonce="${nonce}">${script}</script>
</body>
</html>
`;
}

/** JSON in which no tag begins or ends: what a service or a person has named can't leave its place. */
function jsonInHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
