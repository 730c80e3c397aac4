import assert from 'node:assert/strict';
import { alertKinds } from '../../../../src/core/alerts/alertKind.ts';
import { type AlertSettings, defaultAlerts } from '../../../../src/core/alerts/alertSettings.ts';
import type { Circumstances } from '../../../../src/core/alerts/judgement.ts';
import { observe, silent } from '../../../../src/core/alerts/observe.ts';
import { highestOf, type Past } from '../../../../src/core/alerts/past.ts';
import type { Balance, Lot } from '../../../../src/core/balance.ts';
import type { Failure } from '../../../../src/core/failure.ts';
import type { ExpectedExpiry } from '../../../../src/core/history/forecast/forecast.ts';
import type { Outlook } from '../../../../src/core/history/forecast/outlook.ts';
import type { Point, Series } from '../../../../src/core/history/record/series.ts';
import type { Reading } from '../../../../src/core/reading.ts';
import { summarize } from '../../../../src/core/summary.ts';
import { credits } from '../../../../src/core/unit.ts';
import { sampleAccount } from '../../../support/fakes/sampleAccount.ts';
import { sampleFacts } from '../../../support/fakes/sampleFacts.ts';
import { sampleReading } from '../../../support/fakes/sampleReading.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 20, 12);
const account = sampleAccount({ label: 'My Mimir' });
const dollars = { kind: 'currency', name: 'USD' } as const;

interface Case extends Partial<Circumstances> {
  readonly balance?: Partial<Balance>;
  readonly reading?: Partial<Reading>;
  readonly outlook?: Partial<Outlook> | undefined;
  readonly hour?: Past['hour'];
}

function observed({ balance, reading, outlook, hour, ...circumstances }: Case) {
  const whole = sampleReading({ balance: { unit: credits, amount: 42, ...balance }, ...reading });
  const known = { history: [], usageRate: undefined, forecast: undefined, ...outlook };
  const outlooks = outlook && new Map([[account.id, known]]);
  const [summary = assert.fail()] = summarize(sampleFacts([[account, whole]], { outlooks })).accounts;
  const past = outlook && { hour, highest: highestOf(known.history, whole.balance?.pools[0].unit ?? credits, now) };
  return observe(summary, { settings: defaultAlerts, thresholds: {}, past, now, ...circumstances });
}

/** How the watches of a kind stand: "crossed", "between" or "recovered", or nothing can be said. */
function stands(kind: (typeof alertKinds)[number], found: Case): string {
  const { kinds, crossed, between } = observed(found);
  if (!kinds.includes(kind)) return 'silent';
  if (crossed.some((alert) => alert.kind === kind)) return 'crossed';
  return between.some((watch) => watch.split('@')[0] === kind) ? 'between' : 'recovered';
}

function series(points: readonly (readonly [daysAgo: number, amount: number])[], change: Partial<Series> = {}): Series {
  const all = points.map(([ago, amount]): Point => ({ at: now - ago * day, until: now - ago * day, amount }));
  return { accountId: account.id, keySetAt: 0, unit: credits, points: all, lots: [], topUps: [], ...change };
}

