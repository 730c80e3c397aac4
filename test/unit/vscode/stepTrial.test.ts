import assert from 'node:assert/strict';
import { StepTrial, type TrialButton } from '../../../src/vscode/stepTrial.ts';
import type { Attempt, InputStep } from '../../../src/vscode/ui.ts';
import { settled } from '../../support/fakes/environment.ts';

/** A trial whose attempts end when the test says so. */
function arrange(more: Partial<InputStep> = {}) {
  const seen: string[] = [];
  const done: string[] = [];
  const attempts: { readonly typed: string; readonly signal: AbortSignal; end(result: Attempt<string>): void }[] = [];
  let offered: readonly TrialButton[] = [];
  const trial = new StepTrial<string>(
    {
      title: 'Key',
      prompt: '',
      placeholder: '',
      check: (typed) => (typed === 'bad' ? { severity: 'error', text: 'Bad shape.' } : undefined),
      busy: 'Checking…',
      attempt: (typed, signal) => new Promise((end) => attempts.push({ typed, signal, end })),
      ...more,
    },
    {
      say: (problem) => seen.push(problem?.text ?? 'nothing'),
      showBusy: (isBusy) => seen.push(isBusy ? 'busy' : 'idle'),
      offer: (buttons) => {
        offered = buttons;
        if (buttons.length > 0) seen.push(buttons.map(({ title }) => title).join(', '));
      },
      selectAll: () => seen.push('selected'),
    },
    (value) => done.push(value),
  );
  return { trial, seen, done, attempts, offered: () => offered };
}

const rejected: Attempt<string> = {
  problem: { severity: 'error', text: 'Rejected.' },
  anyway: { title: 'Save Anyway', value: 'unchecked' },
};
const offline: Attempt<string> = {
  problem: { severity: 'warning', text: 'Offline.' },
  anyway: { title: 'Save Without Checking', value: 'unchecked' },
};

describe('trying what is typed while the box stays open', () => {
  it('ends with the value of the attempt', async () => {
    const { trial, seen, done, attempts } = arrange();
    const accepted = trial.accept('one');
    attempts[0]?.end({ value: 'ONE' });
    await accepted;
    assert.deepStrictEqual([seen, done], [['nothing', 'busy', 'idle'], ['ONE']]);
  });

  it('tries nothing of a wrong shape', async () => {
    const { trial, seen, attempts } = arrange();
    await trial.accept('bad');
    assert.deepStrictEqual([seen.at(-1), attempts.length], ['Bad shape.', 0]);
  });

  it('ignores Enter while an attempt runs', async () => {
    const { trial, attempts } = arrange();
    void trial.accept('one');
    void trial.accept('one');
    await settled();
    assert.equal(attempts.length, 1);
  });

  it('ends the attempt that runs when something else is typed, and never hears of it again', async () => {
    const { trial, seen, done, attempts } = arrange();
    const first = trial.accept('one');
    trial.typed('two');
    assert.deepStrictEqual([attempts[0]?.signal.aborted, seen.slice(-3)], [true, ['busy', 'idle', 'nothing']]);
    const second = trial.accept('two');
    attempts[0]?.end({ value: 'ONE' });
    await first;
    assert.deepStrictEqual(done, []);
    attempts[1]?.end({ value: 'TWO' });
    await second;
    assert.deepStrictEqual(done, ['TWO']);
  });

  it('aborts the attempt when the person leaves', async () => {
    const { trial, done, attempts } = arrange();
    const accepted = trial.accept('one');
    trial.leave();
    assert.equal(attempts[0]?.signal.aborted, true);
    attempts[0]?.end({ value: 'ONE' });
    await accepted;
    assert.deepStrictEqual(done, []);
  });

  it('says a rejection, selects the text, and offers to save it anyway; Enter tries again', async () => {
    const { trial, seen, done, attempts, offered } = arrange();
    const first = trial.accept('one');
    attempts[0]?.end(rejected);
    await first;
    assert.deepStrictEqual(seen.slice(-3), ['Rejected.', 'selected', 'Save Anyway']);
    const second = trial.accept('one');
    assert.equal(attempts.length, 2);
    attempts[1]?.end(rejected);
    await second;
    const [button] = offered();
    if (button) await trial.press(button);
    assert.deepStrictEqual(done, ['unchecked']);
  });

  it('passes what could not be tried with another Enter', async () => {
    const { trial, seen, done, attempts } = arrange();
    const first = trial.accept('one');
    attempts[0]?.end(offline);
    await first;
    assert.equal(seen.at(-1), 'Try Again, Save Without Checking');
    await trial.accept('one');
    assert.deepStrictEqual([attempts.length, done], [1, ['unchecked']]);
  });

  it('tries another text, though the one before could be passed', async () => {
    const { trial, done, attempts, offered } = arrange();
    const first = trial.accept('one');
    attempts[0]?.end(offline);
    await first;
    trial.typed('two');
    assert.deepStrictEqual(offered(), []);
    void trial.accept('two');
    assert.deepStrictEqual([attempts.length, done], [2, []]);
  });

  it('is over when an attempt fails by itself', async () => {
    const { trial, seen } = arrange({
      attempt: async () => Promise.reject(new Error('of its own')),
    } as Partial<InputStep>);
    await assert.rejects(async () => trial.accept('one'), { message: 'of its own' });
    assert.equal(seen.at(-1), 'idle');
  });

  it('begins with the problem of the step, and none of its own with an empty box', () => {
    assert.deepStrictEqual(arrange({ problem: { severity: 'info', text: 'Known.' } }).seen, ['Known.']);
    assert.deepStrictEqual(arrange({ value: 'bad' }).seen, ['Bad shape.']);
    assert.deepStrictEqual(arrange({ value: '' }).seen, ['nothing']);
  });
});
