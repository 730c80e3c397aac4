import { deepStrictEqual, ok } from 'node:assert/strict';
import { zipEntries } from '../support/bundle/zipEntries.ts';
import { packedExtension } from '../support/e2e/openVsCode.ts';

describe('the packed extension', () => {
  let names: readonly string[];
  before(async () => {
    names = await zipEntries(await packedExtension());
  });

  it('has at most 28 files', () => {
    ok(names.length <= 28, names.join('\n'));
  });

  it('has what VS Code and the marketplace ask for', () => {
    const wanted = [
      'package.json',
      'package.nls.json',
      'readme.md',
      'changelog.md',
      'LICENSE.txt',
      'dist/extension.cjs',
    ];
    deepStrictEqual(
      wanted.filter((name) => !names.includes(`extension/${name}`)),
      [],
    );
  });

  it('has no source, no test, no map, no package and no settings of ours', () => {
    const ours = /\.ts$|\.map$|\.mjs$|(^|\/)(src|test|out|docs|node_modules|\.[^/]+)(\/|$)|lock/;
    deepStrictEqual(
      names.filter((name) => ours.test(name)),
      [],
    );
  });
});
