import assert from 'node:assert/strict';
import { ownEndpoint, parseEndpoint } from '../../../src/core/endpoint.ts';

describe('an endpoint', () => {
  for (const { text, base, origin } of [
    { text: 'https://api.example.com', base: 'https://api.example.com', origin: 'https://api.example.com' },
    { text: 'https://api.example.com///', base: 'https://api.example.com', origin: 'https://api.example.com' },
    { text: ' https://api.example.com/v1/ ', base: 'https://api.example.com/v1', origin: 'https://api.example.com' },
    { text: 'HTTPS://API.Example.com:443/V1', base: 'https://api.example.com/V1', origin: 'https://api.example.com' },
    {
      text: 'https://api.example.com:8443',
      base: 'https://api.example.com:8443',
      origin: 'https://api.example.com:8443',
    },
    { text: 'https://bücher.example', base: 'https://xn--bcher-kva.example', origin: 'https://xn--bcher-kva.example' },
    { text: 'http://localhost:3000/bloom', base: 'http://localhost:3000/bloom', origin: 'http://localhost:3000' },
    { text: 'http://127.0.0.1:9', base: 'http://127.0.0.1:9', origin: 'http://127.0.0.1:9' },
    { text: 'http://127.1', base: 'http://127.0.0.1', origin: 'http://127.0.0.1' },
    { text: 'http://[::1]:9/', base: 'http://[::1]:9', origin: 'http://[::1]:9' },
  ]) {
    it(`is read from ${JSON.stringify(text)}`, () => assert.deepStrictEqual(parseEndpoint(text), { base, origin }));
  }

  for (const text of [
    '',
    'api.example.com',
    '//api.example.com',
    'http://api.example.com',
    'http://localhost.evil.com',
    'http://evil.com/localhost',
    'http://127.0.0.1.evil.com',
    'http://127.evil.com',
    'http://127.0.0.2',
    'http://127.8.9.10',
    'http://128.0.0.1',
    'http://localhost.',
    'http://app.localhost',
    'http://[::ffff:127.0.0.1]',
    'http://0.0.0.0',
    'http://10.0.0.1',
    'http://[::2]',
    'http://[::ffff:10.0.0.1]',
    'ftp://localhost',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user@api.example.com',
    'https://user:pass@api.example.com',
    'https://localhost:1@evil.com',
    'https://api.example.com?key=1',
    'https://api.example.com/?',
    'https://api.example.com/#part',
    'https://api.example.com/#',
    'https://',
    'https://exa mple.com',
  ]) {
    it(`is not read from ${JSON.stringify(text)}`, () => assert.equal(parseEndpoint(text), undefined));
  }
});

describe("the user's own endpoint", () => {
  const typed = { mimir: 'https://gateway.example.com', bloom: 7 };

  it('is what was typed for the service, whatever it is', () => {
    assert.deepStrictEqual([ownEndpoint(typed, 'mimir'), ownEndpoint(typed, 'bloom')], [typed.mimir, 7]);
  });

  for (const id of ['breeze', 'constructor', 'valueOf', '__proto__']) {
    it(`is none for ${id}, for which nothing was typed`, () => assert.equal(ownEndpoint(typed, id), undefined));
  }

  it('can be that of a service with any ID', () => {
    assert.equal(ownEndpoint({ constructor: 'https://a.example.com' }, 'constructor'), 'https://a.example.com');
  });
});
