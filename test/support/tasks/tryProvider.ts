import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { cleanKey, keyProblem } from '../../../src/core/apiKey.ts';
import { readEntryValue } from '../../../src/core/catalog/customEntries.ts';
import { entryProvider } from '../../../src/core/catalog/entryProvider.ts';
import { parseEndpoints } from '../../../src/core/endpoint.ts';
import { Format } from '../../../src/core/format.ts';
import { baseUrlsOf, type Outcome, type Provider } from '../../../src/core/provider.ts';
import { readBalance } from '../../../src/core/refresh/readBalance.ts';
import { amountText } from '../../../src/core/text/accountText.ts';
import { failureHelp } from '../../../src/core/text/failureHelp.ts';
import { failureLabel } from '../../../src/core/text/failureLabel.ts';
import { openRegistry } from '../catalog/catalog.ts';

// The program of `npm run try-provider -- ID`: asks a service once, with a key from a prompt that shows nothing, and prints
// what was read. Neither the key nor the answer is printed. In place of an id, the path of an entry's file.

const usage = 'Usage: npm run try-provider -- ID, or the path of a JSON file with an entry';

async function main([subject]: readonly string[]): Promise<void> {
  if (subject === undefined) throw new Error(usage);
  const provider = subject.endsWith('.json') ? await providerIn(subject) : openRegistry().get(subject);
  if (!provider) throw new Error(`There is no service with the ID ${subject}.\n${usage}`);
  const prompt = openPrompt();
  try {
    console.log([provider.name, provider.note, provider.document].filter(Boolean).join('\n'));
    const key = cleanKey(await prompt.secret('Key (it is not shown): '));
    const problem = keyProblem(key, provider.key);
    if (problem) console.log(problem.text);
    if (problem?.severity === 'error') return;
    const parameters: Record<string, string> = {};
    for (const { id, prompt: question } of provider.parameters)
      parameters[id] = (await prompt.line(`${question} `)).trim();
    console.log(textOf(await ask(provider, key, parameters)));
  } finally {
    prompt.close();
  }
}

async function providerIn(file: string): Promise<Provider> {
  const read = readEntryValue(JSON.parse(await readFile(file, 'utf8')));
  if ('entry' in read) return entryProvider(read.entry);
  throw new Error(read.problems.map(({ path, text }) => `${file}: ${path} ${text}`).join('\n'));
}

async function ask(
  provider: Provider,
  key: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Outcome | undefined> {
  const endpoints = parseEndpoints(baseUrlsOf(provider, key, parameters));
  if (!endpoints) throw new Error('The address is no HTTPS URL.');
  const clock = {
    now: Date.now,
    after(milliseconds: number, call: () => void) {
      const timer = setTimeout(call, milliseconds);
      return { dispose: () => clearTimeout(timer) };
    },
  };
  const { signal } = new AbortController();
  return readBalance({ fetch: (url, init) => fetch(url, init), clock }, provider, endpoints, key, parameters, signal);
}

function textOf(outcome: Outcome | undefined): string {
  const format = new Format('en-US', 'UTC');
  const now = Date.now();
  if (!outcome) return 'Canceled.';
  if ('failure' in outcome) {
    const { failure } = outcome;
    return `${failureLabel(failure, format, now)}\n${failureHelp(failure).sentence('The service')}`;
  }
  const { pools, usageAllowed, plan } = outcome.balance;
  return [
    ...pools.map((pool) => `${pool.name ?? 'Balance'}: ${amountText(pool, undefined, format, now)}`),
    JSON.stringify({ pools, plan, usageAllowed }, undefined, 2),
  ].join('\n');
}

interface Prompt {
  /** A line that is not echoed. */
  secret(question: string): Promise<string>;
  line(question: string): Promise<string>;
  close(): void;
}

function openPrompt(): Prompt {
  let hidden = false;
  const output = new Writable({
    write(chunk, _, done) {
      if (!hidden) process.stdout.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY === true });
  // Not `question`, which loses what is typed ahead.
  const typed = lines[Symbol.asyncIterator]();
  const ask = async (question: string) => {
    process.stdout.write(question);
    return String((await typed.next()).value ?? '');
  };
  return {
    async secret(question) {
      hidden = true;
      const answer = await ask(question);
      hidden = false;
      process.stdout.write('\n');
      return answer;
    },
    line: ask,
    close: () => lines.close(),
  };
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
