import assert from 'node:assert/strict';
import { type Alert, presentKey } from '../../../../src/core/alerts/alert.ts';
import { reportOf, silenced } from '../../../../src/core/alerts/alertReport.ts';
import { type AlertSettings, defaultAlerts } from '../../../../src/core/alerts/alertSettings.ts';
import { type AlertState, nextState, snoozed } from '../../../../src/core/alerts/alertState.ts';
import type { Balance, Pool } from '../../../../src/core/balance.ts';
import type { Failure } from '../../../../src/core/failure.ts';
import { day, minute } from '../../../../src/core/time.ts';
import { currency } from '../../../../src/core/unit.ts';
import { sampleAccount, summaryOf } from '../../../support/fakes/samples.ts';

const start = Date.UTC(2026, 10, 20, 12);
const thresholds = { low: 100, critical: 20 };
const { keySetAt } = sampleAccount();

/** What one reading of the account says. */
interface Said extends Partial<Pool> {
  readonly pools?: Balance['pools'];
  readonly usageAllowed?: boolean;
  readonly failure?: Failure;
  /** Another time than now. */
  readonly at?: number;
  readonly keySetAt?: number;
}

/** One window that reads every minute, and is restarted each time. */
class Window {
  state: AlertState = [];
  now = start;
  settings: AlertSettings = defaultAlerts;
  thresholds: { low?: number; critical?: number } = thresholds;
  alerts: readonly Alert[] = [];

  /** The keys of the alerts that are shown for a new reading. */
  reads(said: number | Said): readonly string[] {
    this.now += minute;
    return this.looks(said);
  }

  /** The same for a reading that may have been seen before. */
  looks(said: number | Said): readonly string[] {
    const { state, alerts } = nextState(this.state, [this.report(said)], this.settings, this.now);
    this.alerts = alerts;
    this.state = JSON.parse(JSON.stringify(state));
    return alerts.map(({ key }) => key);
  }

  report(said: number | Said) {
    const given = typeof said === 'number' ? { amount: said } : said;
    const { pools, usageAllowed, failure, at = this.now, keySetAt: set = keySetAt, ...pool } = given;
    const summary = summaryOf({
      account: { keySetAt: set },
      pool: { amount: undefined, ...pool },
      ...(pools && { pools }),
      ...(usageAllowed !== undefined && { usageAllowed }),
      reading: { checkedAt: at, balanceAt: at, ...(failure && { failure, failures: 1 }) },
      outlook: {},
      thresholds: this.thresholds,
      now: this.now,
    });
    return reportOf(summary, this.settings, this.now);
  }

  snooze(): void {
    this.state = snoozed(this.state, this.alerts, this.now);
  }
}

let window: Window;
beforeEach(() => {
  window = new Window();
});

/** Reads these in turn: each shows the alert beside it, or none. */
function shows(...steps: readonly (readonly [said: number | Said, key?: string | undefined])[]): void {
  const shown = steps.map(([said]) => window.reads(said));
  assert.deepStrictEqual(
    shown,
    steps.map(([, key]) => (key === undefined ? [] : [key])),
  );
}

