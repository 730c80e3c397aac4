import assert from 'node:assert/strict';
import { foundKeys, maskedKey } from '../../../src/core/keyImport.ts';
import { openRegistry } from '../../support/catalog/catalog.ts';
import { fakeFingerprints as fingerprints } from '../../support/fakes/keys.ts';
import { sampleAccount } from '../../support/fakes/samples.ts';
import { MemoryAccounts } from '../../support/fakes/stores.ts';

const providers = openRegistry();

function found(variables: Readonly<Record<string, string>>, accounts = [] as ReturnType<typeof sampleAccount>[]) {
  const ports = { providers, accounts: new MemoryAccounts(accounts), fingerprints };
  return foundKeys([{ name: '.env', variables }], ports);
}

describe('the keys in variables', () => {
  it('are those that services name, with the quotes and spaces around them taken away', () => {
    const keys = found({
      FIRECRAWL_API_KEY: ' "fc-0a1b2c3d4e5f60718293" ',
      HOME: '/home/ada',
      PASSWORD: 'fc-0a1b2c3d4e5f60718293',
    });
    assert.deepStrictEqual(
      keys.map(({ provider, key, variable, isSure }) => [provider.id, key, variable, isSure]),
      [['firecrawl', 'fc-0a1b2c3d4e5f60718293', 'FIRECRAWL_API_KEY', true]],
    );
  });

  it('are found for every service', () => {
    const named = providers.all.filter(({ variables = [] }) => variables.length > 0);
    assert.ok(named.length > 100);
    for (const { id, variables = [] } of named) {
      const ids = found({ [variables[0] ?? '']: 'some_long-key.0815' }).map(({ provider }) => provider.id);
      // "some" begins a placeholder.
      assert.deepStrictEqual(ids, [], id);
      const other = found({ [variables[0] ?? '']: 'k0815_long-key.0815' }).map(({ provider }) => provider.id);
      assert.ok(other.includes(id), id);
    }
  });

  for (const value of [
    '',
    'short',
    'your-api-key-here',
    'YOUR_KEY_GOES_HERE',
    '<paste your key>',
    '$OTHER_VARIABLE',
    'fc-xxxxxxxxxxxx',
    'changeme-please',
    'sk-...abcdefgh',
    'two words of text',
  ]) {
    it(`are not ${JSON.stringify(value)}`, () => assert.deepStrictEqual(found({ FIRECRAWL_API_KEY: value }), []));
  }

  it('are unsure where the form is another, and where two services go by the same variable', () => {
    assert.deepStrictEqual(
      found({ FIRECRAWL_API_KEY: 'another-form-1' }).map(({ isSure }) => isSure),
      [false],
    );
    assert.deepStrictEqual(
      found({ MOONSHOT_API_KEY: 'sk-0a1b2c3d4e5f60718293' }).map(({ provider, isSure }) => [provider.id, isSure]),
      [
        ['moonshot', false],
        ['moonshot-cn', false],
      ],
    );
  });

  it('are one where several places hold it', () => {
    const variables = { FIRECRAWL_API_KEY: 'fc-0a1b2c3d4e5f60718293' };
    const sources = ['.env', 'web/.env.local', 'environment'].map((name) => ({ name, variables }));
    const keys = foundKeys(sources, { providers, accounts: new MemoryAccounts([]), fingerprints });
    assert.deepStrictEqual(
      keys.map(({ places }) => places),
      [['.env', 'web/.env.local', 'environment']],
    );
  });

  it('are known where an account has them', () => {
    const account = sampleAccount({ provider: 'firecrawl', fingerprint: fingerprints.of('fc-0a1b2c3d4e5f60718293') });
    assert.deepStrictEqual(
      found({ FIRECRAWL_API_KEY: 'fc-0a1b2c3d4e5f60718293' }, [account]).map((key) => key.account),
      [account],
    );
    assert.equal(found({ FIRECRAWL_API_KEY: 'fc-other-key' }, [account])[0]?.account, undefined);
  });

  it('are nothing that objects have by themselves', () => {
    assert.deepStrictEqual(
      foundKeys([{ name: '.env', variables: Object.create({ FIRECRAWL_API_KEY: 'fc-0a1b2c3d4e5f60718293' }) }], {
        providers,
        accounts: new MemoryAccounts([]),
        fingerprints,
      }),
      [],
    );
  });
});

describe('a key that is shown', () => {
  it('is its last four characters, and nothing of a short one', () => {
    assert.deepStrictEqual([maskedKey('fc-0a1b2c3d4e'), maskedKey('fc-0a1b2c')], ['…3d4e', '…']);
  });
});
