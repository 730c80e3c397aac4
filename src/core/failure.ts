/** Why a check gave no balance. The list is closed: nothing a service says can add to it. */
export const failureKinds = [
  'unauthorized',
  'forbidden',
  'notFound',
  'rateLimited',
  'unavailable',
  'offline',
  'timeout',
  'unexpected',
] as const;

export type FailureKind = (typeof failureKinds)[number];

/** What is known beyond the kind, so that the words can be exact. Closed as well. */
export const failureReasons = [
  /** 403 of Bloom: the plan does not include the API. */
  'planUpgrade',
  /** The key is valid, but lacks the permission (scope, role) to read the balance. */
  'missingPermission',
  /** The key is valid, but only an administrator's key may read the balance. */
  'adminKeyNeeded',
  /** The account has no value for a parameter without which the service can't be asked. */
  'parameterMissing',
  /** 403 of Bloom: the service suspended the account. */
  'banned',
  /** The service says that the key has the wrong form. */
  'malformedKey',
  /** The workspace named by the account's parameters does not exist or is not the key's. */
  'workspace',
  /** SecretStorage no longer has the key. */
  'keyLost',
  /** SecretStorage of this browser doesn't have the key: it was entered in another browser, or on another machine. */
  'keyElsewhere',
  /** SecretStorage did not answer, or refused to. */
  'keyUnavailable',
  /** The endpoint moved to another origin than the one the key was entered for. */
  'originChanged',
  /** The endpoint in the settings is not an https URL (nor http on localhost). */
  'endpointInvalid',
  /** The account's service is none that this version knows. */
  'unknownProvider',
  /** The account's service is an entry of the settings that can't be used. */
  'entryInvalid',
  'redirect',
  'tooLarge',
  /** The certificate of the service, or of something in between, is not trusted. */
  'certificate',
  /** No secure connection: the TLS handshake failed. */
  'tls',
  /** A proxy in between asks for credentials (407). */
  'proxyAuth',
] as const;

export type FailureReason = (typeof failureReasons)[number];

/** A check that gave no balance. It holds no text from a server and no exception, so it can be shown and kept. */
export interface Failure {
  readonly kind: FailureKind;
  readonly reason?: FailureReason | undefined;
  /** Milliseconds since 1970: the service asked not to be called before. */
  readonly notBefore?: number | undefined;
}

const localReasons: ReadonlySet<FailureReason | undefined> = new Set<FailureReason>([
  'keyLost',
  'keyElsewhere',
  'keyUnavailable',
  'originChanged',
  'endpointInvalid',
  'unknownProvider',
  'entryInvalid',
]);

/** Whether a check failed before anything was sent, for a reason of this window: another window may do better. */
export function isLocal({ reason }: Failure): boolean {
  return localReasons.has(reason);
}

/** Whether only the person can help: a key that the service rejected stays rejected. */
export function needsPerson(failure: Failure): boolean {
  return failure.kind === 'unauthorized' && !isLocal(failure);
}

/** The service answered, and the answer is no. */
export function isRejection({ kind }: Failure): boolean {
  return kind === 'unauthorized' || kind === 'forbidden' || kind === 'notFound';
}