describe('what is observed of an account', () => {
  it('names the account, its key and its reading', () => {
    const { accountId, keySetAt, checkedAt, amount } = observed({});
    assert.deepStrictEqual(
      { accountId, keySetAt, checkedAt, amount },
      { accountId: 'mimir', keySetAt: account.keySetAt, checkedAt: now, amount: { value: 42, at: now } },
    );
  });

  it('is nothing of an account that was never read', () => {
    const [summary = assert.fail()] = summarize(sampleFacts([[account]])).accounts;
    const { kinds, checkedAt, amount } = observe(summary, {
      settings: defaultAlerts,
      thresholds: {},
      past: undefined,
      now,
    });
    assert.deepStrictEqual([kinds, checkedAt, amount], [[], undefined, undefined]);
  });

  it('is nothing of what is turned off', () => {
    const off = Object.fromEntries(alertKinds.map((kind) => [kind, false])) as unknown as AlertSettings;
    const { kinds, crossed } = observed({ settings: off, balance: { amount: 0, usageAllowed: false } });
    assert.deepStrictEqual([kinds, crossed], [[], []]);
    assert.equal(stands('empty', { settings: { ...defaultAlerts, empty: false }, balance: { amount: 0 } }), 'silent');
    assert.equal(
      stands('blocked', { settings: { ...defaultAlerts, empty: false }, balance: { amount: 0 } }),
      'recovered',
    );
  });

  it('says nothing of a balance that is old, and nothing of its check either', () => {
    const long = { checkedAt: now - 2 * hour, balanceAt: now - 2 * hour };
    const { kinds, amount } = observed({ reading: long, balance: { amount: 0 } });
    assert.deepStrictEqual([kinds, amount], [[], undefined]);
  });

  it('says nothing of the balance after a check that failed, but of the check', () => {
    const { kinds, amount } = observed({ reading: { failure: { kind: 'timeout' } }, balance: { amount: 0 } });
    assert.deepStrictEqual([kinds, amount], [['keyRefused', 'noAnswer'], undefined]);
  });

  it('can be made silent, and keeps whose it is', () => {
    const whole = observed({ balance: { amount: 0 } });
    const { accountId, keySetAt, checkedAt, ...rest } = silent(whole);
    assert.deepStrictEqual([accountId, keySetAt, checkedAt], [whole.accountId, whole.keySetAt, whole.checkedAt]);
    assert.deepStrictEqual(rest, { amount: undefined, kinds: [], crossed: [], between: [] });
  });
});

describe('a threshold', () => {
  for (const kind of ['low', 'critical'] as const) {
    for (const { amount, said } of [
      { amount: 99, said: 'crossed' },
      { amount: 99.999, said: 'crossed' },
      { amount: 100, said: 'between' },
      { amount: 109.9, said: 'between' },
      { amount: 110, said: 'recovered' },
      { amount: -5, said: 'crossed' },
    ]) {
      it(`"${kind}" of 100 is ${said} at ${amount}`, () =>
        assert.equal(stands(kind, { balance: { amount }, thresholds: { [kind]: 100 } }), said));
    }
  }

  it('that is not set is not crossed', () => {
    assert.equal(stands('low', { balance: { amount: 0 } }), 'recovered');
    assert.equal(stands('critical', { balance: { amount: 0 }, thresholds: { low: 5 } }), 'recovered');
  });

  it('says nothing of an amount that is not known, and is not crossed by an unlimited one', () => {
    const thresholds = { low: 100 };
    assert.equal(stands('low', { balance: { amount: undefined }, thresholds }), 'silent');
    assert.equal(stands('low', { balance: { amount: 0, unlimited: true }, thresholds }), 'recovered');
  });

  it('below zero has its margin above it as well', () => {
    const thresholds = { low: -100 };
    assert.deepStrictEqual(
      [-101, -100, -91, -90].map((amount) => stands('low', { balance: { amount }, thresholds })),
      ['crossed', 'between', 'between', 'recovered'],
    );
  });

  it('is told with the amount', () => {
    const [alert] = observed({ balance: { amount: 4, unit: dollars }, thresholds: { low: 5 } }).crossed;
    assert.deepStrictEqual(alert, {
      accountId: 'mimir',
      keySetAt: account.keySetAt,
      label: 'My Mimir',
      watch: 'low',
      kind: 'low',
      amount: 4,
      unit: dollars,
    });
  });
});

describe('an empty account', () => {
  for (const { amount, said } of [
    { amount: 0, said: 'crossed' },
    { amount: -3, said: 'crossed' },
    { amount: 0.1, said: 'recovered' },
    { amount: undefined, said: 'silent' },
  ]) {
    it(`is ${said} at ${amount}, without a history`, () =>
      assert.equal(stands('empty', { balance: { amount } }), said));
  }

  it('has recovered at a hundredth of what it was at most within 30 days', () => {
    const outlook = {
      history: [
        series([
          [31, 1_000_000],
          [29, 2_000],
          [1, 500],
        ]),
      ],
    };
    assert.deepStrictEqual(
      [0, 19.9, 20].map((amount) => stands('empty', { balance: { amount }, outlook })),
      ['crossed', 'between', 'recovered'],
    );
  });

  it('is not measured by what was counted in another unit', () => {
    const outlook = { history: [series([[3, 9_000]], { unit: dollars }), series([[1, 100]])] };
    assert.equal(stands('empty', { balance: { amount: 1 }, outlook }), 'recovered');
  });
});

