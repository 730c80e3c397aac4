import assert from 'node:assert/strict';
import { cleanKey, isSendable, keyProblem } from '../../../src/core/apiKey.ts';
import { providers } from '../../../src/providers/index.ts';
import { keyFragments } from '../../support/fakes/keyFragments.ts';

describe('a key as typed', () => {
  for (const { typed, key } of [
    { typed: 'bloom_sk_1', key: 'bloom_sk_1' },
    { typed: '  bloom_sk_1\n', key: 'bloom_sk_1' },
    { typed: '\t\r\nbloom_sk_1\u00a0', key: 'bloom_sk_1' },
    { typed: '\ufeffbloom_sk_1', key: 'bloom_sk_1' },
    { typed: 'Bearer bloom_sk_1', key: 'bloom_sk_1' },
    { typed: ' bearer   bloom_sk_1 ', key: 'bloom_sk_1' },
    { typed: 'BEARER\tbloom_sk_1', key: 'bloom_sk_1' },
    { typed: 'bearer_1', key: 'bearer_1' },
    { typed: 'one two', key: 'one two' },
    { typed: 'one bearer two', key: 'one bearer two' },
    { typed: '   ', key: '' },
  ]) {
    it(`is brought from ${JSON.stringify(typed)} to ${JSON.stringify(key)}`, () => {
      assert.equal(cleanKey(typed), key);
    });
  }
});

describe('what a header can hold', () => {
  for (const { key, sendable } of [
    { key: 'bloom_sk_1', sendable: true },
    { key: '!#~', sendable: true },
    { key: 'k'.repeat(4096), sendable: true },
    { key: 'k'.repeat(4097), sendable: false },
    { key: '', sendable: false },
    { key: 'one two', sendable: false },
    { key: 'one\ntwo', sendable: false },
    { key: 'one\r\nx-other: two', sendable: false },
    { key: 'one\n', sendable: false },
    { key: 'one\0', sendable: false },
    { key: 'schlüssel', sendable: false },
    { key: 'one\u200btwo', sendable: false },
    { key: 'one\u2026', sendable: false },
    { key: '🔑', sendable: false },
  ]) {
    it(`${sendable ? 'includes' : 'does not include'} ${JSON.stringify(key).slice(0, 30)}`, () => {
      assert.equal(isSendable(key), sendable);
    });
  }
});

describe('the complaint about a key', () => {
  const shape = { pattern: /^bloom_sk_./, hint: 'Starts with bloom_sk_.' };
  const blanks = 'A key has no blanks and no characters outside ASCII. Copy it again.';

  for (const { says, key, strict, complaint } of [
    { says: 'is none for the right form', key: 'bloom_sk_1', strict: false, complaint: undefined },
    { says: 'is none for an empty box', key: '', strict: true, complaint: undefined },
    {
      says: 'can be passed when the form is only usual',
      key: 'other',
      strict: false,
      complaint: { severity: 'warning', text: shape.hint },
    },
    {
      says: 'stops when no other form exists',
      key: 'other',
      strict: true,
      complaint: { severity: 'error', text: shape.hint },
    },
    {
      says: 'stops for what no header can hold',
      key: 'bloom_sk_1 2',
      strict: false,
      complaint: { severity: 'error', text: blanks },
    },
  ]) {
    it(says, () => assert.deepStrictEqual(keyProblem(key, { ...shape, strict }), complaint));
  }

  for (const { name, key: keyShape } of providers.all) {
    it(`never quotes a key that was meant for ${name}`, () => {
      const keys = ['Zq9wXe7rVt5yBu3i', 'Zq9wXe7rVt5yBu3ü', 'Zq9wXe7 rVt5yBu3i'];
      assert.deepStrictEqual(
        keys.flatMap((key) => keyFragments(key, keyProblem(key, keyShape))),
        [],
      );
    });
  }
});
