import assert from 'node:assert/strict';
import { networkFailure } from '../../../../src/core/refresh/networkFailure.ts';
import { fetchError } from '../../../support/fakes/fetchError.ts';

const socketError = (code: string) => Object.assign(new Error(code), { code });
const certificate = { kind: 'unavailable', reason: 'certificate' };

describe('a rejected fetch', () => {
  for (const { says, error, failure } of [
    ...['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN', 'EHOSTUNREACH', 'EHOSTDOWN'].map((code) => ({
      says: code,
      error: fetchError(code),
      failure: { kind: 'offline' },
    })),
    ...['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'].map((code) => ({
      says: code,
      error: fetchError(code),
      failure: { kind: 'timeout' },
    })),
    ...[
      'CERT_HAS_EXPIRED',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ].map((code) => ({ says: code, error: fetchError(code), failure: certificate })),
    ...['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE', 'A_NEW_CODE'].map((code) => ({
      says: code,
      error: fetchError(code),
      failure: { kind: 'unavailable' },
    })),
    ...['HPE_INVALID_CONSTANT', 'Z_DATA_ERROR', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'].map((code) => ({
      says: code,
      error: fetchError(code),
      failure: { kind: 'unexpected' },
    })),
    {
      says: 'UND_ERR_HEADERS_OVERFLOW',
      error: fetchError('UND_ERR_HEADERS_OVERFLOW'),
      failure: { kind: 'unexpected', reason: 'tooLarge' },
    },
    { says: 'no code at all', error: new TypeError('fetch failed'), failure: { kind: 'offline' } },
    { says: 'a code on the error itself', error: socketError('ECONNREFUSED'), failure: { kind: 'unavailable' } },
    {
      says: 'one error for each address',
      error: new TypeError('fetch failed', {
        cause: new AggregateError([socketError('ECONNREFUSED'), socketError('ENETUNREACH')]),
      }),
      failure: { kind: 'unavailable' },
    },
    { says: 'a list of errors that is empty', error: new AggregateError([]), failure: { kind: 'offline' } },
    { says: 'a code that is a number', error: { code: 20 }, failure: { kind: 'offline' } },
    { says: 'a text', error: 'ECONNREFUSED', failure: { kind: 'offline' } },
    { says: 'nothing', error: undefined, failure: { kind: 'offline' } },
  ]) {
    it(`with ${says} is ${failure.kind}`, () => assert.deepStrictEqual(networkFailure(error), failure));
  }

  it('whose causes go round in a circle ends', () => {
    const error = new Error('round');
    error.cause = error;
    assert.deepStrictEqual(networkFailure(error), { kind: 'offline' });
  });
});