describe('a blocked account', () => {
  it('is told, unlimited or not', () => {
    assert.equal(stands('blocked', { balance: { usageAllowed: false } }), 'crossed');
    assert.equal(stands('blocked', { balance: { usageAllowed: false, unlimited: true } }), 'crossed');
    assert.equal(stands('blocked', { balance: { usageAllowed: false, amount: undefined } }), 'crossed');
  });

  it('has recovered when the service allows use or says nothing of it', () => {
    assert.equal(stands('blocked', { balance: { usageAllowed: true } }), 'recovered');
    assert.equal(stands('blocked', { balance: {} }), 'recovered');
  });

  it('has no amount to tell where it is unlimited', () => {
    const [alert] = observed({ balance: { usageAllowed: false, unlimited: true, amount: 3 } }).crossed;
    assert.ok(alert?.kind === 'blocked');
    assert.equal(alert.amount, undefined);
  });
});

describe('a refused key', () => {
  for (const { failure, failures = 1, said } of [
    { failure: { kind: 'unauthorized' }, said: 'crossed' },
    { failure: { kind: 'forbidden' }, said: 'crossed' },
    { failure: { kind: 'forbidden', reason: 'planUpgrade' }, said: 'crossed' },
    { failure: { kind: 'unauthorized', reason: 'keyLost' }, said: 'between' },
    { failure: { kind: 'unauthorized', reason: 'keyLost' }, failures: 2, said: 'crossed' },
    { failure: { kind: 'offline' }, said: 'between' },
    { failure: { kind: 'unavailable', reason: 'keyUnavailable' }, failures: 9, said: 'between' },
    { failure: undefined, said: 'recovered' },
  ] as readonly { failure: Failure | undefined; failures?: number; said: string }[]) {
    it(`is ${said} after ${failures} times ${failure?.kind ?? 'an answer'} ${failure?.reason ?? ''}`, () =>
      assert.equal(stands('keyRefused', { reading: { failure, failures } }), said));
  }

  it('says nothing when it was refused long ago, or in a time to come', () => {
    for (const checkedAt of [now - 2 * hour - 1, now + 1]) {
      assert.equal(stands('keyRefused', { reading: { checkedAt, failure: { kind: 'unauthorized' } } }), 'silent');
    }
    assert.equal(
      stands('keyRefused', { reading: { checkedAt: now - 2 * hour, failure: { kind: 'unauthorized' } } }),
      'crossed',
    );
  });
});

describe('no answer', () => {
  const down = (change: Partial<Reading>): Case => ({
    reading: { failure: { kind: 'timeout' }, failures: 3, ...change },
  });

  for (const { is, found, said } of [
    { is: 'for a day', found: down({ balanceAt: now - 24 * hour - 1 }), said: 'crossed' },
    { is: 'for less than a day', found: down({ balanceAt: now - 24 * hour }), said: 'between' },
    { is: 'tried twice only', found: down({ balanceAt: now - 72 * hour, failures: 2 }), said: 'between' },
    {
      is: 'not tried of late',
      found: down({ balanceAt: now - 72 * hour, checkedAt: now - 3 * hour }),
      said: 'silent',
    },
    { is: 'for its key', found: down({ balanceAt: now - 72 * hour, failure: { kind: 'forbidden' } }), said: 'between' },
    { is: 'ever', found: down({ balance: undefined, balanceAt: undefined }), said: 'crossed' },
    {
      is: 'ever, with a key of now',
      found: {
        ...down({ balance: undefined, balanceAt: undefined, keySetAt: account.keySetAt }),
        now: account.keySetAt + hour,
        reading: {
          balance: undefined,
          balanceAt: undefined,
          failure: { kind: 'timeout' },
          failures: 3,
          checkedAt: account.keySetAt + hour,
        },
      },
      said: 'between',
    },
    { is: 'no more', found: {}, said: 'recovered' },
    {
      is: 'for as many hours as are set',
      found: { ...down({ balanceAt: now - hour - 1 }), settings: { ...defaultAlerts, noAnswer: 1 } },
      said: 'crossed',
    },
  ] as readonly { is: string; found: Case; said: string }[]) {
    it(`${is}, is ${said}`, () => assert.equal(stands('noAnswer', found), said));
  }
});

