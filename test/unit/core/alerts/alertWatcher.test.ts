import assert from 'node:assert/strict';
import type { Alert } from '../../../../src/core/alerts/alert.ts';
import { type AlertSettings, defaultAlerts } from '../../../../src/core/alerts/alertSettings.ts';
import { AlertWatcher } from '../../../../src/core/alerts/alertWatcher.ts';
import type { Reading } from '../../../../src/core/reading.ts';
import { Schedule } from '../../../../src/core/refresh/schedule.ts';
import { type Summary, summarize } from '../../../../src/core/summary.ts';
import { day, hour, minute, second } from '../../../../src/core/time.ts';
import { credits } from '../../../../src/core/unit.ts';
import { FakeClock } from '../../../support/fakes/clocks.ts';
import { settled } from '../../../support/fakes/environment.ts';
import { FakeSummary, sampleAccount, sampleReading, summaryInput } from '../../../support/fakes/samples.ts';
import { MemoryAlerts, MemoryLog } from '../../../support/fakes/stores.ts';

const account = sampleAccount();

/** What all windows share. */
class Machine {
  readonly clock = new FakeClock();
  readonly store = new MemoryAlerts();
  readonly log = new MemoryLog();
  readonly windows: Window[] = [];
  settings: AlertSettings = defaultAlerts;
  accounts = [account];
  reading: Reading = this.balance(500, this.clock.now() - minute);
  /** As of an interval of 15 minutes. */
  readonly schedule = new Schedule({ value: 15 * minute }, this.clock);

  open(): Window {
    const window = new Window(this);
    this.windows.push(window);
    return window;
  }

  balance(amount: number, at = this.clock.now()): Reading {
    return sampleReading({ checkedAt: at, balanceAt: at, balance: { pools: [{ unit: credits, amount }] } });
  }

  summary(change: { readonly loaded?: boolean } = {}): Summary {
    const thresholds = { mimir: { low: 100, critical: 20 } };
    const known = this.accounts.map((one) => [one, this.reading] as const);
    return summarize(
      summaryInput(known, { now: this.clock.now(), thresholds, staleAfter: this.schedule.staleAfter, ...change }),
    );
  }

  /** Each window has a summary of now. */
  async update(): Promise<void> {
    for (const { summary } of this.windows) summary.update(this.summary());
    await settled();
  }

  /** The account is checked, and has this amount. */
  async reads(amount: number): Promise<void> {
    this.clock.advance(1);
    this.reading = this.balance(amount);
    await this.update();
    // What comes together is one message.
    await this.advance(second);
  }

  /** Time passes with a summary a minute. */
  async pass(span: number): Promise<void> {
    for (let left = span; left > 0; left -= minute) {
      this.clock.advance(Math.min(left, minute));
      await this.update();
    }
  }

  async advance(span: number): Promise<void> {
    this.clock.advance(span);
    await settled();
  }

  /** The machine sleeps: time passes, and nothing runs. */
  sleep(span: number): void {
    this.clock.set(this.clock.now() + span);
  }

  /** The kinds that were shown, with the number of the window. */
  get shown(): readonly string[] {
    return this.windows.flatMap(({ shown }, index) =>
      shown.map((alerts) => `${index}: ${alerts.map(({ kind }) => kind).join()}`),
    );
  }
}

class Window {
  focused = true;
  readonly shown: (readonly Alert[])[] = [];
  readonly summary: FakeSummary;
  readonly watcher: AlertWatcher;

  constructor(machine: Machine) {
    this.summary = new FakeSummary(machine.summary());
    this.watcher = new AlertWatcher({
      summary: this.summary,
      store: machine.store,
      clock: machine.clock,
      log: machine.log,
      settings: () => machine.settings,
      isFocused: () => this.focused,
      show: (alerts) => this.shown.push(alerts),
    });
  }
}

