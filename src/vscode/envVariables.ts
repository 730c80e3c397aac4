import { parseEnv } from 'node:util';

/** The variables in the text of a file in the form of `.env`. */
export function envVariables(text: string): Readonly<Record<string, string | undefined>> {
  const parsed = parseEnv(text.replace(/^\ufeff/, ''));
  // A line without an equals sign becomes a part of the name that follows it.
  const named = Object.entries(parsed).map(([name, value]) => [name.split('\n').at(-1)?.trim() ?? name, value]);
  return Object.fromEntries(named);
}
