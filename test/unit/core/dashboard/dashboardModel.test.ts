import assert from 'node:assert/strict';
import type { Balance } from '../../../../src/core/balance.ts';
import { dashboardModel } from '../../../../src/core/dashboard/dashboardModel.ts';
import { outlookOf } from '../../../../src/core/history/forecast/outlook.ts';
import type { History } from '../../../../src/core/history/series.ts';
import type { Reading } from '../../../../src/core/reading.ts';
import { summarize } from '../../../../src/core/summary.ts';
import { credits, currency } from '../../../../src/core/unit.ts';
import { type StoryAccount, storyAccounts } from '../../../support/dashboard/storyAccounts.ts';
import { sampleAccount, sampleReading, seriesFrom, summaryInput } from '../../../support/fakes/samples.ts';
import type { StoryName } from '../../../support/stories/stories.ts';

const now = Date.UTC(2026, 10, 20, 12);
const hour = 3_600_000;
const day = 24 * hour;
const month = { range: 'month', open: true, table: false } as const;
/** How much of a pool is shown. */
type Shown = Parameters<typeof dashboardModel>[3];

function modelOf(
  reading: Reading | undefined,
  history: History | undefined,
  look: Shown = month,
  account = sampleAccount(),
) {
  const outlooks = reading && history ? new Map([[account.id, outlookOf(history, reading)]]) : undefined;
  const [summary] = summarize(summaryInput([[account, reading]], { now, outlooks })).accounts;
  assert.ok(summary);
  return dashboardModel(account.id, summary, summary.main, look, now, { name: 'Mimir' });
}

const recorded = new Map<StoryName, StoryAccount>();

function story(name: StoryName): StoryAccount {
  const account = recorded.get(name) ?? storyAccounts(now, 40, [name])[0];
  assert.ok(account);
  recorded.set(name, account);
  return account;
}

function told(name: StoryName, look: Shown = month) {
  const { account, reading, history } = story(name);
  return modelOf(reading, history, look, account);
}

