import assert from 'node:assert/strict';
import type { Alert } from '../../../../src/core/alerts/alert.ts';
import type { AlertKind } from '../../../../src/core/alerts/alertKind.ts';
import type { AlertMemory } from '../../../../src/core/alerts/alertMemory.ts';
import { type AlertSettings, defaultAlerts } from '../../../../src/core/alerts/alertSettings.ts';
import { observe, silent } from '../../../../src/core/alerts/observe.ts';
import { snoozed } from '../../../../src/core/alerts/snoozed.ts';
import { step } from '../../../../src/core/alerts/step.ts';
import type { Balance } from '../../../../src/core/balance.ts';
import type { Failure } from '../../../../src/core/failure.ts';
import { summarize } from '../../../../src/core/summary.ts';
import { credits } from '../../../../src/core/unit.ts';
import { sampleAccount } from '../../../support/fakes/sampleAccount.ts';
import { sampleFacts } from '../../../support/fakes/sampleFacts.ts';
import { sampleReading } from '../../../support/fakes/sampleReading.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const start = Date.UTC(2026, 10, 20, 12);
const thresholds = { low: 100, critical: 20 };

interface Seen extends Partial<Balance> {
  readonly at?: number;
  readonly failure?: Failure;
  readonly failures?: number;
  readonly keySetAt?: number;
}

/** One window that reads every minute, and remembers as if it were restarted each time. */
class Watch {
  memory: AlertMemory = [];
  now = start;
  settings: AlertSettings = defaultAlerts;
  thresholds: { low?: number; critical?: number } = thresholds;
  alerts: readonly Alert[] = [];

  /** Reads this, and says what is told. */
  reads(seen: number | Seen): readonly string[] {
    this.now += minute;
    return this.looks(seen);
  }

  /** Looks at a reading of now, or of another time. */
  looks(seen: number | Seen): readonly string[] {
    const { memory, alerts } = step(this.memory, [this.observation(seen)], this.settings, this.now);
    this.alerts = alerts;
    this.memory = JSON.parse(JSON.stringify(memory));
    return alerts.map(({ watch }) => watch);
  }

  observation(seen: number | Seen) {
    const {
      at = this.now,
      failure,
      failures = 1,
      keySetAt,
      ...balance
    } = typeof seen === 'number' ? { amount: seen } : seen;
    const account = sampleAccount(keySetAt === undefined ? {} : { keySetAt });
    const reading = sampleReading({
      keySetAt: account.keySetAt,
      checkedAt: at,
      balanceAt: at,
      balance: { unit: credits, ...balance },
      ...(failure && { failure, failures }),
    });
    // Without a history that was read, pace and expiries are not spoken of; with one, they are.
    const outlooks = new Map([[account.id, { history: [], usageRate: undefined, forecast: undefined }]]);
    const [summary = assert.fail()] = summarize(
      sampleFacts([[account, reading]], { now: this.now, outlooks }),
    ).accounts;
    const { settings, now } = this;
    return observe(summary, { settings, thresholds: this.thresholds, past: undefined, now });
  }

  snooze(): void {
    this.memory = snoozed(this.memory, this.alerts, this.now);
  }
}

let watch: Watch;
beforeEach(() => {
  watch = new Watch();
});

