import { parseArgs } from 'node:util';
import { type ProviderId, providerIds } from './providerId.ts';
import { scenarios } from './scenarios.ts';
import { type Simulator, startSimulator } from './startSimulator.ts';

// Fixed, because the extension remembers the origin that a key was entered for: after a restart the keys still fit.
const DEFAULT_PORT = 4680;

const usage = 'Usage: npm run simulator -- [--port N]   (N from 0 to 65535; 0 takes a free port)';

function portFrom(args: string[]): number | undefined {
  try {
    const { values } = parseArgs({ args, options: { port: { type: 'string' } } });
    const text = values.port ?? String(DEFAULT_PORT);
    return /^\d+$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
  } catch {
    return undefined;
  }
}

function keyTable(provider: ProviderId): string {
  const rows = Object.values(scenarios).filter((scenario) => scenario.provider === provider);
  const width = Math.max(...rows.map(({ key }) => key.length));
  const lines = rows.map(({ key, status, describes }) => `  ${key.padEnd(width)}  ${status}  ${describes}`);
  return [provider, ...lines].join('\n');
}

function introduction({ endpoints, controlUrl }: Simulator): string {
  return `The five services are simulated. For the user settings of VS Code:

"credits.endpoints": ${JSON.stringify(endpoints, null, 2)}

Keys to type, the HTTP status that each gets, and what it does. None of them is a secret.

${providerIds.map(keyTable).join('\n\n')}

To change what happens, for example:

  curl ${controlUrl}/accounts
  curl ${controlUrl}/requests
  curl ${controlUrl}/set -d '{"provider":"mimir","balance":3}'
  curl ${controlUrl}/fail -d '{"provider":"breeze","times":2,"kind":"status","status":503,"retryAfter":30}'
  curl ${controlUrl}/fail -d '{"provider":"olostep","kind":"hang"}'
  curl -X POST ${controlUrl}/reset

Ctrl+C ends it.`;
}

async function main(): Promise<void> {
  const port = portFrom(process.argv.slice(2));
  if (port === undefined) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const simulator = await startSimulator({ port });
  const end = (): void => {
    void simulator.dispose();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  console.log(introduction(simulator));
}

main().catch((error: unknown) => {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  console.error(taken ? 'The port is taken. Choose another one with --port.' : error);
  process.exitCode = 1;
});
