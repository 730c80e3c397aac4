import type { Failure, FailureKind, FailureReason } from '../failure.ts';
import type { Format } from '../format.ts';
import type { MovedHosts } from '../summary.ts';

/** A few words, in lower case. */
const byKind: Readonly<Record<FailureKind, string>> = {
  unauthorized: 'invalid key',
  forbidden: 'no access to the balance',
  notFound: 'account not found',
  rateLimited: 'rate limited',
  unavailable: 'service unavailable',
  offline: 'offline',
  timeout: 'timed out',
  unexpected: 'unexpected response',
};

const byReason: Readonly<Record<FailureReason, string>> = {
  planUpgrade: "plan doesn't include the API",
  missingPermission: 'key may not read the balance',
  adminKeyNeeded: 'admin key needed',
  parameterMissing: 'ID missing',
  banned: 'account suspended',
  malformedKey: 'malformed key',
  workspace: 'workspace not found',
  keyLost: 'key lost',
  keyElsewhere: 'key saved elsewhere',
  keyUnavailable: 'secret storage unavailable',
  originChanged: 'endpoint moved',
  endpointInvalid: 'invalid endpoint',
  unknownProvider: 'unknown service',
  entryInvalid: 'invalid entry',
  redirect: 'redirected',
  tooLarge: 'response too large',
  certificate: 'untrusted certificate',
  tls: 'no secure connection',
  proxyAuth: 'proxy sign-in required',
};

/** A failure in a few words: "invalid key", "moved to gateway.example.com", "rate limited, retrying at 4:45 PM". */
export function failureLabel(failure: Failure, format: Format, now: number, moved?: MovedHosts): string {
  const { kind, reason, notBefore } = failure;
  const label = moved ? `moved to ${moved.to}` : reason === undefined ? byKind[kind] : byReason[reason];
  return notBefore !== undefined && notBefore > now ? `${label}, retrying at ${format.timeOfDay(notBefore)}` : label;
}
