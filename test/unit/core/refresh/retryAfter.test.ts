import assert from 'node:assert/strict';
import { longestWait, parseRetryAfter } from '../../../../src/core/refresh/schedule.ts';

const now = Date.UTC(2026, 10, 20, 12);

describe('Retry-After', () => {
  for (const { header, wait } of [
    { header: '1', wait: 1000 },
    { header: ' 120 ', wait: 120_000 },
    { header: '3600', wait: longestWait },
    { header: '3601', wait: longestWait },
    { header: '9'.repeat(400), wait: longestWait },
    { header: 'Fri, 20 Nov 2026 12:05:00 GMT', wait: 300_000 },
    { header: 'Fri, 20 Nov 2099 12:05:00 GMT', wait: longestWait },
    { header: 'Friday, 20-Nov-26 12:05:00 GMT', wait: 300_000 },
  ]) {
    it(`of ${JSON.stringify(header).slice(0, 40)} is a wait of ${wait / 1000} s`, () => {
      assert.equal(parseRetryAfter(header, now), now + wait);
    });
  }

  for (const header of [
    null,
    '',
    '0',
    '-5',
    '+5',
    '1.5',
    '1e3',
    '0x10',
    '60, 120',
    'soon',
    'Soon',
    'NaN',
    'Infinity',
    '٣',
    'Fri, 20 Nov 2026 12:00:00 GMT',
    'Fri, 20 Nov 2020 12:05:00 GMT',
  ]) {
    it(`of ${JSON.stringify(header)} says nothing`, () => assert.equal(parseRetryAfter(header, now), undefined));
  }
});
