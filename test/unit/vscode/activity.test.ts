import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { Emitter } from '../../../src/core/emitter.ts';
import { activityInterval } from '../../../src/core/refresh/schedule.ts';
import { Activity } from '../../../src/vscode/activity.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';

interface State {
  readonly focused: boolean;
  readonly active: boolean;
}

const inUse: State = { focused: true, active: true };
const away: State = { focused: false, active: false };

/** A window in this state, beside another that was last in use at `other`. */
function openWindow(state: State, other?: number) {
  const clock = new FakeClock();
  const changed = new Emitter<State>();
  const window = { state, onDidChangeWindowState: changed.event };
  const noted: number[] = [];
  const marked: number[] = [];
  let returns = 0;
  const activity = new Activity({
    window,
    clock,
    lastUse: { mark: async (now) => void marked.push(now), read: async () => other },
    schedule: { noteUse: (at) => void noted.push(at) },
    onFocus: () => {
      returns += 1;
    },
  });
  return {
    clock,
    activity,
    noted,
    marked,
    returns: () => returns,
    change(next: State) {
      window.state = next;
      changed.fire(next);
    },
  };
}

describe('the use of a window', () => {
  it('is noted at once, and for the other windows', () => {
    const { clock, noted, marked } = openWindow(inUse);
    assert.deepStrictEqual([noted, marked], [[clock.now()], [clock.now()]]);
  });

  it('is noted again each minute, as long as it goes on', () => {
    const { clock, noted, marked, change } = openWindow(inUse);
    const start = clock.now();
    clock.advance(2 * activityInterval);
    const minutes = [start, start + activityInterval, start + 2 * activityInterval];
    assert.deepStrictEqual([noted, marked], [minutes, minutes]);
    change(away);
    clock.advance(3 * activityInterval);
    assert.deepStrictEqual([noted, marked], [minutes, minutes]);
  });

  it('is none while it has the focus and nobody touches it', () => {
    const { clock, noted, marked } = openWindow({ focused: true, active: false });
    clock.advance(activityInterval);
    assert.deepStrictEqual([noted, marked], [[], []]);
  });

  it('counts in the other windows', async () => {
    const { noted, marked } = openWindow(away, 1_790_000_000_000);
    await setImmediate();
    assert.deepStrictEqual([noted, marked], [[1_790_000_000_000], []]);
  });

  it('begins when the person comes back, and catches up once', () => {
    const { clock, noted, returns, change } = openWindow(away);
    clock.advance(30 * activityInterval);
    assert.deepStrictEqual([noted, returns()], [[], 0]);
    change(inUse);
    assert.deepStrictEqual([noted, returns()], [[clock.now()], 1]);
    change(away);
    assert.strictEqual(returns(), 1);
  });

  it('is not noted once the window is closed', async () => {
    const { clock, activity, noted, returns, change } = openWindow(away, 1_790_000_000_000);
    activity.dispose();
    change(inUse);
    await setImmediate();
    assert.deepStrictEqual([noted, returns(), clock.pending], [[], 0, 0]);
  });
});
