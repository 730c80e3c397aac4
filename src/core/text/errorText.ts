import { AccountGoneError, BusyError, KeyringError, StorageError } from '../errors.ts';

/** The sentence for an error that ended a command. It quotes nothing of the error but its name. */
export function errorText(error: unknown): string {
  if (error instanceof KeyringError) {
    return error.reason === 'silent'
      ? "VS Code's secret storage isn't responding. Unlock the system keyring and try again."
      : "VS Code's secret storage can't be used. Unlock the system keyring and try again.";
  }
  if (error instanceof StorageError) {
    if (error.code === 'newer') {
      return 'Another window runs a newer version of Credits. Reload this window and try again.';
    }
    return "Credits can't save its data (disk full or read-only). Fix that and try again.";
  }
  if (error instanceof BusyError) return 'Another window is saving the same data. Try again in a minute.';
  if (error instanceof AccountGoneError) return 'This account was removed in another window.';
  return `Credits hit an unexpected error (${errorName(error)}). See the log.`;
}

/** The class of an error, and its code where it has one: they say how something failed and nothing of what it was about. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return /^\w{1,60}$/.test(code) ? code : 'Error';
}
