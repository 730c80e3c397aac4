import assert from 'node:assert/strict';
import { retryWhileBusy } from '../../../src/storage/diskFile.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { settled } from '../../support/fakes/environment.ts';

/** Fails with these codes, one after the other, and then works. */
function failing(...codes: readonly string[]) {
  const left = codes.values();
  return async () => {
    const { done, value } = left.next();
    if (!done) throw Object.assign(new Error(value), { code: value });
    return 'done';
  };
}

/** What comes of it, and how many milliseconds it takes. */
async function outcome(...codes: readonly string[]) {
  const clock = new FakeClock();
  const begun = clock.now();
  let end: unknown;
  retryWhileBusy(clock, failing(...codes)).then(
    (value) => {
      end = value;
    },
    (error: Error) => {
      end = error.message;
    },
  );
  await settled();
  while (end === undefined && clock.pending > 0) {
    clock.advance(5);
    await settled();
  }
  return [end, clock.now() - begun, clock.pending];
}

describe('what is done with a file', () => {
  for (const code of ['EACCES', 'EBUSY', 'EPERM']) {
    it(`is tried again after ${code}, which Windows says while another has it open`, async () => {
      assert.deepStrictEqual(await outcome(code, code, code), ['done', 70, 0]);
    });
  }

  for (const code of ['ENOENT', 'ENOSPC', 'EISDIR']) {
    it(`fails at once with ${code}`, async () => assert.deepStrictEqual(await outcome(code), [code, 0, 0]));
  }

  it('is given up within a second', async () => {
    assert.deepStrictEqual(await outcome(...Array(99).fill('EBUSY')), ['EBUSY', 630, 0]);
  });
});