describe('a runway', () => {
  const inDays = (days: number | undefined) => ({
    outlook: { forecast: { emptyAt: days === undefined ? undefined : now + days * day, expiries: [] } },
  });

  for (const { days, said } of [
    { days: 2, said: 'crossed' },
    { days: 3, said: 'crossed' },
    { days: 3.01, said: 'between' },
    { days: 3.74, said: 'between' },
    { days: 3.75, said: 'recovered' },
    { days: undefined, said: 'recovered' },
    { days: -0.1, said: 'crossed' },
  ]) {
    it(`of ${days ?? 'unknown many'} days is ${said}`, () => assert.equal(stands('runway', inDays(days)), said));
  }

  it('is neither while the pace is being learnt or nothing is left', () => {
    assert.equal(stands('runway', { outlook: {} }), 'between');
    assert.equal(stands('runway', { ...inDays(0), balance: { amount: 0 } }), 'between');
  });

  it('says nothing until the history is read, and nothing of an unknown amount', () => {
    assert.equal(stands('runway', {}), 'silent');
    assert.equal(stands('runway', { ...inDays(1), balance: { amount: undefined } }), 'silent');
    assert.equal(stands('runway', { ...inDays(1), balance: { unlimited: true } }), 'recovered');
  });

  it('goes by the days that are set', () => {
    assert.equal(stands('runway', { ...inDays(9), settings: { ...defaultAlerts, runway: 10 } }), 'crossed');
    assert.equal(stands('runway', { ...inDays(1), settings: { ...defaultAlerts, runway: false } }), 'silent');
  });
});

