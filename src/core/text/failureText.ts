import type { Failure, FailureKind, FailureReason } from '../failure.ts';
import type { Format } from '../format.ts';
import type { MovedHosts } from '../summary.ts';
import { plainLabel } from './plainLabel.ts';

/** The one action that helps against a failure. */
export type Remedy = 'replaceKey' | 'refresh' | 'openBilling' | 'openSettings' | 'openProxySettings' | 'removeAccount';

/** The remedies as buttons name them. */
export const remedyTitles: Readonly<Record<Remedy, string>> = {
  replaceKey: 'Replace Key',
  refresh: 'Try Again',
  openBilling: 'Open Billing Page',
  openSettings: 'Open Settings',
  openProxySettings: 'Open Proxy Settings',
  removeAccount: 'Remove Account',
};

interface FailureText {
  /** A few words, in lower case: "invalid key". */
  readonly label: string;
  /** A sentence or two that name the account or service. */
  sentence(name: string, moved?: MovedHosts): string;
  readonly remedy: Remedy;
}

const byKind: Readonly<Record<FailureKind, FailureText>> = {
  unauthorized: {
    label: 'invalid key',
    sentence: (name) => `${name} rejected the key. Replace it with a valid one.`,
    remedy: 'replaceKey',
  },
  forbidden: {
    label: 'no access to the balance',
    sentence: (name) => `${name} doesn't let this key read the balance.`,
    remedy: 'replaceKey',
  },
  notFound: {
    label: 'account not found',
    sentence: (name) => `${name} can't find the account that this key belongs to.`,
    remedy: 'replaceKey',
  },
  rateLimited: {
    label: 'rate limited',
    sentence: (name) => `${name} is limiting requests, so it's checked less often.`,
    remedy: 'refresh',
  },
  unavailable: {
    label: 'service unavailable',
    sentence: (name) => `${name} isn't responding correctly.`,
    remedy: 'refresh',
  },
  offline: {
    label: 'offline',
    sentence: (name) => `Can't reach ${name}. Check your network connection.`,
    remedy: 'refresh',
  },
  timeout: {
    label: 'timed out',
    sentence: (name) => `${name} didn't respond within 15 seconds.`,
    remedy: 'refresh',
  },
  unexpected: {
    label: 'unexpected response',
    sentence: (name) =>
      `${name} returned a response without a balance. A proxy may be interfering, or the API may have changed.`,
    remedy: 'refresh',
  },
};

const byReason: Readonly<Record<FailureReason, FailureText>> = {
  planUpgrade: {
    label: "plan doesn't include the API",
    sentence: (name) => `${name} accepts the key, but the plan doesn't include the API. Upgrade to see the balance.`,
    remedy: 'openBilling',
  },
  missingPermission: {
    label: 'key may not read the balance',
    sentence: (name) =>
      `${name} accepts the key, but the key isn't allowed to read the balance. Add that permission, or use another key.`,
    remedy: 'replaceKey',
  },
  adminKeyNeeded: {
    label: 'admin key needed',
    sentence: (name) => `${name} shows the balance only to an admin key. Replace the key with one.`,
    remedy: 'replaceKey',
  },
  parameterMissing: {
    label: 'ID missing',
    sentence: (name) => `${name} needs an ID beside the key. Replace the key to enter it.`,
    remedy: 'replaceKey',
  },
  banned: {
    label: 'account suspended',
    sentence: (name) => `${name} has suspended this account.`,
    remedy: 'openBilling',
  },
  malformedKey: {
    label: 'malformed key',
    sentence: (name) => `${name} doesn't accept keys in this format. Copy the whole key and enter it again.`,
    remedy: 'replaceKey',
  },
  workspace: {
    label: 'workspace not found',
    sentence: (name) => `${name} can't find the workspace, or this key has no access to it.`,
    remedy: 'replaceKey',
  },
  keyLost: {
    label: 'key lost',
    sentence: (name) => `The key for ${name} is missing from VS Code's secret storage. Enter it again.`,
    remedy: 'replaceKey',
  },
  keyElsewhere: {
    label: 'key saved in another browser',
    sentence: (name) =>
      `The key for ${name} is saved in another browser or window. Enter it here to use it in this one, too.`,
    remedy: 'replaceKey',
  },
  keyUnavailable: {
    label: 'secret storage unavailable',
    sentence: (name) =>
      `VS Code's secret storage didn't return the key for ${name}. The system's keyring may be locked.`,
    remedy: 'refresh',
  },
  originChanged: {
    label: 'endpoint moved',
    sentence: (name, moved) =>
      moved
        ? `${name}: ${moved.from} moved to ${moved.to}. Replace the key to allow it.`
        : `The endpoint for ${name} has moved. Replace the key to allow it.`,
    remedy: 'replaceKey',
  },
  endpointInvalid: {
    label: 'invalid endpoint',
    sentence: (name) =>
      `The endpoint for ${name} in credits.endpoints isn't an HTTPS URL. HTTP is allowed only for localhost.`,
    remedy: 'openSettings',
  },
  unknownProvider: {
    label: 'unknown service',
    sentence: (name) =>
      `This version of Credits doesn't support the service of ${name}. Update the extension, or remove the account.`,
    remedy: 'removeAccount',
  },
  entryInvalid: {
    label: 'invalid entry',
    sentence: (name) => `The entry for ${name} in credits.customProviders can't be used. Correct it in the settings.`,
    remedy: 'openSettings',
  },
  redirect: {
    label: 'redirected',
    sentence: (name) => `${name} responded with a redirect. It wasn't followed, to protect the key.`,
    remedy: 'openSettings',
  },
  tooLarge: {
    label: 'response too large',
    sentence: (name) => `${name} returned more than 256 KB, which wasn't read.`,
    remedy: 'refresh',
  },
  certificate: {
    label: 'untrusted certificate',
    sentence: (name) => `The certificate of ${name} isn't trusted, so the key wasn't sent. A proxy may be interfering.`,
    remedy: 'refresh',
  },
  tls: {
    label: 'no secure connection',
    sentence: (name) => `Couldn't make a secure connection to ${name}. A proxy or firewall may be interfering.`,
    remedy: 'refresh',
  },
  proxyAuth: {
    label: 'proxy sign-in required',
    sentence: (name) => `Couldn't reach ${name}: your proxy requires you to sign in. Check VS Code's proxy settings.`,
    remedy: 'openProxySettings',
  },
};

/** The explanation of a failure and its remedy, by its reason where it has one, else by its kind. */
export interface FailureHelp {
  /** A sentence or two about an account or service; its label may hold anything. */
  sentence(label: string, moved?: MovedHosts): string;
  readonly remedy: Remedy;
}

export function failureHelp(failure: Failure): FailureHelp {
  const { sentence, remedy } = textOf(failure);
  return { sentence: (label, moved) => sentence(plainLabel(label), moved), remedy };
}

/** A failure in a few words: "invalid key", "moved to gateway.example.com", "rate limited, retrying at 4:45 PM". */
export function failureLabel(failure: Failure, format: Format, now: number, moved?: MovedHosts): string {
  const { notBefore } = failure;
  const label = moved ? `moved to ${moved.to}` : textOf(failure).label;
  return notBefore !== undefined && notBefore > now ? `${label}, retrying at ${format.timeOfDay(notBefore)}` : label;
}

function textOf({ kind, reason }: Failure): FailureText {
  return reason === undefined ? byKind[kind] : byReason[reason];
}
