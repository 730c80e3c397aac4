import { parseArgs } from 'node:util';
import { type StoryName, stories, storyNames } from '../stories/stories.ts';
import { providerIds } from './account.ts';
import { fastClock } from './fastClock.ts';
import { scenarios } from './scenarios.ts';
import type { Scenario } from './service.ts';
import { sampledKey, sampledServices } from './services/catalog.ts';
import { type Simulator, startSimulator } from './startSimulator.ts';
import type { Story } from './story.ts';

// The program of `npm run simulator`.

const usage = `Usage: npm run simulator -- [--port N] [--speed N] [--story NAME]... [--services ID,ID…]

  --port N      from 0 to 65535; 0 takes a free port; 4680 when left out
  --speed N     how many times as fast as the machine's clock credits are used; 1 when left out
  --story NAME  what goes on at one account: ${storyNames.join(', ')}
  --services    further services, which are answered from their samples; "all" for all of them`;

const text = { type: 'string' } as const;

function optionsFrom(args: string[]) {
  const { values } = parseArgs({
    args,
    options: { port: text, speed: text, story: { ...text, multiple: true }, services: text },
  });
  // A fixed port, because a key is bound to the origin that it was entered for: after a restart the keys still fit.
  const [port, speed] = [Number(values.port ?? 4680), Number(values.speed ?? 1)];
  const names = (values.story ?? []).map((name) => storyNames.find((known) => known === name));
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535 && speed > 0)) throw new Error('Not understood.');
  if (names.includes(undefined)) throw new Error('There is no such story.');
  return { port, speed, names: names as readonly StoryName[], sampled: sampledServices(values.services) };
}

function keyTable(provider: string): string {
  const rows = Object.entries<Scenario>(scenarios).filter(([name]) => name.startsWith(`${provider}-`));
  const width = Math.max(...rows.map(([, { key }]) => key.length));
  const lines = rows.map(([, { key, status, describes }]) => `  ${key.padEnd(width)}  ${status}  ${describes}`);
  return [provider, ...lines].join('\n');
}

function introduction(
  { endpoints, sampled, controlUrl }: Simulator,
  plays: readonly Story[],
  others: readonly string[],
): string {
  const all = { ...endpoints, ...Object.fromEntries(others.map((id) => [id, sampled(id)])) };
  const otherKeys = others.map((id) => `  ${sampledKey(id)}  ${id}`).join('\n');
  const storyTable = plays.map(({ account, describes }) => `  ${scenarios[account].key}  ${describes}`).join('\n');
  return `The five services are simulated. For the user settings of VS Code:

"credits.endpoints": ${JSON.stringify(all, null, 2)}

Keys to enter, the HTTP status that each gets, and what it does. None of them is a secret.

${providerIds.map(keyTable).join('\n\n')}
${others.length === 0 ? '' : `\nServices that are answered from their samples; a key that ends in -403 gets that status:\n\n${otherKeys}\n`}
${plays.length === 0 ? '' : `\nExcept for these, each with its story:\n\n${storyTable}\n`}
To change what happens, for example:

  curl ${controlUrl}/accounts
  curl ${controlUrl}/requests
  curl ${controlUrl}/set -d '{"provider":"mimir","balance":3}'
  curl ${controlUrl}/play -d '{"story":"leakedKey"}'
  curl ${controlUrl}/fail -d '{"provider":"breeze","times":2,"kind":"status","status":503,"retryAfter":30}'
  curl ${controlUrl}/fail -d '{"provider":"olostep","kind":"hang"}'
  curl -X POST ${controlUrl}/reset

Ctrl+C ends it.`;
}

async function main(): Promise<void> {
  const { port, speed, names, sampled } = optionsFrom(process.argv.slice(2));
  const { now } = fastClock({ start: Date.now(), speed });
  const plays = names.map((name) => stories[name]({ now: now() }));
  const simulator = await startSimulator({ port, now, stories: plays });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.dispose());
  console.log(introduction(simulator, plays, sampled));
}

main().catch((error: unknown) => {
  const isPortTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  console.error(isPortTaken ? 'The port is in use. Choose another one with --port.' : `${error}\n\n${usage}`);
  process.exitCode = 2;
});
