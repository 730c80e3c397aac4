import assert from 'node:assert/strict';
import type { Pool } from '../../../../../src/core/balance.ts';
import { Outlooks, outlookOf } from '../../../../../src/core/history/forecast/outlook.ts';
import { afterFailure } from '../../../../../src/core/reading.ts';
import { hour } from '../../../../../src/core/time.ts';
import { count, credits, currency, type Unit } from '../../../../../src/core/unit.ts';
import { sampleAccount, sampleReading, sampleSeries } from '../../../../support/fakes/samples.ts';
import { MemoryAccounts, MemoryHistory } from '../../../../support/fakes/stores.ts';

const [mimir, bloom] = [sampleAccount(), sampleAccount({ id: 'bloom' })];
const now = sampleReading().balanceAt ?? 0;
const reading = sampleReading({ balance: { pools: [{ unit: credits, amount: 52 }] } });

/** Two days in which each hour used so much, down to `left` now. */
function steadyUsage(perHour: number, left: number, pool = 'main', unit: Unit = credits) {
  return sampleSeries(
    Array.from({ length: 49 }, (_, index) => {
      const at = now - (48 - index) * hour;
      return { at, until: at, amount: left + perHour * (48 - index) };
    }),
    { keySetAt: mimir.keySetAt, pool, unit },
  );
}

function outlooks(loaded = true) {
  const readings = new Map([
    ['mimir', reading],
    ['bloom', { ...reading, accountId: 'bloom' }],
  ]);
  const history = new MemoryHistory({ mimir: [steadyUsage(2, 52)] });
  const found = new Outlooks({
    accounts: new MemoryAccounts([mimir, bloom]),
    readings: { all: () => readings },
    history: Object.defineProperty(history, 'loaded', { value: loaded }),
  });
  return { readings, history, found };
}

describe('the outlooks', () => {
  it('come from the history and the last balance', () => {
    const { usageRate, forecast, learning } = outlooks().found.all().get('mimir')?.pools.get('main') ?? {};
    assert.equal(Math.round(usageRate?.perDay ?? 0), 48);
    assert.equal(Math.round(((forecast?.emptyAt ?? 0) - now) / hour), 26);
    assert.equal(learning, undefined);
  });

  it('are computed once for each balance: not after a failure, and not for a reading of another account', () => {
    const { readings, history, found } = outlooks();
    const first = found.all().get('mimir');
    readings.set('mimir', afterFailure(mimir, reading, { kind: 'offline' }, now + hour, undefined));
    assert.equal(found.all().get('mimir'), first);
    const other = sampleReading({ accountId: 'bloom', balanceAt: now + hour, checkedAt: now + hour });
    readings.set('bloom', other);
    history.add(other, undefined);
    assert.equal(found.all().get('mimir'), first);
    readings.set('mimir', { ...reading, balanceAt: now + hour });
    assert.notEqual(found.all().get('mimir'), first);
  });

  it('are none before the history has been read', () => {
    assert.equal(outlooks(false).found.all().size, 0);
  });

  it('are none of an account that has not been read with its present key', () => {
    const { readings, found } = outlooks();
    readings.set('mimir', { ...reading, keySetAt: reading.keySetAt + 1 });
    assert.deepStrictEqual([...found.all().keys()], ['bloom']);
  });
});

describe('the outlook of an account with several pools', () => {
  const perDay = (pools: readonly [Pool, ...Pool[]], series: readonly ReturnType<typeof steadyUsage>[]) => {
    const outlook = outlookOf(series, sampleReading({ balance: { pools } }));
    return Object.fromEntries(
      [...outlook.pools].map(([id, { usageRate }]) => [id, usageRate && Math.round(usageRate.perDay)]),
    );
  };

  it('tells two pools of one unit apart', () => {
    const requests = count('requests');
    const pools = [
      { id: 'fast', unit: requests, amount: 10 },
      { id: 'slow', unit: requests, amount: 1000 },
    ] as const;
    const series = [steadyUsage(3, 1000, 'slow', requests), steadyUsage(1, 10, 'fast', requests)];
    assert.deepStrictEqual(perDay(pools, series), { fast: 24, slow: 72 });
  });

  it('has one for each currency', () => {
    const [dollars, yuan] = [currency('USD'), currency('CNY')];
    const pools = [
      { id: 'USD', unit: dollars, amount: 5 },
      { id: 'CNY', unit: yuan, amount: 30 },
    ] as const;
    assert.deepStrictEqual(perDay(pools, [steadyUsage(1, 5, 'USD', dollars), steadyUsage(2, 30, 'CNY', yuan)]), {
      USD: 24,
      CNY: 48,
    });
  });

  it('has none of a pool that the last balance does not list, and says of a new one what is missing', () => {
    const outlook = outlookOf(
      [steadyUsage(1, 5, 'gone')],
      sampleReading({ balance: { pools: [{ id: 'new', unit: credits }] } }),
    );
    assert.deepStrictEqual([...outlook.pools.keys()], ['new']);
    assert.deepStrictEqual(outlook.pools.get('new'), {
      history: [],
      usage: undefined,
      usageRate: undefined,
      learning: { hours: 24, charges: 3 },
      forecast: undefined,
      fullAmount: undefined,
      renewal: undefined,
      atRenewal: undefined,
      missedRenewal: undefined,
      filledAt: undefined,
    });
  });

  it('starts over when the unit of a pool changes', () => {
    const pool = { id: 'main', unit: currency('USD'), amount: 5 };
    const before = steadyUsage(2, 52, 'main');
    const after = sampleSeries([{ at: now + 1, until: now + 1, amount: 5 }], { ...pool, pool: 'main' });
    const { pools } = outlookOf([before, after], sampleReading({ balance: { pools: [pool] }, balanceAt: now + 1 }));
    assert.deepStrictEqual(pools.get('main')?.learning, { hours: 24, charges: 3 });
  });
});
