import type { Balance } from '../balance.ts';
import type { Failure } from '../failure.ts';
import type { Format } from '../format.ts';
import { balanceText, blockedText } from './accountText.ts';
import { failureHelp } from './failureHelp.ts';
import { plainLabel } from './plainLabel.ts';

/** Said at the prompt for a key: where it is saved, and where it is sent if that isn't the service's usual host. */
export function keyPromptText(
  name: string,
  where: { readonly inBrowser: boolean; readonly hosts: readonly string[]; readonly moved: boolean },
): string {
  const storage = where.inBrowser ? "this browser's secret storage" : "VS Code's secret storage";
  if (where.hosts.length === 0) return `Keys are saved in ${storage} and sent only to their own service.`;
  const sent = `Keys for ${name} are ${where.moved ? 'now sent' : 'sent'} to ${where.hosts.join(' and ')}.`;
  return `${sent} They are saved in ${storage}.`;
}

/** Said in the box when a service rejected what was entered. */
export function rejectedKeyText(name: string, failure: Failure): string {
  if (failure.kind === 'unauthorized' && failure.reason === undefined) return `${name} rejected this key.`;
  return failureHelp(failure).sentence(name);
}

/** Said in the box of a value that goes with the key: where the service rejected both, either may be wrong. */
export function rejectedValueText(name: string, failure: Failure, canGoBack: boolean): string {
  if (failure.kind !== 'unauthorized' || failure.reason !== undefined) return rejectedKeyText(name, failure);
  return `${name} rejected the key or this value.${canGoBack ? ' Correct it here, or go back to the key.' : ''}`;
}

/** Said in the box of a value that the service needs while there is none. */
export function missingValueText(name: string): string {
  return `Enter a value. ${name} needs it in addition to the key.`;
}

/** Said in the box when a key could not be checked. */
export function uncheckableKeyText(name: string, failure: Failure): string {
  return `${failureHelp(failure).sentence(name)} Press Enter to save the key without checking it.`;
}

/** Said when the person left while a key was checked, or after it was accepted. */
export function canceledKeyText(name: string): string {
  return `Canceled. The ${name} key wasn't saved.`;
}

/** Said when an account already has a new key. */
export function duplicateKeyText(label: string): string {
  return `This key has already been added as "${label}".`;
}

/** Said when a key was saved without knowing whether it is valid. */
export function uncheckedKeyText(label: string): string {
  return `Saved the ${label} key. It hasn't been checked yet.`;
}

/** Said when a key was saved whose balance isn't known any more. */
export function savedKeyText(label: string): string {
  return `Saved the ${label} key.`;
}

/** The balance of an account that is new: "Bloom added: 350 credits". Without a number where it isn't known any more. */
export function addedText(label: string, balance: Balance | undefined, format: Format): string {
  const added = plainLabel(`${label} added`);
  if (!balance) return `${added}.`;
  const blocked = blockedText(balance, format);
  return blocked === undefined ? `${added}: ${balanceText(balance, format)}` : `${added}. The service ${blocked}.`;
}