describe('an alert', () => {
  it('is not given for what the first reading of an account finds', () => {
    assert.deepStrictEqual(watch.reads(5), []);
    assert.deepStrictEqual(watch.reads(4), []);
  });

  it('is given once for a crossing, and once more after recovery', () => {
    assert.deepStrictEqual(
      [500, 99, 98, 99, 120, 99].map((amount) => watch.reads(amount)),
      [[], ['low'], [], [], [], ['low']],
    );
  });

  it('is not given again when the amount wavers around the limit', () => {
    assert.deepStrictEqual(
      [500, 99, 101, 99, 109, 99, 100].map((amount) => watch.reads(amount)),
      [[], ['low'], [], [], [], [], []],
    );
  });

  it('is given for the first reading after a time without any window, if it crossed meanwhile', () => {
    watch.reads(500);
    watch.now += 40 * day;
    assert.deepStrictEqual(watch.reads(50), ['low']);
  });

  it('is not given again for the same reading, in this window or another', () => {
    watch.reads(500);
    const before = watch.memory;
    const seen = { amount: 50, at: watch.now };
    assert.deepStrictEqual(watch.looks(seen), ['low']);
    assert.deepStrictEqual(watch.looks(seen), []);
    assert.notDeepEqual(watch.memory, before);
  });

  it('is given for the most pressing of what one fall goes through, and not for the rest of it', () => {
    assert.deepStrictEqual(
      [500, 10, 50, 10].map((amount) => watch.reads(amount)),
      [[], ['critical'], [], ['critical']],
    );
  });

  it('is given again where a fall goes on', () => {
    assert.deepStrictEqual(
      [500, 50, 10, 0, 0].map((amount) => watch.reads(amount)),
      [[], ['low'], ['critical'], [], ['empty']],
    );
  });

  it('of a block hides the amount, which is told in it', () => {
    watch.reads(500);
    assert.deepStrictEqual(watch.reads({ amount: 10, usageAllowed: false }), ['blocked']);
    assert.deepStrictEqual(watch.reads({ amount: 9, usageAllowed: true }), []);
  });

  it('is not given for the lesser while the worse is still told', () => {
    watch.reads({ amount: 500, usageAllowed: true });
    assert.deepStrictEqual(watch.reads({ amount: 500, usageAllowed: false }), ['blocked']);
    assert.deepStrictEqual(watch.reads({ amount: 50, usageAllowed: false }), []);
  });

  it('of the lesser is given where the worse is turned off', () => {
    watch.settings = { ...defaultAlerts, critical: false };
    watch.reads(500);
    assert.deepStrictEqual(watch.reads(10), ['low']);
  });

  it('is given for a threshold that is moved over the amount', () => {
    watch.reads(500);
    watch.thresholds = { low: 600 };
    assert.deepStrictEqual(watch.reads(500), ['low']);
    watch.thresholds = { low: 400 };
    assert.deepStrictEqual(watch.reads(500), []);
    watch.thresholds = { low: 600 };
    assert.deepStrictEqual(watch.reads(500), ['low']);
  });

  it('is given once where two windows judge one reading by different thresholds', () => {
    watch.reads(500);
    const at = watch.now;
    for (const [low, told] of [
      [600, ['low']],
      [400, []],
      [600, []],
      [400, []],
    ] as const) {
      watch.thresholds = { low };
      assert.deepStrictEqual(watch.looks({ amount: 500, at }), told);
    }
  });

  it('is not given for an older reading that another window still has', () => {
    watch.reads(500);
    const old = { amount: 500, at: watch.now };
    assert.deepStrictEqual(watch.reads(50), ['low']);
    const memory = watch.memory;
    assert.deepStrictEqual(watch.looks(old), []);
    assert.deepStrictEqual(watch.memory, memory);
    assert.deepStrictEqual(watch.reads(50), []);
  });

  it('comes with all that is given at once', () => {
    watch.reads(500);
    const { memory, alerts } = step(
      watch.memory,
      [watch.observation(50), { ...watch.observation(50), accountId: 'bloom' }],
      defaultAlerts,
      watch.now,
    );
    assert.deepStrictEqual(
      [alerts.map(({ accountId }) => accountId), memory.map(({ accountId }) => accountId)],
      [['mimir'], ['mimir', 'bloom']],
    );
  });
});

describe('an amount that is not known', () => {
  it('arms nothing and tells nothing', () => {
    assert.deepStrictEqual(
      [{ amount: 500 }, { amount: 50 }, {}, { amount: 50 }, {}, { amount: 500 }, {}, { amount: 50 }].map((seen) =>
        watch.reads(seen),
      ),
      [[], ['low'], [], [], [], [], [], ['low']],
    );
  });

  it('at first leaves the first amount that is known a baseline', () => {
    assert.deepStrictEqual([watch.reads({}), watch.reads(5), watch.reads(0)], [[], [], []]);
    assert.deepStrictEqual(watch.reads(0), ['empty']);
  });

  it('is that of an account whose first check failed, too', () => {
    assert.deepStrictEqual(watch.reads({ failure: { kind: 'timeout' } }), []);
    assert.deepStrictEqual(watch.reads(5), []);
  });
});

