import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suddenZeroDelay } from '../../../src/core/refresh/schedule.ts';
import { jsonAnswer } from '../../support/fakes/network.ts';
import { accountWith, openRefresher } from '../../support/fakes/openRefresher.ts';

const account = accountWith('1');
const never = new AbortController().signal;

/** Any answer to one request: an amount, or no answer. */
const answer = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 0, -2, 5, 42) },
  { weight: 1, arbitrary: fc.constant('unavailable' as const) },
);

/** What is known of an account after checks with these answers, each of which reads a sudden zero once more. */
function expectedOf(answers: readonly (number | 'unavailable')[], checks: number) {
  const amounts: (number | undefined)[] = [];
  let [next, known, isDoubted] = [0, undefined as number | undefined, false];
  const take = () => answers[next++ % answers.length] ?? 'unavailable';
  for (let check = 0; check < checks; check += 1) {
    let seen = take();
    if (seen !== 'unavailable') {
      const isSudden = seen <= 0 && (known ?? 0) > 0 && !isDoubted;
      isDoubted = false;
      if (isSudden) {
        seen = take();
        isDoubted = seen === 'unavailable';
      }
    }
    if (seen !== 'unavailable') known = seen;
    amounts.push(known);
  }
  return { amounts, requests: next };
}

describe('a balance that falls to zero', () => {
  it('is known only after two answers stated it, whatever the service answers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 12 }), async (answers) => {
        const { refresher, clock, open, amount, at, says, pass } = openRefresher([account]);
        const checks = 8;
        const amounts: (number | undefined)[] = [];
        let answered = 0;
        for (let check = 0; check < checks; check += 1) {
          const report = refresher.refresh([account], never);
          await pass(0);
          for (; answered < open.length; answered += 1) {
            const next = answers[answered % answers.length];
            if (next === undefined || next === 'unavailable') at(answered).answer(jsonAnswer(503, {}));
            else says(answered, next);
            // The only thing that may wait for time is a second reading.
            await pass(suddenZeroDelay - 1);
            const early = open.length;
            await pass(1);
            assert.equal(early, answered + 1);
          }
          await report;
          amounts.push(amount());
          assert.equal(clock.pending, 0);
        }
        assert.deepStrictEqual({ amounts, requests: open.length }, expectedOf(answers, checks));
      }),
      { numRuns: 300 },
    );
  });
});