describe('a window that follows the summary', () => {
  let machine: Machine;
  let window: Window;
  /** The account is known, with 500 credits. */
  beforeEach(async () => {
    machine = new Machine();
    window = machine.open();
    await machine.reads(500);
  });
  afterEach(() => {
    for (const { watcher } of machine.windows) watcher.dispose();
    assert.equal(machine.clock.pending, 0);
  });

  it('shows an alert within a second, and once', async () => {
    await machine.reads(50);
    assert.deepStrictEqual(machine.shown, ['0: low']);
    await machine.pass(10 * minute);
    await machine.reads(49);
    assert.deepStrictEqual(machine.shown, ['0: low']);
  });

  it('shows an alert once while nobody looks: being checked less often makes no balance stale', async () => {
    await machine.reads(50);
    let checks = 0;
    for (let passed = 0; passed < 6 * hour; passed += minute) {
      await machine.pass(minute);
      assert.equal(machine.summary().accounts[0]?.state, 'known', `after ${passed / minute} minutes`);
      if (machine.clock.now() - machine.reading.checkedAt < machine.schedule.interval) continue;
      checks += 1;
      await machine.reads(50 - checks);
    }
    assert.ok(checks <= 7, `${checks} checks`);
    // Somebody is back, half an hour after the last check: it is due, and not stale before it has been made.
    await machine.pass(30 * minute);
    machine.schedule.noteUse(machine.clock.now());
    await machine.update();
    assert.equal(machine.summary().accounts[0]?.state, 'known');
    assert.ok(machine.clock.now() - machine.reading.checkedAt >= machine.schedule.interval);
    await machine.reads(40);
    assert.deepStrictEqual(machine.shown, ['0: low']);
  });

  it('shows an empty balance at once: the check has confirmed it', async () => {
    await machine.reads(0);
    assert.deepStrictEqual(machine.shown, ['0: empty']);
  });

  it('saves only what is new', async () => {
    const { changes } = machine.store;
    for (const amount of [499, 480, 450, 300]) await machine.reads(amount);
    await machine.pass(5 * minute);
    assert.equal(machine.store.changes, changes);
    await machine.reads(50);
    assert.equal(machine.store.changes, changes + 1);
  });

  it('waits until the accounts are loaded', async () => {
    window.summary.update({ ...machine.summary({ loaded: false }), accounts: [] });
    await settled();
    assert.equal(machine.store.state.length, 1);
  });

  it('tries again when another window holds the file', async () => {
    machine.store.isHeld = true;
    await machine.reads(50);
    assert.deepStrictEqual(machine.shown, []);
    machine.store.isHeld = false;
    await machine.update();
    await machine.advance(second);
    assert.deepStrictEqual(machine.shown, ['0: low']);
  });

  it('joins what comes within a second to one message', async () => {
    const other = sampleAccount({ id: 'mimir-2', label: 'Mimir 2', keySetAt: account.keySetAt });
    const known = (a: number, b: number) => {
      const at = machine.clock.now();
      const readings = [
        [account, machine.balance(a, at)],
        [other, { ...machine.balance(b, at), accountId: other.id }],
      ] as const;
      const thresholds = { mimir: { low: 100 } };
      window.summary.update(summarize(summaryInput(readings, { now: at, thresholds })));
      return settled();
    };
    await known(500, 500);
    machine.clock.advance(1);
    await known(50, 500);
    await machine.advance(500);
    await known(50, 50);
    await machine.advance(500);
    assert.deepStrictEqual(machine.shown, ['0: low,low']);
  });

  it('waits for the end of a refresh that a person asked for', async () => {
    machine.clock.advance(1);
    machine.reading = machine.balance(50);
    window.summary.update({ ...machine.summary(), refreshing: true });
    await machine.advance(10 * second);
    assert.deepStrictEqual(machine.shown, []);
    await machine.update();
    await machine.advance(second);
    assert.deepStrictEqual(machine.shown, ['0: low']);
  });

  it('names the alerts that a task brings about', async () => {
    let end = () => {};
    const during = window.watcher.during(
      new Promise<string>((resolve) => {
        end = () => resolve('done');
      }),
    );
    await machine.reads(50);
    end();
    await settled();
    await machine.advance(0);
    const { result, shown } = await during;
    assert.deepStrictEqual([result, shown.map(({ kind }) => kind)], ['done', ['low']]);
    await machine.reads(500);
    const later = window.watcher.during(Promise.resolve());
    await settled();
    await machine.advance(0);
    assert.deepStrictEqual((await later).shown, []);
  });

  it('shows nothing of a muted account, and nothing that is over once it is not', async () => {
    machine.accounts = [{ ...account, muted: true }];
    await machine.reads(50);
    machine.accounts = [account];
    await machine.reads(49);
    assert.deepStrictEqual(machine.shown, []);
    await machine.reads(5);
    assert.deepStrictEqual(machine.shown, ['0: critical']);
  });

  it('shows nothing that came up while an account was muted, if it is unmuted at that moment', async () => {
    machine.accounts = [{ ...account, muted: true }];
    machine.reading = machine.balance(50);
    await machine.update();
    machine.accounts = [account];
    await machine.update();
    await machine.advance(2 * second);
    assert.deepStrictEqual(machine.shown, []);
  });

  it('forgets an account that is removed', async () => {
    machine.accounts = [];
    await machine.update();
    assert.deepStrictEqual(machine.store.state, []);
  });

  it('goes on after an error, and logs no more than its class', async () => {
    const { settings } = machine;
    const get = () => {
      throw new TypeError('a secret');
    };
    Object.defineProperty(machine, 'settings', { configurable: true, get });
    await machine.update();
    assert.deepStrictEqual(machine.log.lines, ['warn alerts: TypeError']);
    Object.defineProperty(machine, 'settings', { value: settings });
    await machine.reads(50);
    assert.deepStrictEqual(machine.shown, ['0: low']);
  });

  it('can snooze an alert for a day', async () => {
    await machine.reads(50);
    await window.watcher.snooze(window.shown.flat());
    await machine.pass(23 * hour);
    await machine.reads(50);
    assert.equal(machine.shown.length, 1);
    await machine.pass(hour);
    await machine.reads(50);
    assert.deepStrictEqual(machine.shown, ['0: low', '0: low']);
  });

  describe('after it was opened', () => {
    it('shows nothing about an account until it is checked', async () => {
      window.watcher.dispose();
      machine.windows.length = 0;
      machine.reading = machine.balance(50);
      machine.open();
      await machine.pass(10 * minute);
      assert.deepStrictEqual(machine.shown, []);
      await machine.reads(50);
      assert.deepStrictEqual(machine.shown, ['0: low']);
    });

    it('shows nothing that was shown before it', async () => {
      await machine.reads(50);
      const next = machine.open();
      await machine.reads(50);
      await machine.reads(40);
      assert.deepStrictEqual(next.shown, []);
    });

    it('takes an account that is added as it is', async () => {
      const added = sampleAccount({ id: 'mimir-2' });
      const readings = [
        [account, machine.balance(500)],
        [added, { ...machine.balance(5), accountId: added.id }],
      ] as const;
      window.summary.update(summarize(summaryInput(readings, { now: machine.clock.now() })));
      await settled();
      assert.deepStrictEqual(machine.shown, []);
      assert.deepStrictEqual(machine.store.state.map(({ accountId }) => accountId).toSorted(), ['mimir', 'mimir-2']);
    });
  });

  describe('after a sleep', () => {
    it('shows nothing for a minute, and then what is raised', async () => {
      machine.sleep(hour);
      await machine.update();
      await machine.reads(50);
      await machine.advance(minute - second - 2);
      await machine.update();
      await machine.advance(1);
      assert.deepStrictEqual(machine.shown, []);
      await machine.update();
      await machine.advance(second);
      assert.deepStrictEqual(machine.shown, ['0: low']);
    });

    it('shows nothing by the first summary, with what another window has read already', async () => {
      machine.sleep(hour);
      await machine.reads(50);
      assert.deepStrictEqual(machine.shown, []);
    });

    it('saves nothing from that minute: what came and went was nothing', async () => {
      machine.sleep(hour);
      const { changes } = machine.store;
      await machine.reads(50);
      await machine.reads(500);
      await machine.pass(2 * minute);
      assert.deepStrictEqual([machine.shown, machine.store.changes], [[], changes]);
    });

    it('that ends while an alert waits for a focused window shows nothing either', async () => {
      window.focused = false;
      await machine.reads(50);
      machine.sleep(hour);
      await machine.advance(2_000);
      assert.deepStrictEqual(machine.shown, []);
    });

    it('shows alerts again when the clock was set back', async () => {
      machine.sleep(-300 * day);
      await machine.reads(50);
      assert.deepStrictEqual(machine.shown, []);
      await machine.pass(minute);
      await machine.advance(second);
      assert.deepStrictEqual(machine.shown, ['0: low']);
    });

    it("isn't assumed after a summary that is late", async () => {
      machine.sleep(2 * minute);
      await machine.reads(50);
      assert.deepStrictEqual(machine.shown, ['0: low']);
    });
  });

  describe('beside others', () => {
    it('is the only one that shows an alert', async () => {
      machine.open();
      await machine.reads(499);
      await machine.reads(50);
      assert.deepStrictEqual(machine.shown, ['0: low']);
    });

    it('leaves it to the one that is focused', async () => {
      window.focused = false;
      machine.open();
      await machine.reads(499);
      await machine.reads(50);
      await machine.advance(2_000);
      assert.deepStrictEqual(machine.shown, ['1: low']);
    });

    it('shows it after two seconds when none is focused', async () => {
      window.focused = false;
      machine.open().focused = false;
      await machine.reads(499);
      await machine.reads(50);
      await machine.advance(999);
      assert.deepStrictEqual(machine.shown, []);
      await machine.advance(1);
      assert.equal(machine.shown.length, 1);
    });

    it('shows after two seconds what is so by then', async () => {
      window.focused = false;
      await machine.reads(50);
      await machine.reads(500);
      await machine.advance(1_000);
      assert.deepStrictEqual(machine.shown, []);
    });

    it('waits once, however many summaries come meanwhile', async () => {
      window.focused = false;
      await machine.reads(50);
      for (let update = 0; update < 10; update += 1) await machine.update();
      assert.equal(machine.clock.pending, 1);
      await machine.advance(2_000);
      assert.deepStrictEqual(machine.shown, ['0: low']);
    });

    it('saves at once what has no alert', async () => {
      await machine.reads(50);
      window.focused = false;
      await machine.reads(500);
      assert.deepStrictEqual(machine.store.state[0]?.alerts, []);
    });

    it('goes by what another window has saved, even where it missed why', async () => {
      await machine.reads(50);
      machine.store.savedElsewhere(machine.store.state.map((saved) => ({ ...saved, alerts: [] })));
      await machine.reads(49);
      assert.deepStrictEqual(machine.shown, ['0: low', '0: low']);
    });

    it('shows nothing once it is closed', async () => {
      window.focused = false;
      await machine.reads(50);
      window.watcher.dispose();
      await machine.advance(2_000);
      await machine.update();
      assert.deepStrictEqual([machine.shown, machine.store.state[0]?.alerts], [[], []]);
    });
  });
});
