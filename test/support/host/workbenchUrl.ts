import type { Server } from './server.ts';

/** What a window shows and runs. Paths are absolute. */
export interface WorkbenchContents {
  readonly folder?: string;
  /** Needs a server that was started with `development`. */
  readonly extensionDevelopmentPaths?: readonly string[];
  /** Needs a server that was started with `development`. */
  readonly extensionTestsPath?: string;
}

/** The address of a window of `server` with these contents. */
export function workbenchUrl(server: Server, contents: WorkbenchContents): string {
  const { folder, extensionDevelopmentPaths = [], extensionTestsPath } = contents;
  const payload = [
    ['skipWelcome', 'true'],
    ...extensionDevelopmentPaths.map((path) => ['extensionDevelopmentPath', server.uri(path)]),
    ...(extensionTestsPath ? [['extensionTestsPath', server.uri(extensionTestsPath)]] : []),
  ];
  return server.url({
    ...(folder ? { folder: decodeURIComponent(new URL(server.uri(folder)).pathname) } : { ew: 'true' }),
    payload: JSON.stringify(payload),
  });
}