describe('the model of the dashboard', () => {
  it('says of an account that was never read only who it is', () => {
    assert.deepStrictEqual(JSON.parse(JSON.stringify(modelOf(undefined, undefined))), {
      id: 'mimir',
      label: 'Mimir',
      provider: 'Mimir',
      details: { lots: [], topUps: [] },
    });
  });

  it('shows steady use as a line, a usage rate and when it runs out', () => {
    const { balance, usageRate, forecast, details } = told('steadyUsage');
    const { past, future } = details ?? {};
    assert.ok(balance?.amount !== undefined && usageRate && forecast?.emptyAt !== undefined && future);
    const [line] = past?.lines ?? [];
    assert.equal(line?.amounts.at(-1), balance.amount);
    assert.equal(line?.times[0], now - 30 * day);
    assert.ok(Math.abs(now + (balance.amount / usageRate.perDay) * day - forecast.emptyAt) < hour);
    assert.deepStrictEqual([future.times[0], future.amounts[0]], [now, balance.amount]);
    assert.deepStrictEqual(past?.marks, []);
  });

  it('marks each top-up where the line has risen', () => {
    const { marks = [], lines: [line] = [] } = told('topUp').details?.past ?? {};
    assert.ok(line && marks.length > 0);
    for (const { kind, at, level } of marks) {
      assert.equal(kind, 'toppedUp');
      const index = line.times.indexOf(at);
      assert.equal(line.amounts[index], level);
      assert.ok(level > (line.amounts[index - 1] ?? 0));
    }
  });

  it('marks what expired, and says of a lot how much will expire', () => {
    const { details, forecast, renewal } = told('expiringLot');
    const { past, lots = [] } = details ?? {};
    assert.ok(past?.marks.some(({ kind, amount, lot }) => kind === 'expired' && amount > 0 && lot !== undefined));
    assert.deepStrictEqual([forecast, renewal?.source, renewal?.adds], [undefined, 'seen', 1000]);
    assert.ok(lots.some(({ unused = 0, remaining = 0 }) => unused > 0 && unused < remaining));
  });

  it('marks an adjustment with its sign', () => {
    const amounts = (told('correction').details?.past?.marks ?? []).filter(({ kind }) => kind === 'adjusted');
    assert.ok(amounts.some(({ amount }) => amount > 0) && amounts.some(({ amount }) => amount < 0));
  });

  it('says what is missing while the usage rate is being measured', () => {
    const series = seriesFrom(
      [
        { at: now - 5 * hour, amount: 50 },
        { at: now - 3 * hour, amount: 45 },
        { at: now, amount: 42 },
      ],
      sampleAccount().keySetAt,
    );
    const { learning, usageRate, details, forecast } = modelOf(sampleReading(), [series]);
    const { future } = details ?? {};
    assert.deepStrictEqual(
      { learning, usageRate, future, forecast },
      { learning: { hours: 19, charges: 1 }, usageRate: undefined, future: undefined, forecast: undefined },
    );
  });

  it('claims nothing of what is unlimited', () => {
    const balance: Balance = { pools: [{ unit: credits, unlimited: true }] };
    const { learning, details } = modelOf(sampleReading({ balance }), []);
    const { future, past } = details ?? {};
    assert.deepStrictEqual(
      { learning, future, lines: past?.lines },
      { learning: undefined, future: undefined, lines: [] },
    );
  });

  it('draws what was read with two keys as two lines, and what counted something else not at all', () => {
    const dollars = { kind: 'currency', name: 'USD' } as const;
    const at = (daysAgo: number) => now - daysAgo * day;
    const history = [
      seriesFrom([{ at: at(20), amount: 3 }], at(21), dollars),
      seriesFrom([{ at: at(15), amount: 90 }], at(16)),
      seriesFrom([{ at: now, amount: 42 }], sampleAccount().keySetAt),
    ];
    const { past } = modelOf(sampleReading(), history).details ?? {};
    assert.deepStrictEqual(
      past?.lines.map(({ amounts }) => amounts),
      [[90], [42]],
    );
    assert.deepStrictEqual(past?.otherUnits, ['USD']);
  });

  it('does not draw a forecast beside a line that counts something else', () => {
    const { account, reading, history } = story('steadyUsage');
    assert.ok(reading.balance);
    const [pool] = reading.balance.pools;
    const balance: Balance = { pools: [{ ...pool, unit: currency('USD') }] };
    assert.equal(modelOf({ ...reading, balance }, history, month, account).details?.future, undefined);
  });

  it('has tables where they are open: amounts of a day, days of more', () => {
    assert.equal(told('steadyUsage').details?.table, undefined);
    assert.equal(told('steadyUsage', { range: 'day', open: true, table: true }).details?.table?.by, 'amount');
    assert.equal(told('steadyUsage', { range: 'month', open: true, table: true }).details?.table?.by, 'day');
    assert.equal(told('steadyUsage', { range: 'month', open: true, table: true }).details?.table?.rows.length, 31);
  });

  it('says of a closed row only what the row says', () => {
    const { details, trend = [] } = told('steadyUsage', { range: 'month', open: false, table: true });
    assert.equal(details, undefined);
    const [line] = trend;
    assert.ok(line && line.times.length <= 4 * 24, String(line?.times.length));
    assert.equal(line.amounts.at(-1), told('steadyUsage').balance?.amount);
  });

  it('says what expires unused first', () => {
    const { nextExpiry } = told('expiringLot');
    assert.ok(nextExpiry && nextExpiry.amount > 0 && nextExpiry.at > now);
  });

  it('survives being posted', () => {
    const model = told('expiringLot', { range: 'year', open: true, table: true });
    assert.deepStrictEqual(structuredClone(model), model);
    assert.doesNotMatch(JSON.stringify(model), /null,null,null,null,null/);
  });

  it('has no key and nothing else of the account than its names', () => {
    const account = sampleAccount({ fingerprint: 'the-fingerprint', origins: ['https://the-origin.example'] });
    assert.doesNotMatch(JSON.stringify(modelOf(sampleReading(), [], month, account)), /the-fingerprint|the-origin/);
  });
});
