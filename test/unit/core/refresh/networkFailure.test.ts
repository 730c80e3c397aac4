import assert from 'node:assert/strict';
import { connectionDied, networkFailure } from '../../../../src/core/refresh/networkFailure.ts';
import { fetchError } from '../../../support/fakes/network.ts';

const socketError = (code: string) => Object.assign(new Error(code), { code });
const certificate = { kind: 'unavailable', reason: 'certificate' };
const tls = { kind: 'unavailable', reason: 'tls' };
const proxyAuth = { kind: 'unavailable', reason: 'proxyAuth' };

/** An error of undici: with a name of its own, and often with a code. */
const named = (name: string, message: string, code?: string) =>
  Object.assign(new Error(message), { name }, code === undefined ? {} : { code });
const failed = (cause: unknown) => new TypeError('fetch failed', { cause });

describe('a rejected fetch', () => {
  for (const { says, error, failure } of [
    ...['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN', 'EHOSTUNREACH', 'EHOSTDOWN'].map((code) => ({
      says: code,
      error: fetchError(code),
      failure: { kind: 'offline' },
    })),
    ...[
      'ETIMEDOUT',
      'UND_ERR_CONNECT_TIMEOUT',
      'UND_ERR_HEADERS_TIMEOUT',
      'UND_ERR_BODY_TIMEOUT',
      'ERR_TLS_HANDSHAKE_TIMEOUT',
    ].map((code) => ({ says: code, error: fetchError(code), failure: { kind: 'timeout' } })),
    ...[
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
      'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
      'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
      'EPROTO',
    ].map((code) => ({ says: code, error: fetchError(code), failure: tls })),
    ...[
      'CERT_HAS_EXPIRED',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'CRL_HAS_EXPIRED',
      'INVALID_PURPOSE',
      'UND_ERR_PRX_TLS',
    ].map((code) => ({ says: code, error: fetchError(code), failure: certificate })),
    ...['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE', 'A_NEW_CODE'].map((code) => ({
      says: code,
      error: fetchError(code),
      failure: { kind: 'unavailable' },
    })),
    ...[
      'HPE_INVALID_CONSTANT',
      'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
      'Z_DATA_ERROR',
      'ERR__ERROR_FORMAT_PADDING_2',
      'ERR_BROTLI_DECODER_ERROR_FORMAT_PADDING_2',
      'ZSTD_error_prefix_unknown',
    ].map((code) => ({ says: code, error: fetchError(code), failure: { kind: 'unexpected' } })),
    {
      says: "a parser's error without a code, as of undici 7",
      error: failed(named('HTTPParserError', 'Response does not match the HTTP/1.1 protocol (Invalid status code)')),
      failure: { kind: 'unexpected' },
    },
    {
      says: 'more content encodings than fetch takes',
      error: failed(new Error('too many content-encodings in response: 1000, maximum allowed is 5')),
      failure: { kind: 'unexpected' },
    },
    {
      says: 'a cause that is an error without a word, which fetch makes of a 407',
      error: failed(new Error()),
      failure: proxyAuth,
    },
    {
      says: 'a proxy that refuses a tunnel with 407',
      error: failed(
        new DOMException('Request was cancelled.', {
          name: 'AbortError',
          cause: named('AbortError', 'Proxy response (407) !== 200 when HTTP Tunneling', 'UND_ERR_ABORTED'),
        }),
      ),
      failure: proxyAuth,
    },
    {
      says: 'a proxy that refuses a request with 407',
      error: failed(named('InvalidArgumentError', 'Proxy Authentication Required (407)', 'UND_ERR_INVALID_ARG')),
      failure: proxyAuth,
    },
    {
      says: 'a proxy that refuses a tunnel with 502',
      error: failed(named('AbortError', 'Proxy response (502) !== 200 when HTTP Tunneling', 'UND_ERR_ABORTED')),
      failure: { kind: 'unavailable' },
    },
    {
      says: 'an unknown code and no message',
      error: failed(Object.assign(new Error(), { code: 'A_NEW_CODE' })),
      failure: { kind: 'unavailable' },
    },
    {
      says: 'a code that is only two causes deep',
      error: failed(new Error('socket', { cause: socketError('ENOTFOUND') })),
      failure: { kind: 'offline' },
    },
    {
      says: 'an unknown code above a known one',
      error: failed(Object.assign(socketError('A_NEW_CODE'), { cause: socketError('CERT_HAS_EXPIRED') })),
      failure: certificate,
    },
    {
      says: 'UND_ERR_HEADERS_OVERFLOW',
      error: fetchError('UND_ERR_HEADERS_OVERFLOW'),
      failure: { kind: 'unexpected', reason: 'tooLarge' },
    },
    { says: 'no code at all', error: new TypeError('fetch failed'), failure: { kind: 'unavailable' } },
    { says: 'a code on the error itself', error: socketError('ECONNREFUSED'), failure: { kind: 'unavailable' } },
    {
      says: 'one error for each address',
      error: new TypeError('fetch failed', {
        cause: new AggregateError([socketError('ECONNREFUSED'), socketError('ENETUNREACH')]),
      }),
      failure: { kind: 'unavailable' },
    },
    {
      says: 'one address out of reach and one that refuses',
      error: failed(new AggregateError([socketError('ENETUNREACH'), socketError('ECONNREFUSED')])),
      failure: { kind: 'unavailable' },
    },
    { says: 'a list of errors that is empty', error: new AggregateError([]), failure: { kind: 'unavailable' } },
    { says: 'a code that is a number', error: { code: 20 }, failure: { kind: 'unavailable' } },
    { says: 'a text', error: 'ECONNREFUSED', failure: { kind: 'unavailable' } },
    { says: 'nothing', error: undefined, failure: { kind: 'unavailable' } },
  ]) {
    it(`with ${says} is ${Object.values(failure).join(', ')}`, () =>
      assert.deepStrictEqual(networkFailure(error), failure));
  }

  it('whose causes go round in a circle ends', () => {
    const error = new Error('round');
    error.cause = error;
    assert.deepStrictEqual(networkFailure(error), { kind: 'unavailable' });
  });

  it('had a connection that died when its socket, or its session of HTTP/2, ended early', () => {
    const codes = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ERR_HTTP2_SESSION_ERROR', 'ERR_HTTP2_STREAM_ERROR'];
    const others = ['ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED', 'A_NEW_CODE'];
    assert.deepStrictEqual(
      [...codes, ...others].filter((code) => connectionDied(fetchError(code))),
      codes,
    );
  });
});