describe('an alert', () => {
  it("isn't shown for the first reading of an account", () => shows([5], [4]));

  it('is shown once, and again after it has cleared', () => shows([500], [99, 'low'], [98], [99], [120], [99, 'low']));

  it("isn't shown again when the amount wavers around the limit", () =>
    shows([500], [99, 'low'], [101], [99], [109], [99], [100]));

  it('is shown for the first reading after a time without a window', () => {
    shows([500]);
    window.now += 40 * day;
    shows([50, 'low']);
  });

  it("isn't shown again for the same reading, in this window or another", () => {
    shows([500]);
    const seen = { amount: 50, at: window.now };
    assert.deepStrictEqual([window.looks(seen), window.looks(seen)], [['low'], []]);
  });

  it('is shown for the most pressing kind that one fall goes through, not for the others', () =>
    shows([500], [10, 'critical'], [50], [10, 'critical']));

  it('is shown again where a fall goes on', () => shows([500], [50, 'low'], [10, 'critical'], [0, 'empty'], [-3], [0]));

  it('about blocked usage includes the amount', () =>
    shows(
      [{ amount: 500, usageAllowed: true }],
      [{ amount: 10, usageAllowed: false }, 'blocked'],
      [{ amount: 9, usageAllowed: true }],
    ));

  it("isn't shown for a lesser kind while a worse one is raised", () =>
    shows(
      [{ amount: 500, usageAllowed: true }],
      [{ amount: 500, usageAllowed: false }, 'blocked'],
      [{ amount: 50, usageAllowed: false }],
    ));

  it('is shown for the lesser kind where the worse one is turned off', () => {
    window.settings = { ...defaultAlerts, critical: false };
    shows([500], [10, 'low']);
  });

  it('is shown for a threshold that is moved above the amount', () => {
    shows([500]);
    for (const [low, key] of [[600, 'low'], [400], [600, 'low']] as const) {
      window.thresholds = { low };
      shows([500, key]);
    }
  });

  it('is shown once where two windows have different thresholds', () => {
    shows([500]);
    const at = window.now;
    const shown = [600, 400, 600, 400].map((low) => {
      window.thresholds = { low };
      return window.looks({ amount: 500, at });
    });
    assert.deepStrictEqual(shown, [['low'], [], [], []]);
  });

  it("isn't shown for an older reading that another window still has", () => {
    shows([500]);
    const old = { amount: 500, at: window.now };
    shows([50, 'low']);
    const { state } = window;
    assert.deepStrictEqual([window.looks(old), window.state], [[], state]);
    shows([50]);
  });

  it('of one account is independent of the others', () => {
    shows([500]);
    const reports = [window.report(50), { ...window.report(50), accountId: 'bloom' }];
    const { state, alerts } = nextState(window.state, reports, defaultAlerts, window.now);
    assert.deepStrictEqual(
      [alerts.map(({ accountId }) => accountId), state.map(({ accountId }) => accountId)],
      [['mimir'], ['mimir', 'bloom']],
    );
  });

  it("about something that couldn't be said at first is shown when it is raised", () => {
    shows([500]);
    const alert: Alert = {
      accountId: 'mimir',
      keySetAt,
      label: 'Mimir',
      key: 'runway',
      kind: 'runway',
      amount: 500,
      unit: currency('USD'),
      riskyFrom: start,
      emptyAt: start,
    };
    const report = { ...window.report(500), results: [{ rule: 'runway', raised: [alert], near: [] }] };
    assert.deepStrictEqual(nextState(window.state, [report], defaultAlerts, window.now).alerts, [alert]);
  });
});

describe('the alerts of several pools', () => {
  const pools = (dollars: number, yuan?: number): Said => {
    const usd: Pool = { id: 'USD', unit: currency('USD'), amount: dollars };
    return { pools: yuan === undefined ? [usd] : [usd, { id: 'CNY', unit: currency('CNY'), amount: yuan }] };
  };

  it('are shown for each pool on its own', () =>
    shows(
      [pools(500, 500)],
      [pools(50, 500), 'low/USD'],
      [pools(50, 50), 'low/CNY'],
      [pools(500, 10), 'critical/CNY'],
      [pools(50, 10), 'low/USD'],
    ));

  it('are the most pressing of each', () => {
    shows([pools(500, 500)]);
    assert.deepStrictEqual(window.reads(pools(50, 0)), ['empty/CNY', 'low/USD']);
  });

  it('are all part of blocked usage', () =>
    shows([{ ...pools(500, 500) }], [{ ...pools(50, 0), usageAllowed: false }, 'blocked']));

  it('are forgotten with a pool that the service no longer lists', () => {
    shows([pools(500, 500)], [pools(500, 50), 'low/CNY'], [pools(500)]);
    assert.doesNotMatch(JSON.stringify(window.state), /CNY/);
    shows([pools(500, 50)], [pools(50, 50), 'low/USD']);
  });
});

describe('an unknown amount', () => {
  it('clears nothing and shows nothing', () => shows([500], [50, 'low'], [{}], [50], [{}], [500], [{}], [50, 'low']));

  it('leaves the first known amount to be taken as it is', () => shows([{}], [5], [0, 'empty']));

  it('is that of an account whose first check failed, too', () => shows([{ failure: { kind: 'timeout' } }], [5]));
});

