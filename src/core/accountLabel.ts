import { type Account, freeLabel } from './account.ts';
import { type InputProblem, looksLikeKey } from './apiKey.ts';
import type { KeyShape } from './provider.ts';
import { plainLabel } from './text/plainLabel.ts';

/** In characters as people count them. */
const longestLabel = 40;

/** The problem with a name of an account, which is trimmed; undefined when it can be used. `id`: of the account itself. */
export function labelProblem(
  label: string,
  id: string | undefined,
  accounts: readonly Account[],
  shapes: readonly KeyShape[],
): InputProblem | undefined {
  const text = labelComplaint(label, id, accounts, shapes);
  return text === undefined ? undefined : { severity: 'error', text };
}

/** The name that a new account is offered: "Bloom", "Bloom 2", or "Bloom ws_design" with what was typed beside the key. */
export function suggestedLabel(
  name: string,
  typed: readonly string[],
  accounts: readonly Account[],
  shapes: readonly KeyShape[],
): string {
  const detailed = [name, ...typed].join(' ');
  return freeLabel(labelComplaint(detailed, undefined, [], shapes) === undefined ? detailed : name, accounts);
}

function labelComplaint(
  label: string,
  id: string | undefined,
  accounts: readonly Account[],
  shapes: readonly KeyShape[],
): string | undefined {
  if (label === '') return 'Enter a name.';
  if ([...label].length > longestLabel) return `Names can have up to ${longestLabel} characters.`;
  if (plainLabel(label) !== label) return "Names can't contain links, icons, or invisible characters.";
  if (accounts.some((other) => other.id !== id && other.label === label)) return 'Another account has this name.';
  return looksLikeKey(label, shapes) ? 'This looks like an API key, and names are shown to everybody.' : undefined;
}
