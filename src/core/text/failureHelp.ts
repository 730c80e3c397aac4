import type { Failure, FailureKind, FailureReason } from '../failure.ts';
import type { MovedHosts } from '../summary.ts';
import { plainLabel } from './plainLabel.ts';

/** The one action that helps against a failure. */
export type Remedy = 'replaceKey' | 'refresh' | 'openBilling' | 'openSettings' | 'openProxySettings' | 'removeAccount';

interface Explanation {
  /** A sentence or two that name the account or service. */
  sentence(name: string, moved?: MovedHosts): string;
  readonly remedy: Remedy;
}

const byKind: Readonly<Record<FailureKind, Explanation>> = {
  unauthorized: {
    sentence: (name) => `${name} rejected the key. Replace it with a valid one.`,
    remedy: 'replaceKey',
  },
  forbidden: {
    sentence: (name) => `${name} doesn't let this key read the balance.`,
    remedy: 'replaceKey',
  },
  notFound: {
    sentence: (name) => `${name} can't find the account that this key belongs to.`,
    remedy: 'replaceKey',
  },
  rateLimited: {
    sentence: (name) => `${name} is limiting requests, so it's checked less often.`,
    remedy: 'refresh',
  },
  unavailable: {
    sentence: (name) => `${name} isn't responding correctly.`,
    remedy: 'refresh',
  },
  offline: {
    sentence: (name) => `Can't reach ${name}. Check your network connection.`,
    remedy: 'refresh',
  },
  timeout: {
    sentence: (name) => `${name} didn't respond within 15 seconds.`,
    remedy: 'refresh',
  },
  unexpected: {
    sentence: (name) =>
      `${name} returned a response without a balance. A proxy may be interfering, or the API may have changed.`,
    remedy: 'refresh',
  },
};

const byReason: Readonly<Record<FailureReason, Explanation>> = {
  planUpgrade: {
    sentence: (name) => `${name} accepts the key, but the plan doesn't include the API. Upgrade to see the balance.`,
    remedy: 'openBilling',
  },
  missingPermission: {
    sentence: (name) =>
      `${name} accepts the key, but the key isn't allowed to read the balance. Add that permission, or use another key.`,
    remedy: 'replaceKey',
  },
  adminKeyNeeded: {
    sentence: (name) => `${name} shows the balance only to an admin key. Replace the key with one.`,
    remedy: 'replaceKey',
  },
  parameterMissing: {
    sentence: (name) => `${name} needs an ID in addition to the key. Use Change Workspace or Region… to enter it.`,
    remedy: 'replaceKey',
  },
  banned: {
    sentence: (name) => `${name} has suspended this account.`,
    remedy: 'openBilling',
  },
  malformedKey: {
    sentence: (name) => `${name} doesn't accept keys in this format. Copy the whole key and enter it again.`,
    remedy: 'replaceKey',
  },
  workspace: {
    sentence: (name) => `${name} can't find the workspace, or this key has no access to it.`,
    remedy: 'replaceKey',
  },
  keyLost: {
    sentence: (name) => `The key for ${name} is missing from VS Code's secret storage. Enter it again.`,
    remedy: 'replaceKey',
  },
  keyElsewhere: {
    sentence: (name) =>
      `The key for ${name} is saved in another browser or on another machine. Enter it here to use it in this window, too.`,
    remedy: 'replaceKey',
  },
  keyUnavailable: {
    sentence: (name) =>
      `VS Code's secret storage didn't return the key for ${name}. The system's keyring may be locked.`,
    remedy: 'refresh',
  },
  originChanged: {
    sentence: (name, moved) =>
      moved
        ? `${name}: ${moved.from} moved to ${moved.to}. Replace the key to allow it.`
        : `The endpoint for ${name} has moved. Replace the key to allow it.`,
    remedy: 'replaceKey',
  },
  endpointInvalid: {
    sentence: (name) =>
      `The endpoint for ${name} in credits.endpoints isn't an HTTPS URL. HTTP is allowed only for localhost.`,
    remedy: 'openSettings',
  },
  unknownProvider: {
    sentence: (name) =>
      `This version of Credits doesn't support the service of ${name}. Update the extension, or remove the account.`,
    remedy: 'removeAccount',
  },
  entryInvalid: {
    sentence: (name) => `The entry for ${name} in credits.customProviders can't be used. Correct it in the settings.`,
    remedy: 'openSettings',
  },
  redirect: {
    sentence: (name) => `${name} responded with a redirect. It wasn't followed, to protect the key.`,
    remedy: 'openSettings',
  },
  tooLarge: {
    sentence: (name) => `${name} returned more than 256 KB, which wasn't read.`,
    remedy: 'refresh',
  },
  certificate: {
    sentence: (name) => `The certificate of ${name} isn't trusted, so the key wasn't sent. A proxy may be interfering.`,
    remedy: 'refresh',
  },
  tls: {
    sentence: (name) => `Couldn't make a secure connection to ${name}. A proxy or firewall may be interfering.`,
    remedy: 'refresh',
  },
  proxyAuth: {
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

function textOf({ kind, reason }: Failure): Explanation {
  return reason === undefined ? byKind[kind] : byReason[reason];
}
