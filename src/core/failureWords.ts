import type { Failure, FailureKind, FailureReason } from './failure.ts';
import type { Format } from './format.ts';

/** What helps against a failure, one action each. */
export type Remedy = 'replaceKey' | 'refresh' | 'openBilling' | 'openSettings' | 'removeAccount';

export interface FailureWords {
  /** For a row: "key not accepted". */
  readonly short: string;
  /** A sentence or two about the service or key in question; `name` is the account's label. */
  sentence(name: string): string;
  readonly remedy: Remedy;
}

const byKind: Readonly<Record<FailureKind, FailureWords>> = {
  unauthorized: {
    short: 'key not accepted',
    sentence: (name) => `${name} does not accept the key. Enter the key again, or make a new one at the service.`,
    remedy: 'replaceKey',
  },
  forbidden: {
    short: 'not allowed to read the balance',
    sentence: (name) => `${name} accepts the key, but does not let it read the balance.`,
    remedy: 'replaceKey',
  },
  notFound: {
    short: 'account not found',
    sentence: (name) => `${name} does not know the account that the key belongs to.`,
    remedy: 'replaceKey',
  },
  rateLimited: {
    short: 'asked too often',
    sentence: (name) => `${name} asks to be called less often.`,
    remedy: 'refresh',
  },
  unavailable: {
    short: 'service not available',
    sentence: (name) => `${name} does not answer as it should at the moment.`,
    remedy: 'refresh',
  },
  offline: {
    short: 'offline',
    sentence: (name) => `${name} cannot be reached. Check the network connection.`,
    remedy: 'refresh',
  },
  timeout: {
    short: 'no answer in time',
    sentence: (name) => `${name} did not answer within 15 seconds.`,
    remedy: 'refresh',
  },
  unexpected: {
    short: 'answer not understood',
    sentence: (name) =>
      `${name} gave an answer that does not hold a balance. A gateway may be in between, or its API has changed.`,
    remedy: 'refresh',
  },
};

const byReason: Readonly<Record<FailureReason, FailureWords>> = {
  planUpgrade: {
    short: 'plan does not include the API',
    sentence: (name) => `${name} accepts the key, but the plan has to be upgraded before it can read the balance.`,
    remedy: 'openBilling',
  },
  banned: {
    short: 'account suspended',
    sentence: (name) => `${name} has suspended this account.`,
    remedy: 'openBilling',
  },
  malformedKey: {
    short: 'key has the wrong form',
    sentence: (name) => `${name} does not accept keys of this form. Copy the whole key and enter it again.`,
    remedy: 'replaceKey',
  },
  workspace: {
    short: 'workspace not found',
    sentence: (name) => `${name} does not know the workspace, or this key has no access to it.`,
    remedy: 'replaceKey',
  },
  keyLost: {
    short: 'key lost, enter it again',
    sentence: (name) => `VS Code's secret storage no longer has the key of ${name}. Enter it again.`,
    remedy: 'replaceKey',
  },
  keyUnavailable: {
    short: 'secret storage not available',
    sentence: (name) =>
      `VS Code's secret storage did not hand out the key of ${name}. The system's keyring may be locked.`,
    remedy: 'refresh',
  },
  originChanged: {
    short: 'endpoint changed, enter the key again',
    sentence: (name) =>
      `The endpoint of ${name} has moved to another origin. Nothing is sent there until the key is entered again.`,
    remedy: 'replaceKey',
  },
  endpointInvalid: {
    short: 'endpoint setting not valid',
    sentence: (name) =>
      `The endpoint of ${name} in credits.endpoints is not an https URL. Plain http is for loopback only.`,
    remedy: 'openSettings',
  },
  unknownProvider: {
    short: 'service not known',
    sentence: (name) =>
      `This version of Credits does not know the service of ${name}. Update the extension, or remove the account.`,
    remedy: 'removeAccount',
  },
  redirect: {
    short: 'answered with a redirect',
    sentence: (name) => `${name} answered with a redirect. It was not followed, because the key would travel with it.`,
    remedy: 'openSettings',
  },
  tooLarge: {
    short: 'answer too large',
    sentence: (name) => `${name} gave an answer of more than 256 KB, which was not read.`,
    remedy: 'refresh',
  },
  certificate: {
    short: 'certificate not trusted',
    sentence: (name) =>
      `The certificate of ${name} is not trusted, so the key was not sent. A proxy may be in between.`,
    remedy: 'refresh',
  },
};

/** The words for a failure: those of its reason where it has one, else those of its kind. */
export function wordsFor(failure: Failure): FailureWords {
  return failure.reason === undefined ? byKind[failure.kind] : byReason[failure.reason];
}

/** "key not accepted", and until when a service is left alone if it asked for that. */
export function shortWords(failure: Failure, format: Format, now: number): string {
  const { short } = wordsFor(failure);
  const { notBefore } = failure;
  return notBefore !== undefined && notBefore > now ? `${short}, next try at ${format.timeOfDay(notBefore)}` : short;
}
