import assert from 'node:assert/strict';
import { type LoadSteps, loadSteps } from '../support/bundle/loadSteps.ts';
import { ensureBuilt } from '../support/tasks/ensureBuilt.ts';

/** So much may be loaded until the first number is on show. */
const most = 40 * 1024;

describe('what is loaded', () => {
  let steps: LoadSteps;
  before(async () => {
    await ensureBuilt();
    steps = await loadSteps();
  });

  it('at activation is the commands and nothing else', () => {
    assert.ok(steps.activation.bytes <= 4096, `${steps.activation.names} have ${steps.activation.bytes} bytes`);
  });

  it('until the first number is on show is at most 40 KB', () => {
    assert.ok(steps.firstNumber.bytes <= most, `${steps.firstNumber.names} have ${steps.firstNumber.bytes} bytes`);
  });

  it('until then does not hold what asks the services', () => {
    assert.deepStrictEqual(
      steps.firstNumber.names.filter((name) => name.startsWith('keepUpToDate')),
      [],
    );
    assert.ok(steps.whole.names.some((name) => name.startsWith('keepUpToDate')));
  });
});
