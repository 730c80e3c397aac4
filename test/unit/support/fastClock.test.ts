import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fastClock } from '../../support/simulator/index.ts';

const start = Date.UTC(2026, 10, 20, 12);

describe('a fast clock', () => {
  let base = 5000;
  beforeEach(() => {
    base = 5000;
  });
  const fast = (speed: number) => fastClock({ start, speed, base: () => base });

  it('shows its start, and then passes as many times as fast', () => {
    const clock = fast(600);
    assert.equal(clock.now(), start);
    base += 1000;
    assert.equal(clock.now(), start + 600_000);
  });

  it('jumps, and goes on from there as fast as before', () => {
    const clock = fast(10);
    base += 1000;
    clock.jump(3_600_000);
    assert.equal(clock.now(), start + 10_000 + 3_600_000);
    base += 1000;
    assert.equal(clock.now(), start + 20_000 + 3_600_000);
  });

  it('stands still while it is paused, but for jumps', () => {
    const clock = fast(10);
    clock.delay();
    base += 1000;
    assert.equal(clock.now(), start);
    clock.jump(500);
    assert.equal(clock.now(), start + 500);
    base += 1000;
    clock.resume();
    assert.equal(clock.now(), start + 500);
    base += 1000;
    assert.equal(clock.now(), start + 10_500);
  });

  it('takes a second pause and a second resume for what is so already', () => {
    const clock = fast(10);
    base += 100;
    clock.resume();
    base += 100;
    assert.equal(clock.now(), start + 2000);
    clock.delay();
    base += 100;
    clock.delay();
    assert.equal(clock.now(), start + 2000);
  });

  it('can be handed over as a function', () => {
    const { now } = fast(2);
    base += 7;
    assert.equal(now(), start + 14);
  });

  it('never goes back', () => {
    const steps = fc.array(
      fc.record({ passes: fc.nat(100_000), does: fc.constantFrom('nothing', 'pause', 'resume', 'jump') }),
    );
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 5000 }), (plan, speed) => {
        const clock = fast(speed);
        let seen = clock.now();
        for (const { passes, does } of plan) {
          base += passes;
          if (does === 'jump') clock.jump(passes);
          else if (does !== 'nothing') clock[does as 'pause' | 'resume']();
          assert.ok(clock.now() >= seen);
          seen = clock.now();
        }
      }),
    );
  });
});
