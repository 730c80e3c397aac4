/** The sentence for an error that ended a command. It quotes nothing of the error but its name. */
export function errorText(error: unknown): string {
  // By name, because each bundle of the extension has the classes of `core/errors.ts` once more.
  switch (error instanceof Error ? error.name : undefined) {
    case 'KeyringError':
      return propertyOf(error, 'reason') === 'silent'
        ? "VS Code's secret storage isn't responding. Unlock the system keyring and try again."
        : "VS Code's secret storage can't be used. Unlock the system keyring and try again.";
    case 'StorageError':
      return propertyOf(error, 'code') === 'newer'
        ? 'Another window runs a newer version of Credits. Reload this window and try again.'
        : "Credits can't save its data (disk full or read-only). Fix that and try again.";
    case 'BusyError':
      return 'Another window is saving the same data. Try again in a minute.';
    case 'AccountGoneError':
      return 'This account was removed in another window.';
    default:
      return `Credits hit an unexpected error (${errorName(error)}). See the log.`;
  }
}

/** The class of an error, and its code where it has one: they say how something failed and nothing of what it was about. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = propertyOf(error, 'code');
  return typeof code === 'string' && /^\w{1,60}$/.test(code)
    ? code
    : /^\w{1,60}$/.test(error.name)
      ? error.name
      : 'Error';
}

function propertyOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}
