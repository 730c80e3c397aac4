import type { KeyShape } from './provider.ts';
import { showsKey } from './redactKey.ts';

/** A problem with something typed: an error stops, a warning can be passed. */
export interface InputProblem {
  readonly severity: 'error' | 'warning' | 'info';
  readonly text: string;
}

const assignment = /^(?:export\s+|set\s+|setx\s+|\$env:)?([A-Za-z_]\w*)\s*=\s*(?==*[^=\s])/i;
const header = /^(?:authorization|x-api-key|xi-api-key|api-key)\s*:\s*/i;
const scheme = /^(?:bearer|token)\s+/i;
const quoted = /^(["'`])(.*)\1[;,]?$/s;
const invisible = /^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g;

/**
 * A key as it is sent, from what was typed or pasted: without the quotes, the name of a variable, the header or the
 * "Bearer" around it, and without white space at its ends.
 */
export function cleanKey(typed: string): string {
  const key = typed
    .replace(invisible, '')
    .replace(assignment, (whole, name: string) => (isVariable(whole, name) ? '' : whole))
    .replace(header, '')
    .replace(scheme, '')
    .replace(quoted, '$2')
    .replace(invisible, '');
  return key === typed ? key : cleanKey(key);
}

/** A key may hold "=" itself, so not everything before one is the name of a variable. */
function isVariable(whole: string, name: string): boolean {
  return /^(?:export|set|setx|\$env)/i.test(whole) || /^[A-Z][A-Z0-9_]*$/.test(name) || /key|token|secret/i.test(name);
}

/** Printable ASCII without spaces. Anything else makes `Headers` throw an error that prints the whole key. */
export function isSendable(key: string): boolean {
  return /^[\x21-\x7e]{1,4096}$/.test(key);
}

/** The problem with a cleaned key; undefined when it looks right. Never quotes it. */
export function keyProblem(key: string, shape: KeyShape): InputProblem | undefined {
  if (key === '') return { severity: 'error', text: 'Enter the key.' };
  if (!isSendable(key)) {
    return { severity: 'error', text: "Keys can't contain spaces or special characters. Copy the key again." };
  }
  if (shape.pattern.test(key)) return undefined;
  return { severity: shape.strict ? 'error' : 'warning', text: shape.hint };
}

/** A form that one of these has says nothing about keys: they are names and ids as other things have them, too. */
const ordinaryTexts = [
  'any-text-of-no-service-at-all',
  '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  '3f2504e04f8941d39a0c0305e82c3301',
  'Zk4mQ7tB1xW9cR6nD3vH',
];

/** True if a word of a text has the form of a key of a service, as far as the service has one. */
export function looksLikeKey(text: string, shapes: readonly KeyShape[]): boolean {
  const telling = shapes.filter(isTelling);
  const words = [cleanKey(text), ...text.split(/[\s"'`=:,;]+/)];
  return words.some((word) => telling.some(({ pattern }) => pattern.test(word)));
}

/**
 * The services whose keys have the form of this one, as far as forms tell. Of forms that begin alike the longest counts:
 * a key that starts with `sk-or-v1-` is none of the many that start with `sk-`.
 */
export function servicesOfKey<T extends { readonly key: KeyShape }>(key: string, services: readonly T[]): readonly T[] {
  const fitting = services.filter(({ key: shape }) => isTelling(shape) && shape.pattern.test(key));
  const longest = Math.max(...fitting.map(beginningOf));
  return fitting.filter((service) => beginningOf(service) === longest);
}

function isTelling({ pattern }: KeyShape): boolean {
  return !ordinaryTexts.some((ordinary) => pattern.test(ordinary));
}

/** How many characters a form says that keys begin with. */
function beginningOf({ key }: { readonly key: KeyShape }): number {
  return /^\^((?:[\w-]|\\\W)*)/.exec(key.pattern.source)?.[1]?.replaceAll('\\', '').length ?? 0;
}

/** The problem with a value that is not secret, entered beside a key: it must show nothing of a key. */
export function parameterProblem(value: string, key: string, shapes: readonly KeyShape[]): InputProblem | undefined {
  if (!showsKey(value, key) && !looksLikeKey(value, shapes)) return undefined;
  return {
    severity: 'error',
    text: 'This looks like an API key or a part of one. Enter keys only in the API key box.',
  };
}