describe('a failure', () => {
  const rejected: Said = { amount: 500, failure: { kind: 'unauthorized' } };
  const down: Said = { amount: 500, failure: { kind: 'timeout' } };

  it('shows an invalid key once until there is an answer', () =>
    shows([500], [rejected, 'invalidKey'], [rejected], [down], [rejected], [500], [rejected, 'invalidKey']));

  it('shows nothing about a key that was invalid from the start', () => shows([rejected]));

  it('clears nothing: what was low before is no news after it', () => shows([500], [50, 'low'], [down], [50]));
});

describe('a replaced key', () => {
  it('starts over', () => {
    shows([500]);
    const later = window.now;
    shows([{ amount: 50, keySetAt: later }], [{ amount: 10, keySetAt: later }, 'critical']);
    assert.deepStrictEqual(
      window.state.map((account) => account.keySetAt),
      [later],
    );
  });

  it("isn't forgotten for a window that still has the old one", () => {
    shows([500], [{ amount: 500, keySetAt: start }]);
    const { state } = window;
    shows([50]);
    assert.deepStrictEqual(window.state, state);
  });

  it('of a time to come gives way: the clock was set back', () =>
    shows([{ amount: 500, keySetAt: start + day }], [500], [50, 'low']));
});

describe('a kind that is turned off', () => {
  const lowOff = { ...defaultAlerts, low: false };

  it("isn't shown, and starts over when it is turned on again", () => {
    shows([500]);
    window.settings = lowOff;
    shows([50]);
    window.settings = defaultAlerts;
    shows([50], [500], [50, 'low']);
  });

  it('is forgotten at once, even while nothing may be shown', () => {
    shows([500], [50, 'low']);
    const { state } = nextState(window.state, [silenced(window.report(50))], lowOff, window.now);
    assert.deepStrictEqual([state[0]?.alerts, state[0]?.known.includes('low')], [[], false]);
  });

  it("doesn't hide lesser kinds when it is turned on again", () => {
    window.settings = { ...defaultAlerts, empty: false };
    shows([500]);
    window.settings = defaultAlerts;
    shows([0, 'critical']);
  });
});

describe('a snooze', () => {
  const low = { accountId: 'mimir', keySetAt, label: '', key: 'low' };
  beforeEach(() => {
    shows([500], [50, 'low']);
    window.snooze();
  });

  it('is for a day: what is still raised then is shown once more', () => {
    window.now += day - 2 * minute;
    shows([50], [49, 'low']);
    window.now += 3 * day;
    shows([48]);
  });

  it('hides what clears and is raised again, until the day is over', () => {
    shows([500], [50], [500], [50]);
    window.now += day;
    shows([50, 'low']);
  });

  it('that is over is shown once where two windows have different thresholds', () => {
    window.now += day;
    shows([50, 'low']);
    const seen = { amount: 50, at: window.now };
    window.thresholds = { low: 40, critical: 20 };
    assert.deepStrictEqual(window.looks(seen), []);
    window.thresholds = thresholds;
    assert.deepStrictEqual(window.looks(seen), []);
  });

  for (const [name, amount, then] of [
    ['has cleared', 500, 'low'],
    ['is near its limit', 105, undefined],
  ] as const) {
    it(`ends without an alert if it ${name} by then`, () => {
      window.now += day;
      shows([amount], [50, then]);
    });
  }

  it("doesn't hide what is worse, of which the lesser is a part", () => {
    shows([10, 'critical'], [0, 'empty'], [0]);
    window.now += day;
    shows([0]);
  });

  it('of an alert that has cleared meanwhile counts all the same', () => {
    window.now += day;
    shows([500]);
    assert.deepStrictEqual(window.state[0]?.alerts, []);
    window.state = snoozed(window.state, [low], window.now);
    shows([50]);
  });

  it('of another key or account changes nothing', () => {
    const others = [
      { ...low, keySetAt: 1 },
      { ...low, accountId: 'x' },
    ];
    assert.deepStrictEqual(snoozed(window.state, others, window.now + 1), window.state);
  });

  it('lasts a day at most when the clock is set back', () => {
    window.now -= 300 * day;
    shows([50]);
    window.now += day - minute;
    shows([50, 'low']);
  });
});

