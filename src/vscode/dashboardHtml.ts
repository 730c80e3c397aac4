import type { PageStart, Prerenderer } from '../core/dashboard/prerenderer.ts';

/** What the dashboard consists of, besides its data. */
interface DashboardFiles {
  /** The URI of its script, a module, and where the policy lets that and its imports come from. */
  readonly script: string;
  readonly source: string;
  readonly prerenderer: Prerenderer;
}

/**
 * The HTML of the dashboard, which can be read before its script is loaded: VS Code's service worker takes a quarter of a
 * second to serve a file to a new page. It loads only modules from `source`, and runs only the script and styles with
 * this nonce, which consists of letters and digits.
 */
export function dashboardHtml(
  { script, source, prerenderer }: DashboardFiles,
  nonce: string,
  start?: PageStart,
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
<style nonce="${nonce}">${prerenderer.style}</style>
</head>
<body>
<div id="dashboard" inert>${prerenderer.prerender(start)}</div>
<script type="module" nonce="${nonce}">
import("${script}").catch(() => {
  const root = document.getElementById("dashboard");
  root.inert = false;
  root.textContent = "Can't load the dashboard. Close it and open it again.";
});
</script>
</body>
</html>
`;
}