describe('a sudden zero', () => {
  it('is told when another reading says so too', () => {
    watch.reads(500);
    assert.deepStrictEqual(watch.reads(0), []);
    assert.equal(watch.memory[0]?.doubt, watch.now);
    assert.deepStrictEqual(watch.reads(0), ['empty']);
    assert.equal(watch.memory[0]?.doubt, undefined);
  });

  it('is not confirmed by the same reading, however often it is looked at', () => {
    watch.reads(500);
    const zero = { amount: 0, at: watch.now };
    assert.deepStrictEqual([watch.looks(zero), watch.looks(zero), watch.looks(zero)], [[], [], []]);
  });

  it('was nothing when the next reading says something else', () => {
    assert.deepStrictEqual(
      [500, 0, 500, 50, 0, 50, 120, 50].map((amount) => watch.reads(amount)),
      [[], [], [], ['low'], [], [], [], ['low']],
    );
  });

  it('counts for nothing else meanwhile', () => {
    watch.reads({ amount: 500, usageAllowed: true });
    assert.deepStrictEqual(watch.reads({ amount: 0, usageAllowed: false }), []);
    assert.deepStrictEqual(watch.reads({ amount: 500, usageAllowed: true }), []);
  });

  it('is told once: what stays at zero or below is no news', () => {
    assert.deepStrictEqual(
      [500, 0, -3, 0, -7, 0].map((amount) => watch.reads(amount)),
      [[], [], ['empty'], [], [], []],
    );
  });

  it('is doubted again after the account had something', () => {
    assert.deepStrictEqual(
      [500, 0, 0, 500, 0, 500, 0, 0].map((amount) => watch.reads(amount)),
      [[], [], ['empty'], [], [], [], [], ['empty']],
    );
  });

  it('does not keep a refused key from being told', () => {
    watch.reads(500);
    watch.reads(0);
    assert.deepStrictEqual(watch.reads({ amount: 0, failure: { kind: 'unauthorized' } }), ['keyRefused']);
    assert.deepStrictEqual(watch.reads(0), ['empty']);
  });
});

describe('a failure', () => {
  const refused = { amount: 500, failure: { kind: 'unauthorized' } } as const;
  const down = { amount: 500, failure: { kind: 'timeout' } } as const;

  it('tells a refused key once until an answer comes', () => {
    assert.deepStrictEqual(
      [{ amount: 500 }, refused, refused, down, refused, { amount: 500 }, refused].map((seen) => watch.reads(seen)),
      [[], ['keyRefused'], [], [], [], [], ['keyRefused']],
    );
  });

  it('tells nothing of a key that was refused from the start', () => {
    assert.deepStrictEqual(watch.reads(refused), []);
  });

  it('arms nothing: what was low before is not news after it', () => {
    assert.deepStrictEqual(
      [{ amount: 500 }, { amount: 50 }, down, { amount: 50 }].map((seen) => watch.reads(seen)),
      [[], ['low'], [], []],
    );
  });
});

describe('a replaced key', () => {
  it('begins anew', () => {
    watch.reads(500);
    const keySetAt = watch.now;
    assert.deepStrictEqual(watch.reads({ amount: 50, keySetAt }), []);
    assert.deepStrictEqual(
      watch.memory.map((account) => account.keySetAt),
      [keySetAt],
    );
    assert.deepStrictEqual(watch.reads({ amount: 10, keySetAt }), ['critical']);
  });

  it('is not forgotten for a window that still has the old one', () => {
    watch.reads(500);
    const keySetAt = watch.now;
    watch.reads({ amount: 500, keySetAt });
    const { memory } = watch;
    assert.deepStrictEqual(watch.reads(50), []);
    assert.deepStrictEqual(watch.memory, memory);
  });

  it('of a time to come gives way: the clock was set back', () => {
    watch.reads({ amount: 500, keySetAt: start + day });
    watch.reads(500);
    assert.deepStrictEqual(watch.reads(50), ['low']);
  });
});

