import type { KeyShape } from './provider.ts';

/** What is wrong with a typed key: an error stops, a warning can be passed. */
export interface KeyProblem {
  readonly severity: 'error' | 'warning';
  readonly text: string;
}

/** A key as typed or pasted, brought to what is sent: trimmed, without a leading "Bearer ". */
export function cleanKey(typed: string): string {
  return typed
    .trim()
    .replace(/^bearer\s+/i, '')
    .trim();
}

/** Printable ASCII without blanks. Anything else makes `Headers` throw an error that prints the whole key. */
export function isSendable(key: string): boolean {
  return /^[\x21-\x7e]{1,4096}$/.test(key);
}

/** What to tell the person about a key (already normalised), or undefined when it looks right. Never quotes it. */
export function keyProblem(key: string, shape: KeyShape): KeyProblem | undefined {
  if (key === '') return undefined;
  if (!isSendable(key)) {
    return { severity: 'error', text: 'A key has no blanks and no characters outside ASCII. Copy it again.' };
  }
  if (shape.pattern.test(key)) return undefined;
  return { severity: shape.strict ? 'error' : 'warning', text: shape.hint };
}
