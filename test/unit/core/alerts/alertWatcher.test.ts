import assert from 'node:assert/strict';
import type { Alert } from '../../../../src/core/alerts/alert.ts';
import { type AlertSettings, defaultAlerts } from '../../../../src/core/alerts/alertSettings.ts';
import { AlertWatcher } from '../../../../src/core/alerts/alertWatcher.ts';
import type { Outlook } from '../../../../src/core/history/forecast/outlook.ts';
import type { Reading } from '../../../../src/core/reading.ts';
import { tickInterval } from '../../../../src/core/refresh/refresher.ts';
import { type Summary, summarize } from '../../../../src/core/summary.ts';
import { credits } from '../../../../src/core/unit.ts';
import { FakeClock } from '../../../support/fakes/fakeClock.ts';
import { MemoryAlerts } from '../../../support/fakes/memoryAlerts.ts';
import { MemoryLog } from '../../../support/fakes/memoryLog.ts';
import { sampleAccount } from '../../../support/fakes/sampleAccount.ts';
import { sampleFacts } from '../../../support/fakes/sampleFacts.ts';
import { sampleOutlook, sampleSeries } from '../../../support/fakes/sampleOutlook.ts';
import { sampleReading } from '../../../support/fakes/sampleReading.ts';
import { settled } from '../../../support/fakes/settled.ts';

const minute = 60_000;
const hour = 60 * minute;
const account = sampleAccount();

/** What all windows see. */
class World {
  readonly clock = new FakeClock();
  readonly store = new MemoryAlerts();
  readonly windows: Window[] = [];
  settings: AlertSettings = defaultAlerts;
  accounts = [account];
  reading: Reading | undefined = this.good(500, this.clock.now() - minute);
  outlook: Outlook | undefined;

  open(): Window {
    const opened = new Window(this);
    this.windows.push(opened);
    return opened;
  }

  good(amount: number, at = this.clock.now()): Reading {
    return sampleReading({ checkedAt: at, balanceAt: at, balance: { pools: [{ unit: credits, amount }] } });
  }

  summary(change: { readonly loaded?: boolean } = {}): Summary {
    const outlooks = this.outlook && new Map([[account.id, this.outlook]]);
    const known = this.accounts.map((one) => [one, this.reading] as const);
    return summarize(sampleFacts(known, { now: this.clock.now(), outlooks, ...change }));
  }

  /** Reads this amount, and lets every window look. */
  async reads(amount: number): Promise<void> {
    this.clock.advance(1);
    this.reading = this.good(amount);
    await this.look();
  }

  async look(): Promise<void> {
    for (const window of this.windows) window.watcher.look(this.summary());
    await settled();
  }

  /** Time passes with a tick and a look every half minute. */
  async pass(span: number): Promise<void> {
    for (let left = span; left > 0; left -= tickInterval) {
      this.clock.advance(Math.min(left, tickInterval));
      await this.tick();
    }
  }

  async tick(): Promise<void> {
    for (const { watcher } of this.windows) watcher.tick();
    await this.look();
  }

  /** The machine sleeps: time passes and nothing runs. */
  sleep(span: number): void {
    this.clock.set(this.clock.now() + span);
  }

  /** What was told, in which window. */
  get told(): readonly string[] {
    return this.windows.flatMap(({ told }, index) => told.map((names) => `${index}: ${names}`));
  }
}

class Window {
  focused = true;
  readonly told: string[] = [];
  readonly alerts: (readonly Alert[])[] = [];
  readonly checked: string[] = [];
  readonly log = new MemoryLog();
  hours = 0;
  readonly watcher: AlertWatcher;

  constructor(world: World) {
    this.watcher = new AlertWatcher({
      store: world.store,
      clock: world.clock,
      log: this.log,
      settings: () => world.settings,
      thresholds: () => ({ mimir: { low: 100, critical: 20 } }),
      lastHour: () => {
        this.hours += 1;
        return { used: 300, usual: 10 };
      },
      isFocused: () => this.focused,
      show: (alerts) => {
        this.alerts.push(alerts);
        this.told.push(alerts.map(({ kind }) => kind).join());
      },
      checkAgain: ({ id }) => this.checked.push(id),
    });
  }
}

