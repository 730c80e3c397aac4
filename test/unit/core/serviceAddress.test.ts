import assert from 'node:assert/strict';
import { addressProblem, serviceAddress } from '../../../src/core/serviceAddress.ts';
import { providers } from '../../../src/providers/index.ts';

const shapes = providers.all.map(({ key }) => key);

describe('the address of a service of your own', () => {
  for (const address of [
    'https://api.example.com/v1/credits',
    'https://x.example/?team=7',
    'http://localhost:8080/b',
    'https://x.example/my%20team/50%25?q=%C3%A9',
  ]) {
    it(`can be ${address}`, () => {
      assert.equal(serviceAddress(` ${address} `), address);
      assert.equal(addressProblem(address, shapes), undefined);
    });
  }

  for (const address of [
    '',
    'api.example.com/credits',
    'http://api.example.com/credits',
    'ftp://example.com/',
    'https://ada:secret@example.com/',
    'https://example.com/#credits',
    'https://example.com/{key}',
    'https://example.com/100%/credits',
    'https://example.com/credits?share=50%',
    'https://example.com/%ff/credits',
  ]) {
    it(`can't be ${JSON.stringify(address)}`, () => {
      assert.equal(serviceAddress(address), undefined);
      assert.equal(addressProblem(address, shapes)?.severity, 'error');
    });
  }

  it('says how a percent sign is written', () => {
    assert.equal(
      addressProblem('https://example.com/100%/credits', shapes)?.text,
      "This URL has a percent sign that isn't part of a valid code like %20. Enter it as %25.",
    );
  });

  for (const address of [
    'https://example.com/credits?api_key=0a1b2c',
    'https://example.com/bloom_sk_0a1b2c/credits',
    'https://example.com/credits?k=bloom_sk_0a1b2c',
  ]) {
    it(`holds no key, as in ${address}`, () => {
      assert.match(addressProblem(address, shapes)?.text ?? '', /^Leave the key out/);
    });
  }
});
