import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { longestWait, requestTimeout } from '../../src/core/refresh/schedule.ts';
import { hour, minute } from '../../src/core/time.ts';
import { Machine } from '../support/machine.ts';

const interval = 15 * 60_000;
const months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** The month in which a key is refused; it is replaced when the month is over. */
const refusedIn = 5;
const mebibyte = 1 << 20;

/** Node's collector, which a process started without a flag has as well. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}

for (const { who, windows, hoursAwake, seed } of [
  { who: 'one window', windows: 1, hoursAwake: 6, seed: 20261120 },
  { who: 'three windows that share their stores', windows: 3, hoursAwake: 2, seed: 20270101 },
]) {
  describe(`a year of ${who}, ${hoursAwake} hours a day, with faults, sleeps and a clock that is set`, () => {
    const machine = new Machine({ windows, hoursAwake, interval, seed });
    const held: unknown[] = [];
    const heaps: number[] = [];

    before(async function () {
      this.timeout(120_000);
      for (const [month, days] of months.entries()) {
        if (month === refusedIn) machine.refuseKey();
        if (month === refusedIn + 1) await machine.replaceKey();
        await machine.live(days);
        held.push(machine.held);
        collectGarbage();
        heaps.push(process.memoryUsage().heapUsed);
      }
    });

    after(() => machine.close());

    it('has seen what it was meant to see', () => {
      const { wakes, awake, clockChanges, services } = machine;
      assert.ok(wakes === 2 * 365 && clockChanges > 0 && awake >= hoursAwake * 365 * hour, 'days and hours');
      assert.ok(
        services.every(({ outages, failed, died }) => outages > 20 && failed > 100 && died > 0),
        JSON.stringify(services),
      );
    });

    it('has no more checks than one an account and interval, and one more for each wake', () => {
      const budget = machine.awake / interval + machine.wakes;
      const over = machine.services.filter(({ checks }) => checks > budget);
      assert.deepStrictEqual(over, [], `${budget}`);
    });

    it('never asks again before the interval is over, or the back-off, or what the service asked for', () => {
      assert.deepStrictEqual(
        machine.services.map(({ tooSoon }) => tooSoon),
        [[], [], []],
      );
    });

    it('is never silent for longer than the longest wait while it is awake', () => {
      // An answer that a sleep came before is waited for once more, and the timer looks once a minute.
      const longest = longestWait + 2 * minute + requestTimeout;
      assert.deepStrictEqual(
        machine.services.filter(({ longestSilence }) => longestSilence > longest),
        [],
      );
    });

    it('sends a refused key once and never again, until the person enters another', () => {
      const [{ refused, checks } = assert.fail(), ...others] = machine.services;
      assert.deepStrictEqual([refused, others.map((other) => other.refused)], [1, [0, 0]]);
      // Eleven months are left of the others' twelve.
      assert.ok(checks > 0.8 * (others[0]?.checks ?? 0), `${checks}`);
    });

    it('sends one more request for each connection that died, and no other', () => {
      assert.deepStrictEqual(
        machine.services.map(({ again }) => again),
        machine.services.map(({ died }) => died),
      );
    });

    it('has one timer a window between checks', () => assert.deepStrictEqual(machine.oddTimers, []));

    it('holds no more in the end than in the beginning', () => {
      const always = { readings: 3, locks: 0, timers: windows };
      assert.deepStrictEqual(held, Array(months.length).fill(always));
    });

    it('has a flat heap', () => {
      const growth = (heaps.at(-1) ?? 0) - (heaps[1] ?? 0);
      assert.ok(growth < 2 * mebibyte, `${growth} bytes in ten months`);
    });

    it('leaves no timer behind when its windows close', () => {
      machine.close();
      assert.equal(machine.held.timers, 0);
    });
  });
}
