import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/emitter.ts';

describe('an emitter', () => {
  it('calls its listeners in order until they are disposed', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const first = emitter.event((value) => heard.push(`first ${value}`));
    emitter.event((value) => heard.push(`second ${value}`));
    emitter.fire(1);
    first.dispose();
    emitter.fire(2);
    emitter.dispose();
    emitter.fire(3);
    assert.deepStrictEqual(heard, ['first 1', 'second 1', 'second 2']);
  });

  it('counts one function that is registered twice as two', () => {
    const emitter = new Emitter<void>();
    let calls = 0;
    const listener = () => {
      calls += 1;
    };
    const first = emitter.event(listener);
    emitter.event(listener);
    emitter.fire();
    first.dispose();
    emitter.fire();
    assert.equal(calls, 3);
  });

  it('lets a listener end itself while it is called', () => {
    const emitter = new Emitter<void>();
    const heard: string[] = [];
    const first = emitter.event(() => {
      heard.push('first');
      first.dispose();
    });
    emitter.event(() => heard.push('second'));
    emitter.fire();
    emitter.fire();
    assert.deepStrictEqual(heard, ['first', 'second', 'second']);
  });
});
