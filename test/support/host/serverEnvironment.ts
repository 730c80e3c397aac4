/** Names that would change how the server or an extension host runs because of how our own process was started. */
const ours = /^(NODE_|VSCODE_|ELECTRON_|CODE_SERVER_|npm_|ESBUILD_|TSX_)/i;

/** The environment for a server: that of our process without what speaks to Node.js, npm or VS Code. */
export function serverEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return { ...Object.fromEntries(kept), ...more };
}
