import type { Failure, FailureKind, FailureReason } from './failure.ts';
import type { Format } from './format.ts';

const byKind: Readonly<Record<FailureKind, string>> = {
  unauthorized: 'key not accepted',
  forbidden: 'not allowed to read the balance',
  notFound: 'account not found',
  rateLimited: 'asked too often',
  unavailable: 'service not available',
  offline: 'offline',
  timeout: 'no answer in time',
  unexpected: 'answer not understood',
};

const byReason: Readonly<Record<FailureReason, string>> = {
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
export function failureWords({ kind, reason, notBefore }: Failure, format: Format, now: number): string {
  const words = reason === undefined ? byKind[kind] : byReason[reason];
  return notBefore !== undefined && notBefore > now ? `${words}, next try at ${format.timeOfDay(notBefore)}` : words;
}