describe('a clock that is set back', () => {
  it("doesn't silence an account", () => {
    shows([500], [50, 'low']);
    window.now -= 100 * day;
    shows([50], [500], [50, 'low']);
  });

  it('and forth shows nothing twice', () => {
    shows([500]);
    window.now += 100 * day;
    shows([50, 'low']);
    window.now -= 100 * day;
    shows([50], [50]);
  });
});

describe('the saved state', () => {
  const next = (said: Said | number, state = window.state) =>
    nextState(state, [window.report(said)], defaultAlerts, window.now);

  it('stays the same object while nothing is new', () => {
    shows([500]);
    for (const amount of [499, 498, 120, 105]) {
      window.now += minute;
      assert.equal(next(amount).state, window.state);
    }
  });

  it('stays the same object where nothing may be said', () => {
    const silent = () => nextState(window.state, [silenced(window.report(5))], defaultAlerts, window.now);
    assert.equal(silent().state, window.state);
    shows([500]);
    assert.equal(silent().state, window.state);
  });

  it('is dropped with the account', () => {
    shows([500]);
    assert.deepStrictEqual(nextState(window.state, [], defaultAlerts, window.now), { state: [], alerts: [] });
  });

  it('with an account twice uses one of them', () => {
    shows([500]);
    const { state, alerts } = next(50, [...window.state, ...window.state]);
    assert.deepStrictEqual([state.length, alerts.length], [1, 1]);
  });

  it('loses an alert of a kind that no version knows', () => {
    shows([500]);
    const alerts = [{ key: 'x@1', armed: false, at: start }];
    const state = window.state.map((account) => ({ ...account, alerts }));
    assert.deepStrictEqual(next(500, state).state[0]?.alerts, []);
  });

  it('of version 0.1.0 still counts, under the present names', () => {
    const watches = ['low', 'keyRefused', `lapsing@${Math.floor(start / day) + 2}`];
    const lots = [{ kind: 'a', remaining: 400, expiresAt: start + 2 * day }];
    window.state = [
      {
        accountId: 'mimir',
        keySetAt,
        at: start,
        known: ['low', 'critical', 'keyRefused', 'lapsing'].map(presentKey),
        alerts: watches.map((watch) => ({ key: presentKey(watch), armed: false, at: start })),
      },
    ];
    shows([{ amount: 50, failure: { kind: 'unauthorized' } }], [{ amount: 50, lots }], [10, 'critical']);
  });

  it("doesn't grow with lots that come and go", () => {
    shows([1000]);
    for (let days = 0; days < 100; days += 1) {
      window.reads({ amount: 1000, lots: [{ kind: 'a', remaining: 900, expiresAt: window.now + 2 * day }] });
      assert.equal(window.alerts.length, 1, `${days}`);
      window.now += day;
    }
    assert.equal(window.state[0]?.alerts.length, 1);
  });
});

describe('expiring lots', () => {
  const lot = (days: number) => ({ kind: 'a', remaining: 400, expiresAt: start + days * day });
  const expiring = (days: number) => `expiring@${Math.floor(start / day) + days}`;

  it('are shown once each, when they come within the days that are set', () => {
    const lots = [lot(9), lot(10)];
    shows([{ amount: 1000, lots }]);
    window.now = start + 2 * day;
    shows([{ amount: 1000, lots }, expiring(9)], [{ amount: 1000, lots }]);
    window.now = start + 3 * day;
    shows([{ amount: 1000, lots }, expiring(10)], [{ amount: 1000, lots }]);
    window.now = start + 11 * day;
    shows([{ amount: 200, lots: [] }]);
    assert.deepStrictEqual(window.state[0]?.alerts, []);
  });

  it('that are topped up and expire soon are news', () =>
    shows([1000], [{ amount: 1400, lots: [lot(2)] }, expiring(2)]));
});
