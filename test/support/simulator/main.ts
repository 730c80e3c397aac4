import { parseArgs } from 'node:util';
import { type StoryName, stories, storyNames } from '../stories/stories.ts';
import type { Story } from '../stories/story.ts';
import { fastClock } from './fastClock.ts';
import { type ProviderId, providerIds } from './providerId.ts';
import { scenarios } from './scenarios.ts';
import { type Simulator, startSimulator } from './startSimulator.ts';

// Fixed, because the extension remembers the origin that a key was entered for: after a restart the keys still fit.
const DEFAULT_PORT = 4680;

const usage = `Usage: npm run simulator -- [--port N] [--speed N] [--story NAME]...

  --port N      from 0 to 65535; 0 takes a free port; ${DEFAULT_PORT} when left out
  --speed N     how many times as fast as the machine's clock credits are used; 1 when left out
  --story NAME  what goes on at one account: ${storyNames.join(', ')}`;

interface Arguments {
  readonly port: number;
  readonly speed: number;
  readonly told: readonly StoryName[];
}

function argumentsFrom(args: string[]): Arguments | undefined {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({ args, options: { port: text, speed: text, story: { ...text, multiple: true } } });
    const { port = String(DEFAULT_PORT), speed = '1', story = [] } = values;
    const told = storyNames.filter((name) => story.includes(name));
    const isGood =
      /^\d+$/.test(port) &&
      Number(port) <= 65_535 &&
      /^\d+(\.\d+)?$/.test(speed) &&
      Number(speed) > 0 &&
      story.every((name) => told.some((known) => known === name));
    return isGood ? { port: Number(port), speed: Number(speed), told } : undefined;
  } catch {
    return undefined;
  }
}

function storyTable(told: readonly Story[]): string {
  return told.map(({ account, describes }) => `  ${scenarios[account].key}  ${describes}`).join('\n');
}

function keyTable(provider: ProviderId): string {
  const rows = Object.values(scenarios).filter((scenario) => scenario.provider === provider);
  const width = Math.max(...rows.map(({ key }) => key.length));
  const lines = rows.map(({ key, status, describes }) => `  ${key.padEnd(width)}  ${status}  ${describes}`);
  return [provider, ...lines].join('\n');
}

function introduction({ endpoints, controlUrl }: Simulator, told: readonly Story[]): string {
  return `The five services are simulated. For the user settings of VS Code:

"credits.endpoints": ${JSON.stringify(endpoints, null, 2)}

Keys to type, the HTTP status that each gets, and what it does. None of them is a secret.

${providerIds.map(keyTable).join('\n\n')}
${told.length === 0 ? '' : `\nBut for these, each with its story:\n\n${storyTable(told)}\n`}
To change what happens, for example:

  curl ${controlUrl}/accounts
  curl ${controlUrl}/requests
  curl ${controlUrl}/set -d '{"provider":"mimir","balance":3}'
  curl ${controlUrl}/tell -d '{"story":"leakedKey"}'
  curl ${controlUrl}/fail -d '{"provider":"breeze","times":2,"kind":"status","status":503,"retryAfter":30}'
  curl ${controlUrl}/fail -d '{"provider":"olostep","kind":"hang"}'
  curl -X POST ${controlUrl}/reset

Ctrl+C ends it.`;
}

async function main(): Promise<void> {
  const given = argumentsFrom(process.argv.slice(2));
  if (given === undefined) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const { now } = fastClock({ start: Date.now(), speed: given.speed });
  const told = given.told.map((name) => stories[name]({ now: now() }));
  const simulator = await startSimulator({ port: given.port, now, stories: told });
  const end = (): void => {
    void simulator.dispose();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  console.log(introduction(simulator, told));
}

main().catch((error: unknown) => {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  console.error(taken ? 'The port is taken. Choose another one with --port.' : error);
  process.exitCode = 1;
});