describe('a kind that is turned off', () => {
  it('is not told, and takes what it finds as it is when it is turned on again', () => {
    watch.reads(500);
    watch.settings = { ...defaultAlerts, low: false };
    assert.deepStrictEqual(watch.reads(50), []);
    watch.settings = defaultAlerts;
    assert.deepStrictEqual(
      [50, 500, 50].map((amount) => watch.reads(amount)),
      [[], [], ['low']],
    );
  });

  it('is forgotten at once, even while nothing may be told', () => {
    watch.reads(500);
    watch.reads(50);
    watch.settings = { ...defaultAlerts, low: false };
    const { memory } = step(watch.memory, [silent(watch.observation(50))], watch.settings, watch.now);
    assert.deepStrictEqual([memory[0]?.watches, memory[0]?.kinds.includes('low')], [[], false]);
  });

  it('does not keep what is turned on with it from being told', () => {
    watch.settings = { ...defaultAlerts, empty: false };
    watch.reads(500);
    watch.reads(0);
    watch.settings = defaultAlerts;
    assert.deepStrictEqual(watch.reads(0), ['critical']);
  });
});

describe('a snooze', () => {
  beforeEach(() => {
    watch.reads(500);
    assert.deepStrictEqual(watch.reads(50), ['low']);
    watch.snooze();
  });

  it('is for a day, and what is still crossed then is told once more', () => {
    watch.now += day - 2 * minute;
    assert.deepStrictEqual(watch.reads(50), []);
    watch.now += minute;
    assert.deepStrictEqual(watch.reads(49), ['low']);
    watch.now += 3 * day;
    assert.deepStrictEqual(watch.reads(48), []);
  });

  it('keeps the next crossing from being told, until the day is over', () => {
    assert.deepStrictEqual(
      [500, 50, 500, 50].map((amount) => watch.reads(amount)),
      [[], [], [], []],
    );
    watch.now += day;
    assert.deepStrictEqual(watch.reads(50), ['low']);
  });

  it('that is over is told once where two windows judge one reading by different thresholds', () => {
    watch.now += day;
    assert.deepStrictEqual(watch.reads(50), ['low']);
    const seen = { amount: 50, at: watch.now };
    watch.thresholds = { low: 40, critical: 20 };
    assert.deepStrictEqual(watch.looks(seen), []);
    watch.thresholds = thresholds;
    assert.deepStrictEqual(watch.looks(seen), []);
  });

  it('ends with nothing if all is well by then', () => {
    watch.now += day;
    assert.deepStrictEqual([watch.reads(500), watch.memory[0]?.watches], [[], []]);
    assert.deepStrictEqual(watch.reads(50), ['low']);
  });

  it('ends with nothing if it is neither by then', () => {
    watch.now += day;
    assert.deepStrictEqual([watch.reads(105), watch.reads(50)], [[], []]);
  });

  it('leaves what is worse to be told', () => {
    assert.deepStrictEqual([watch.reads(10), watch.reads(0), watch.reads(0)], [['critical'], [], ['empty']]);
    watch.now += day;
    // The worst has been told, and the lesser is a part of it.
    assert.deepStrictEqual(watch.reads(0), []);
  });

  it('of what has recovered meanwhile counts all the same', () => {
    const { alerts } = watch;
    watch.now += day;
    watch.reads(500);
    assert.deepStrictEqual(watch.memory[0]?.watches, []);
    watch.memory = snoozed(
      watch.memory,
      [{ accountId: 'mimir', keySetAt: sampleAccount().keySetAt, label: '', watch: 'low' }],
      watch.now,
    );
    assert.deepStrictEqual([watch.reads(50), alerts], [[], alerts]);
  });

  it('of another key or account changes nothing', () => {
    const subject = { accountId: 'mimir', keySetAt: sampleAccount().keySetAt, label: '', watch: 'low' };
    const { memory } = watch;
    assert.deepStrictEqual(
      snoozed(
        memory,
        [
          { ...subject, keySetAt: 1 },
          { ...subject, accountId: 'x' },
        ],
        watch.now + 1,
      ),
      memory,
    );
  });

  it('is a day at most from now when the clock was set back', () => {
    watch.now -= 300 * day;
    assert.deepStrictEqual(watch.reads(50), []);
    watch.now += day - minute;
    assert.deepStrictEqual(watch.reads(50), ['low']);
    watch.now += 2 * day;
    assert.deepStrictEqual(watch.reads(50), []);
  });
});

describe('a clock that is set back', () => {
  it('does not silence an account', () => {
    watch.reads(500);
    assert.deepStrictEqual(watch.reads(50), ['low']);
    watch.now -= 100 * day;
    assert.deepStrictEqual(
      [50, 500, 50].map((amount) => watch.reads(amount)),
      [[], [], ['low']],
    );
  });

  it('and forth again does not tell anything twice', () => {
    watch.reads(500);
    watch.now += 100 * day;
    assert.deepStrictEqual(watch.reads(50), ['low']);
    watch.now -= 100 * day;
    assert.deepStrictEqual([watch.reads(50), watch.reads(50)], [[], []]);
  });
});

