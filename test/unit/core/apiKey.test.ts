import assert from 'node:assert/strict';
import { cleanKey, isSendable, keyProblem, looksLikeKey, parameterProblem } from '../../../src/core/apiKey.ts';
import { providers } from '../../../src/providers/index.ts';
import { keyFragments } from '../../support/fakes/keys.ts';

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
    { typed: '"bloom_sk_1"', key: 'bloom_sk_1' },
    { typed: " 'bloom_sk_1'; ", key: 'bloom_sk_1' },
    { typed: '`bloom_sk_1`', key: 'bloom_sk_1' },
    { typed: 'BLOOM_API_KEY=bloom_sk_1', key: 'bloom_sk_1' },
    { typed: 'bloom_key = "bloom_sk_1"', key: 'bloom_sk_1' },
    { typed: "export BLOOM='bloom_sk_1'", key: 'bloom_sk_1' },
    { typed: 'set BLOOM=bloom_sk_1\r\n', key: 'bloom_sk_1' },
    { typed: '$env:BLOOM = "bloom_sk_1"', key: 'bloom_sk_1' },
    { typed: 'Authorization: Bearer bloom_sk_1', key: 'bloom_sk_1' },
    { typed: 'x-api-key: bloom_sk_1', key: 'bloom_sk_1' },
    { typed: 'TOKEN="Bearer bloom_sk_1"', key: 'bloom_sk_1' },
    { typed: '\u200bbloom_sk_1\u200b', key: 'bloom_sk_1' },
    // A key may end in "=" or hold one.
    { typed: 'QUJDREVG==', key: 'QUJDREVG==' },
    { typed: 'QUJDREVG=', key: 'QUJDREVG=' },
    { typed: 'aGVsbG8=d29ybGQ', key: 'aGVsbG8=d29ybGQ' },
    { typed: 'KEY=QUJDREVG==', key: 'QUJDREVG==' },
    { typed: '"', key: '"' },
    { typed: 'it"s', key: 'it"s' },
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

describe('the problem with a key', () => {
  const shape = { pattern: /^bloom_sk_./, hint: 'Starts with bloom_sk_.' };
  const spaces = "Keys can't contain spaces or special characters. Copy the key again.";

  for (const { says, key, strict, complaint } of [
    { says: 'is none with the right form', key: 'bloom_sk_1', strict: false, complaint: undefined },
    {
      says: 'stops for an empty box',
      key: '',
      strict: false,
      complaint: { severity: 'error', text: 'Enter the key.' },
    },
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
      complaint: { severity: 'error', text: spaces },
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

describe('a text that looks like a key', () => {
  const shapes = providers.all.map(({ key }) => key);

  for (const { text, looks } of [
    { text: 'bloom_sk_1', looks: true },
    { text: 'my bloom_sk_1', looks: true },
    { text: 'KEY="brz_1"', looks: true },
    { text: `${'0a'.repeat(32)}`, looks: true },
    { text: 'bloom', looks: false },
    { text: 'my own workspace of many letters', looks: false },
    { text: '3f2504e0-4f89-41d3-9a0c-0305e82c3302', looks: false },
    { text: 'f'.repeat(63), looks: false },
    { text: '', looks: false },
  ]) {
    it(`${looks ? 'is' : 'is not'} ${JSON.stringify(text)}`, () => assert.equal(looksLikeKey(text, shapes), looks));
  }

  it('is never entered beside a key, nor six characters of the key', () => {
    const key = 'abc123XYZ789';
    assert.deepStrictEqual(
      ['c123xy', 'the abc123XYZ789', 'bloom_sk_1', 'c123x', '', 'workspace'].map(
        (value) => parameterProblem(value, key, shapes)?.severity,
      ),
      ['error', 'error', 'error', undefined, undefined, undefined],
    );
  });
});
