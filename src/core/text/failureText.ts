import type { Failure, FailureKind, FailureReason } from '../failure.ts';
import type { Format } from '../format.ts';

/** What helps against a failure, one action each. */
export type Remedy = 'replaceKey' | 'refresh' | 'openBilling' | 'openSettings' | 'removeAccount';

export interface FailureHelp {
  /** A sentence or two about the service or key in question; `name` is the account's label. */
  sentence(name: string): string;
  readonly remedy: Remedy;
}

const byKind: Readonly<Record<FailureKind, FailureHelp>> = {
  unauthorized: {
    sentence: (name) => `${name} does not accept the key. Enter the key again, or make a new one at the service.`,
    remedy: 'replaceKey',
  },
  forbidden: {
    sentence: (name) => `${name} accepts the key, but does not let it read the balance.`,
    remedy: 'replaceKey',
  },
  notFound: {
    sentence: (name) => `${name} does not know the account that the key belongs to.`,
    remedy: 'replaceKey',
  },
  rateLimited: {
    sentence: (name) => `${name} asks to be called less often.`,
    remedy: 'refresh',
  },
  unavailable: {
    sentence: (name) => `${name} does not answer as it should at the moment.`,
    remedy: 'refresh',
  },
  offline: {
    sentence: (name) => `${name} cannot be reached. Check the network connection.`,
    remedy: 'refresh',
  },
  timeout: {
    sentence: (name) => `${name} did not answer within 15 seconds.`,
    remedy: 'refresh',
  },
  unexpected: {
    sentence: (name) =>
      `${name} gave an answer that does not hold a balance. A gateway may be in between, or its API has changed.`,
    remedy: 'refresh',
  },
};

const byReason: Readonly<Record<FailureReason, FailureHelp>> = {
  planUpgrade: {
    sentence: (name) => `${name} accepts the key, but the plan has to be upgraded before it can read the balance.`,
    remedy: 'openBilling',
  },
  banned: {
    sentence: (name) => `${name} has suspended this account.`,
    remedy: 'openBilling',
  },
  malformedKey: {
    sentence: (name) => `${name} does not accept keys of this form. Copy the whole key and enter it again.`,
    remedy: 'replaceKey',
  },
  workspace: {
    sentence: (name) => `${name} does not know the workspace, or this key has no access to it.`,
    remedy: 'replaceKey',
  },
  keyLost: {
    sentence: (name) => `VS Code's secret storage no longer has the key of ${name}. Enter it again.`,
    remedy: 'replaceKey',
  },
  keyUnavailable: {
    sentence: (name) =>
      `VS Code's secret storage did not hand out the key of ${name}. The system's keyring may be locked.`,
    remedy: 'refresh',
  },
  originChanged: {
    sentence: (name) =>
      `The endpoint of ${name} has moved to another origin. Nothing is sent there until the key is entered again.`,
    remedy: 'replaceKey',
  },
  endpointInvalid: {
    sentence: (name) =>
      `The endpoint of ${name} in credits.endpoints is not an https URL. Plain http is for loopback only.`,
    remedy: 'openSettings',
  },
  unknownProvider: {
    sentence: (name) =>
      `This version of Credits does not know the service of ${name}. Update the extension, or remove the account.`,
    remedy: 'removeAccount',
  },
  redirect: {
    sentence: (name) => `${name} answered with a redirect. It was not followed, because the key would travel with it.`,
    remedy: 'openSettings',
  },
  tooLarge: {
    sentence: (name) => `${name} gave an answer of more than 256 KB, which was not read.`,
    remedy: 'refresh',
  },
  certificate: {
    sentence: (name) =>
      `The certificate of ${name} is not trusted, so the key was not sent. A proxy may be in between.`,
    remedy: 'refresh',
  },
};

/** What a failure means and what helps: by its reason where it has one, else by its kind. */
export function failureHelp({ kind, reason }: Failure): FailureHelp {
  return reason === undefined ? byKind[kind] : byReason[reason];
}

const labelByKind: Readonly<Record<FailureKind, string>> = {
  unauthorized: 'key not accepted',
  forbidden: 'not allowed to read the balance',
  notFound: 'account not found',
  rateLimited: 'asked too often',
  unavailable: 'service not available',
  offline: 'offline',
  timeout: 'no answer in time',
  unexpected: 'answer not understood',
};

const labelByReason: Readonly<Record<FailureReason, string>> = {
  planUpgrade: 'plan does not include the API',
  banned: 'account suspended',
  malformedKey: 'key has the wrong form',
  workspace: 'workspace not found',
  keyLost: 'key lost, enter it again',
  keyUnavailable: 'secret storage not available',
  originChanged: 'endpoint changed, enter the key again',
  endpointInvalid: 'endpoint setting not valid',
  unknownProvider: 'service not known',
  redirect: 'answered with a redirect',
  tooLarge: 'answer too large',
  certificate: 'certificate not trusted',
};

/** What went wrong in a few words, "key not accepted", and until when a service is left alone if it asked for that. */
export function failureLabel({ kind, reason, notBefore }: Failure, format: Format, now: number): string {
  const words = reason === undefined ? labelByKind[kind] : labelByReason[reason];
  return notBefore !== undefined && notBefore > now ? `${words}, next try at ${format.timeOfDay(notBefore)}` : words;
}
