/**
 * The page of the dashboard, empty but for its script. It may load that script, and styles which carry the same number,
 * and nothing else from anywhere. `script` is an address that VS Code gave, `nonce` is of letters and digits.
 */
export function dashboardHtml(script: string, nonce: string): string {
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
<div id="dashboard"></div>
<script nonce="${nonce}" src="${script.replaceAll('"', '&quot;')}"></script>
</body>
</html>
`;
}
