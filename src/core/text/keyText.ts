import type { Failure } from '../failure.ts';
import { failureHelp } from './failureText.ts';

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

/** Said when a service refused a new key. */
export function rejectedKeyText(name: string, failure: Failure): string {
  if (failure.kind === 'unauthorized' && failure.reason === undefined) {
    return `${name} rejected this key. It wasn't saved.`;
  }
  return `${failureHelp(failure).sentence(name)} The key wasn't saved.`;
}

/** Said when the check of a new key was canceled. */
export function canceledKeyText(name: string): string {
  return `Check canceled. The ${name} key wasn't saved.`;
}

/** Said when an account already has a new key. */
export function duplicateKeyText(label: string): string {
  return `This key has already been added as "${label}".`;
}

/** Said when a key was saved without knowing whether it is valid. */
export function uncheckedKeyText(label: string, failure: Failure | undefined): string {
  if (!failure) return `Saved the ${label} key. It hasn't been checked yet.`;
  return `${failureHelp(failure).sentence(label)} The key was saved, but it hasn't been checked yet.`;
}