describe('a window that watches', () => {
  let world: World;
  let window: Window;
  /** The account is known, with 500 credits. */
  beforeEach(async () => {
    world = new World();
    window = world.open();
    await world.tick();
    await world.reads(500);
  });
  afterEach(() => {
    for (const { watcher } of world.windows) watcher.dispose();
    assert.equal(world.clock.pending, 0);
  });

  it('tells a crossing at once, and once', async () => {
    await world.reads(50);
    assert.deepStrictEqual(world.told, ['0: low']);
    await world.pass(10 * minute);
    await world.reads(49);
    assert.deepStrictEqual(world.told, ['0: low']);
  });

  it('takes the memory only when there is something to remember', async () => {
    const { changes } = world.store;
    for (const amount of [499, 480, 450, 300]) await world.reads(amount);
    await world.pass(5 * minute);
    assert.equal(world.store.changes, changes);
    await world.reads(50);
    assert.equal(world.store.changes, changes + 1);
  });

  it('says nothing while the accounts are being read', async () => {
    const early = world.open();
    early.watcher.look(world.summary({ loaded: false }));
    await settled();
    assert.equal(world.store.memory.length, 1);
  });

  it('tries again when another window holds the memory', async () => {
    world.store.isHeld = true;
    await world.reads(50);
    assert.deepStrictEqual(world.told, []);
    world.store.isHeld = false;
    await world.look();
    assert.deepStrictEqual(world.told, ['0: low']);
  });

  it('forgets an account that is gone', async () => {
    world.accounts = [];
    await world.look();
    assert.deepStrictEqual(world.store.memory, []);
  });

  it('goes on after an error, and logs no more than its class', async () => {
    const { settings } = world;
    const broken = world.open();
    Object.defineProperty(world, 'settings', {
      configurable: true,
      get: () => {
        throw new TypeError('a secret');
      },
    });
    await world.look();
    assert.deepStrictEqual(broken.log.lines, ['warn alerts: TypeError']);
    Object.defineProperty(world, 'settings', { value: settings });
    await world.reads(50);
    assert.equal(world.told.length, 1);
  });

  describe('after it was opened', () => {
    it('tells nothing of what was read before, until something is read', async () => {
      window.watcher.dispose();
      world.windows.length = 0;
      world.reading = world.good(50);
      world.open();
      await world.pass(10 * minute);
      assert.deepStrictEqual(world.told, []);
      await world.reads(50);
      assert.deepStrictEqual(world.told, ['0: low']);
    });

    it('tells nothing that was told before it', async () => {
      await world.reads(50);
      const next = world.open();
      await world.reads(50);
      await world.reads(40);
      assert.deepStrictEqual(next.told, []);
    });

    it('takes an account that is added as it is', async () => {
      world.accounts = [account, sampleAccount({ id: 'mimir-2' })];
      world.reading = world.good(5);
      const bloom = sampleAccount({ id: 'mimir-2' });
      const readings = [
        [account, world.good(500)],
        [bloom, { ...world.good(5), accountId: bloom.id }],
      ] as const;
      window.watcher.look(summarize(sampleFacts(readings, { now: world.clock.now() })));
      await settled();
      assert.deepStrictEqual(world.told, []);
      assert.deepStrictEqual(world.store.memory.map(({ accountId }) => accountId).toSorted(), ['mimir', 'mimir-2']);
    });
  });

  describe('after a sleep', () => {
    it('tells nothing for a minute, and then what has crossed', async () => {
      world.sleep(hour);
      await world.tick();
      await world.reads(50);
      await world.pass(minute - tickInterval);
      assert.deepStrictEqual(world.told, []);
      await world.pass(tickInterval);
      assert.deepStrictEqual(world.told, ['0: low']);
    });

    it('tells nothing even before the first tick', async () => {
      world.sleep(hour);
      await world.reads(50);
      assert.deepStrictEqual(world.told, []);
    });

    it('remembers nothing from that minute, for what comes and goes in it was nothing', async () => {
      world.sleep(hour);
      await world.tick();
      const { changes } = world.store;
      await world.reads(50);
      await world.reads(500);
      await world.pass(2 * minute);
      assert.deepStrictEqual([world.told, world.store.changes], [[], changes]);
    });

    it('is as awake as before when the clock is set back', async () => {
      world.sleep(-300 * 24 * hour);
      await world.tick();
      await world.reads(50);
      assert.deepStrictEqual(world.told, []);
      await world.pass(minute);
      assert.deepStrictEqual(world.told, ['0: low']);
    });

    it('is not taken for asleep by ticks that are a little late', async () => {
      world.sleep(minute);
      await world.tick();
      await world.reads(50);
      assert.deepStrictEqual(world.told, ['0: low']);
    });
  });

  describe('beside others', () => {
    it('is the one of two that tells, or is not', async () => {
      world.open();
      await world.reads(499);
      await world.reads(50);
      assert.deepStrictEqual(world.told, ['0: low']);
    });

    it('leaves it to the one that is looked at', async () => {
      window.focused = false;
      world.open();
      await world.reads(499);
      await world.reads(50);
      world.clock.advance(2_000);
      await settled();
      assert.deepStrictEqual(world.told, ['1: low']);
    });

    it('tells it after two seconds when nobody looks at any', async () => {
      window.focused = false;
      world.open().focused = false;
      await world.reads(499);
      await world.reads(50);
      world.clock.advance(1_999);
      await settled();
      assert.deepStrictEqual(world.told, []);
      world.clock.advance(1);
      await settled();
      assert.equal(world.told.length, 1);
    });

    it('remembers at once what there is nothing to tell of', async () => {
      window.focused = false;
      await world.reads(0);
      assert.notEqual(world.store.memory[0]?.doubt, undefined);
    });

    it('goes by what another window has kept, even where it missed why', async () => {
      await world.reads(50);
      world.store.keptElsewhere(world.store.memory.map((known) => ({ ...known, watches: [] })));
      await world.reads(49);
      assert.deepStrictEqual(world.told, ['0: low', '0: low']);
    });

    it('tells after two seconds what is so by then', async () => {
      window.focused = false;
      await world.reads(50);
      window.watcher.look(world.summary());
      world.clock.advance(1_000);
      await world.reads(500);
      world.clock.advance(1_000);
      await settled();
      assert.deepStrictEqual(world.told, []);
    });

    it('waits once, however often it has to look meanwhile', async () => {
      window.focused = false;
      await world.reads(50);
      for (let look = 0; look < 10; look += 1) await world.look();
      assert.equal(world.clock.pending, 1);
      world.clock.advance(2_000);
      await settled();
      assert.deepStrictEqual(world.told, ['0: low']);
    });

    it('tells nothing once it is closed', async () => {
      window.focused = false;
      await world.reads(50);
      window.watcher.dispose();
      await settled();
      world.clock.advance(2_000);
      await world.look();
      assert.deepStrictEqual(world.told, []);
      assert.deepStrictEqual(world.store.memory[0]?.watches, []);
    });
  });

  describe('when an amount falls to zero', () => {
    it('has it read once more after ten seconds, and tells what that says', async () => {
      await world.reads(0);
      world.clock.advance(9_999);
      assert.deepStrictEqual(window.checked, []);
      world.clock.advance(1);
      assert.deepStrictEqual([window.checked, world.told], [['mimir'], []]);
      await world.reads(0);
      assert.deepStrictEqual(world.told, ['0: empty']);
    });

    it('asks once, whatever comes of it', async () => {
      await world.reads(0);
      await world.pass(10 * minute);
      assert.deepStrictEqual(window.checked, ['mimir']);
    });

    it('does not ask when it was read meanwhile', async () => {
      await world.reads(0);
      await world.reads(500);
      assert.equal(world.clock.pending, 0);
      await world.pass(minute);
      assert.deepStrictEqual([window.checked, world.told], [[], []]);
    });

    it('does not ask when a check has failed meanwhile: that is tried again in its time', async () => {
      await world.reads(0);
      world.clock.advance(1_000);
      world.reading = {
        ...world.good(0, world.clock.now() - 1_000),
        checkedAt: world.clock.now(),
        failure: { kind: 'timeout' },
      };
      await world.look();
      await world.pass(minute);
      assert.deepStrictEqual(window.checked, []);
    });

    it('asks in the window that saw it first, or in another if that one is closed', async () => {
      const other = world.open();
      await world.reads(499);
      await world.reads(0);
      window.watcher.dispose();
      world.clock.advance(15_000);
      assert.deepStrictEqual([window.checked, other.checked], [[], ['mimir']]);
    });

    it('asks in one window alone', async () => {
      const other = world.open();
      await world.reads(499);
      await world.reads(0);
      world.clock.advance(10_000);
      await world.reads(500);
      world.clock.advance(10_000);
      assert.deepStrictEqual([window.checked, other.checked], [['mimir'], []]);
    });

    it('asks for no account that is gone', async () => {
      await world.reads(0);
      world.accounts = [];
      await world.look();
      world.clock.advance(minute);
      assert.deepStrictEqual(window.checked, []);
    });
  });

  it('can put off what it told for a day', async () => {
    await world.reads(50);
    await window.watcher.snooze(window.alerts.flat());
    await world.pass(23 * hour);
    await world.reads(50);
    assert.equal(world.told.length, 1);
    await world.pass(hour);
    await world.reads(50);
    assert.deepStrictEqual(world.told, ['0: low', '0: low']);
  });

  it('takes an account for refilled by what it held of late', async () => {
    const point = { at: world.clock.now(), until: world.clock.now(), amount: 10_000 };
    world.outlook = sampleOutlook({ emptyAt: undefined }, [sampleSeries([point])]);
    for (const amount of [0, 0, 99, 0, 0, 101, 0, 0]) await world.reads(amount);
    assert.deepStrictEqual(world.told, ['0: empty', '0: empty']);
  });

  it('reckons the last hour once for each reading', async () => {
    world.outlook = { history: [], usageRate: undefined, forecast: undefined };
    await world.pass(5 * minute);
    assert.equal(window.hours, 1);
    world.outlook = { ...world.outlook };
    await world.look();
    assert.equal(window.hours, 2);
  });
});