describe('what is remembered', () => {
  it('stays the same object while nothing is new', () => {
    watch.reads(500);
    for (const amount of [499, 498, 120, 105]) {
      watch.now += minute;
      assert.equal(step(watch.memory, [watch.observation(amount)], defaultAlerts, watch.now).memory, watch.memory);
    }
  });

  it('stays the same object for an account of which nothing may be said', () => {
    assert.equal(step(watch.memory, [silent(watch.observation(5))], defaultAlerts, watch.now).memory, watch.memory);
    watch.reads(500);
    assert.equal(step(watch.memory, [silent(watch.observation(5))], defaultAlerts, watch.now).memory, watch.memory);
  });

  it('is dropped with the account', () => {
    watch.reads(500);
    assert.deepStrictEqual(step(watch.memory, [], defaultAlerts, watch.now), { memory: [], alerts: [] });
  });

  it('twice of one account is used once', () => {
    watch.reads(500);
    const [one = assert.fail()] = watch.memory;
    const { memory, alerts } = step([one, one], [watch.observation(50)], defaultAlerts, watch.now);
    assert.deepStrictEqual([memory.length, alerts.length], [1, 1]);
  });

  it('may name a watch that no version knows, which is dropped', () => {
    watch.reads(500);
    const strange = { watch: 'x@1', armed: false, at: start };
    const memory = watch.memory.map((account) => ({ ...account, watches: [strange] }));
    assert.deepStrictEqual(step(memory, [watch.observation(500)], defaultAlerts, watch.now).memory[0]?.watches, []);
  });

  it('does not grow with lots that come and go', () => {
    watch.reads(1000);
    for (let days = 0; days < 100; days += 1) {
      const lot = { kind: 'a', remaining: 900, expiresAt: watch.now + 2 * day };
      watch.reads({ amount: 1000, lots: [lot] });
      assert.equal(watch.alerts.length, 1, `${days}`);
      watch.now += day;
    }
    assert.equal(watch.memory[0]?.watches.length, 1);
  });
});

describe('lots that expiry', () => {
  const lot = (days: number) => ({ kind: 'a', remaining: 400, expiresAt: start + days * day });
  const watches = (seen: Seen) => watch.reads(seen).map((name) => name.split('@')[0]);

  it('are told once each, when they come into the days that count', () => {
    const lots = [lot(9), lot(10)];
    assert.deepStrictEqual(watches({ amount: 1000, lots }), []);
    watch.now = start + 2 * day;
    assert.deepStrictEqual([watches({ amount: 1000, lots }), watches({ amount: 1000, lots })], [['lapsing'], []]);
    watch.now = start + 3 * day;
    assert.deepStrictEqual([watches({ amount: 1000, lots }), watches({ amount: 1000, lots })], [['lapsing'], []]);
    assert.equal(watch.memory[0]?.watches.length, 2);
    watch.now = start + 11 * day;
    assert.deepStrictEqual(watches({ amount: 200, lots: [] }), []);
    assert.deepStrictEqual(watch.memory[0]?.watches, []);
  });

  it('that are toppedUp to expiry soon are news', () => {
    watch.reads(1000);
    assert.deepStrictEqual(watches({ amount: 1400, lots: [lot(2)] }), ['lapsing']);
  });
});

describe('a kind that nothing could be said of at first', () => {
  it('is told when it comes about, because that is when it is known', () => {
    const kinds: readonly AlertKind[] = ['runway'];
    watch.reads(500);
    assert.ok(watch.memory[0]?.kinds.includes('runway'));
    const matter = { kind: 'runway', amount: 500, unit: credits, emptyAt: start } as const;
    const seen = { ...watch.observation(500), kinds };
    const alert: Alert = { ...matter, accountId: 'mimir', keySetAt: seen.keySetAt, label: 'Mimir', watch: 'runway' };
    assert.deepStrictEqual(step(watch.memory, [{ ...seen, crossed: [alert] }], defaultAlerts, watch.now).alerts, [
      alert,
    ]);
  });
});