describe('lots that expiry', () => {
  const lot = (remaining: number | undefined, days: number, change: Partial<Lot> = {}): Lot => ({
    kind: 'Top-up',
    remaining,
    expiresAt: now + days * day,
    ...change,
  });
  const unpaced = (lots: readonly Lot[], amount = 1000): Case => ({ balance: { amount, lots }, outlook: {} });
  const paced = (expiries: readonly ExpectedExpiry[], amount = 1000): Case => ({
    balance: { amount, lots: [lot(1000, 3)] },
    outlook: { forecast: { emptyAt: undefined, expiries } },
  });
  const expiry = (amount: number, days: number, change: Partial<Lot> = {}): ExpectedExpiry => ({
    lot: lot(amount, days, change),
    amount,
    at: now + days * day,
  });

  for (const { is, found, said } of [
    { is: 'more than a tenth within the days', found: unpaced([lot(101, 6.9)]), said: 'crossed' },
    { is: 'a tenth', found: unpaced([lot(100, 3)]), said: 'between' },
    { is: 'a twentieth', found: unpaced([lot(50, 3)]), said: 'between' },
    { is: 'less', found: unpaced([lot(49, 3)]), said: 'recovered' },
    { is: 'later', found: unpaced([lot(900, 7.1)]), said: 'recovered' },
    { is: 'before now', found: unpaced([lot(900, -0.1)]), said: 'recovered' },
    { is: 'pending', found: unpaced([lot(900, 3, { pending: true })]), said: 'recovered' },
    { is: 'of unknown content', found: unpaced([lot(undefined, 3)]), said: 'recovered' },
    { is: 'without a date', found: unpaced([{ kind: 'a', remaining: 900 }]), said: 'recovered' },
    { is: 'none', found: unpaced([]), said: 'recovered' },
    { is: 'two that are enough together', found: unpaced([lot(60, 3), lot(60, 3.01)]), said: 'crossed' },
    { is: 'two of different days', found: unpaced([lot(60, 3), lot(60, 4)]), said: 'between' },
    { is: 'of an empty account', found: unpaced([lot(60, 3)], 0), said: 'recovered' },
    { is: 'before the history is read', found: { balance: { lots: [lot(42, 3)] } }, said: 'silent' },
    { is: 'used up before, at the pace', found: paced([]), said: 'recovered' },
    { is: 'in part, at the pace', found: paced([expiry(320, 3)]), said: 'crossed' },
    { is: 'in little part, at the pace', found: paced([expiry(20, 3)]), said: 'recovered' },
    { is: 'later, at the pace', found: paced([expiry(320, 9)]), said: 'recovered' },
    { is: 'pending, at the pace', found: paced([expiry(320, 3, { pending: true })]), said: 'recovered' },
    { is: 'at a time that no calendar has', found: unpaced([lot(900, 1e300)]), said: 'recovered' },
  ] as readonly { is: string; found: Case; said: string }[]) {
    it(`${is}: ${said}`, () => assert.equal(stands('lapsing', found), said));
  }

  it('are watched by the day, each on its own', () => {
    const { crossed } = observed(unpaced([lot(200, 2), lot(300, 2.1), lot(400, 5, { allocated: 1000 })]));
    assert.deepStrictEqual(
      crossed.map((alert) => alert.kind === 'lapsing' && [alert.watch, alert.amount, alert.allocated, alert.paced]),
      [
        [`lapsing@${Math.floor(now / day) + 2}`, 500, undefined, false],
        [`lapsing@${Math.floor(now / day) + 5}`, 400, 1000, false],
      ],
    );
  });

  it('are never worth more than there is', () => {
    const [alert] = observed(unpaced([lot(5000, 2)], 1000)).crossed;
    assert.ok(alert?.kind === 'lapsing');
    assert.equal(alert.amount, 1000);
  });

  it('keep their watch when the service says their time to the second anew', () => {
    const watches = [0, 1000, 59_000].map((late) => {
      const lots = [lot(400, 5, { expiresAt: now + 5 * day + late })];
      return observed(unpaced(lots)).crossed.map(({ watch }) => watch);
    });
    assert.equal(new Set(watches.flat()).size, 1);
  });
});

describe('a burst', () => {
  const used = (amount: number, used: number, usual: number): Case => ({
    balance: { amount },
    outlook: {},
    hour: { used, usual },
  });

  for (const { is, found, said } of [
    { is: 'ten times the usual', found: used(360, 640, 64), said: 'crossed' },
    { is: 'nearly ten times', found: used(360, 640, 64.1), said: 'between' },
    { is: 'five times', found: used(360, 640, 128), said: 'between' },
    { is: 'less than five times', found: used(360, 640, 128.1), said: 'recovered' },
    { is: 'many times the usual, and hardly anything', found: used(9_901, 99, 1), said: 'between' },
    { is: 'many times the usual, and a hundredth', found: used(9_900, 100, 1), said: 'crossed' },
    { is: 'a tenth where nothing is usual', found: used(900, 100, 0), said: 'crossed' },
    { is: 'nearly a tenth where nothing is usual', found: used(901, 99, 0), said: 'between' },
    { is: 'little where nothing is usual', found: used(980, 20, 0), said: 'recovered' },
    { is: 'nothing', found: used(42, 0, 0), said: 'recovered' },
    { is: 'nothing of nothing', found: used(0, 0, 0), said: 'recovered' },
    { is: 'all there was', found: used(0, 500, 1), said: 'crossed' },
    { is: 'being learnt', found: { outlook: {} }, said: 'between' },
    { is: 'not read yet', found: { hour: { used: 9, usual: 0 } }, said: 'silent' },
  ] as readonly { is: string; found: Case; said: string }[]) {
    it(`that is ${is}: ${said}`, () => assert.equal(stands('burst', found), said));
  }
});
