import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Failure, failureKinds, failureReasons } from '../../../../src/core/failure.ts';
import { Format } from '../../../../src/core/format.ts';
import { failureHelp } from '../../../../src/core/text/failureHelp.ts';
import { failureLabel } from '../../../../src/core/text/failureLabel.ts';
import { projectFolder } from '../../../support/tasks/projectFolder.ts';

const format = new Format('en-GB', 'UTC');
const now = Date.UTC(2026, 10, 20, 12);
const moved = { from: 'api.brookmimir.com', to: 'gateway.example.com' };

describe('the text of a failure', () => {
  const all: readonly Failure[] = [
    ...failureKinds.map((kind) => ({ kind })),
    ...failureReasons.map((reason) => ({ kind: 'unexpected', reason }) as const),
  ];

  it('differs for every kind and every reason, and names the account', () => {
    const labels = all.map((failure) => failureLabel(failure, format, now));
    const sentences = all.map((failure) => failureHelp(failure).sentence('Bloom'));
    assert.deepStrictEqual(
      [new Set(labels).size, new Set(sentences).size, sentences.filter((text) => !/Bloom.*\.$/.test(text))],
      [all.length, all.length, []],
    );
  });

  it('makes no link of a label', () => {
    const label = '[Renew](command:credits.removeAllKeys)';
    const links = all.filter((failure) => failureHelp(failure).sentence(label, moved).includes(']('));
    assert.deepStrictEqual(links, []);
  });

  for (const { failure, label } of [
    { failure: { kind: 'unauthorized' }, label: 'invalid key' },
    { failure: { kind: 'rateLimited' }, label: 'rate limited' },
    { failure: { kind: 'rateLimited', notBefore: now + 60_000 }, label: 'rate limited, retrying at 12:01' },
    { failure: { kind: 'rateLimited', notBefore: now }, label: 'rate limited' },
  ] as const) {
    it(`is "${label}" in short`, () => assert.equal(failureLabel(failure, format, now), label));
  }

  it('names both hosts when an endpoint has moved', () => {
    const failure = { kind: 'unauthorized', reason: 'originChanged' } as const;
    assert.deepStrictEqual(
      [failureLabel(failure, format, now, moved), failureHelp(failure).sentence('Mimir', moved)],
      [
        'moved to gateway.example.com',
        'Mimir: api.brookmimir.com moved to gateway.example.com. Replace the key to allow it.',
      ],
    );
  });

  it('names a command by which an ID that is missing can be entered', () => {
    const titles: Readonly<Record<string, string>> = JSON.parse(
      readFileSync(join(projectFolder, 'package.nls.json'), 'utf8'),
    );
    const sentence = failureHelp({ kind: 'notFound', reason: 'parameterMissing' }).sentence('Twilio');
    assert.ok(sentence.includes(`Use ${titles['command.changeParameters']} to enter it.`), sentence);
  });
});
