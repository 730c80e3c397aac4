/** The secret storage refused, or said nothing in time. Its own message is dropped: it may quote a key. */
export class KeyringError extends Error {
  readonly reason: 'refused' | 'silent';

  constructor(reason: 'refused' | 'silent') {
    super(`The secret storage ${reason === 'silent' ? "didn't answer" : 'refused'}.`);
    this.name = 'KeyringError';
    this.reason = reason;
  }
}

/** One of our files couldn't be read or written. */
export class StorageError extends Error {
  /** The system's error code, like ENOSPC; "newer" for a file that a newer version of the extension has written. */
  readonly code: string | undefined;

  constructor(code: string | undefined) {
    super("A file couldn't be read or written.");
    this.name = 'StorageError';
    this.code = code;
  }
}

/** Another window kept a file locked for too long. */
export class BusyError extends Error {
  constructor() {
    super('Another window is changing the file.');
    this.name = 'BusyError';
  }
}

/** True where a wait ran out. By name, because each bundle of the extension has the classes once more. */
export function isTimeout(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'BusyError' || (error.name === 'KeyringError' && Reflect.get(error, 'reason') === 'silent');
}

/** The account was removed meanwhile, in another window. */
export class AccountGoneError extends Error {
  constructor() {
    super('The account is gone.');
    this.name = 'AccountGoneError';
  }
}
