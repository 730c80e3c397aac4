import assert from 'node:assert/strict';
import type { Balance } from '../../../../src/core/balance.ts';
import { dashboardModel, type Look } from '../../../../src/core/dashboard/dashboardModel.ts';
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
const month: Look = { range: 'month', tables: [] };

function modelOf(reading: Reading | undefined, history: History | undefined, look = month, account = sampleAccount()) {
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

function told(name: StoryName, look = month) {
  const { account, reading, history } = story(name);
  return modelOf(reading, history, look, account);
}

describe('the model of the dashboard', () => {
  it('says of an account that was never read only who it is', () => {
    assert.deepStrictEqual(JSON.parse(JSON.stringify(modelOf(undefined, undefined))), {
      id: 'mimir',
      label: 'Mimir',
      provider: 'Mimir',
      state: 'never',
      standing: 'unknown',
      refreshing: false,
      lots: [],
      topUps: [],
    });
  });

  it('shows steady use as a line, a usage rate and when it runs out', () => {
    const { balance, usageRate, forecast, past, future } = told('steadyUsage');
    assert.ok(balance?.amount !== undefined && usageRate && forecast?.emptyAt !== undefined && future);
    const [line] = past?.lines ?? [];
    assert.equal(line?.amounts.at(-1), balance.amount);
    assert.equal(line?.times[0], now - 30 * day);
    assert.ok(Math.abs(now + (balance.amount / usageRate.perDay) * day - forecast.emptyAt) < hour);
    assert.deepStrictEqual([future.times[0], future.amounts[0]], [now, balance.amount]);
    assert.deepStrictEqual(past?.marks, []);
  });

  it('marks each top-up where the line has risen', () => {
    const { marks = [], lines: [line] = [] } = told('topUp').past ?? {};
    assert.ok(line && marks.length > 0);
    for (const { kind, at, level } of marks) {
      assert.equal(kind, 'toppedUp');
      const index = line.times.indexOf(at);
      assert.equal(line.amounts[index], level);
      assert.ok(level > (line.amounts[index - 1] ?? 0));
    }
  });

  it('marks what expired, and says of a lot how much will expire', () => {
    const { past, lots, forecast, renewal } = told('expiringLot');
    assert.ok(past?.marks.some(({ kind, amount, lot }) => kind === 'expired' && amount > 0 && lot !== undefined));
    assert.deepStrictEqual([forecast, renewal?.source, renewal?.adds], [undefined, 'seen', 1000]);
    assert.ok(lots.some(({ unused = 0, remaining = 0 }) => unused > 0 && unused < remaining));
  });

  it('marks an adjustment with its sign', () => {
    const amounts = (told('correction').past?.marks ?? []).filter(({ kind }) => kind === 'adjusted');
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
    const { learning, usageRate, future, forecast } = modelOf(sampleReading(), [series]);
    assert.deepStrictEqual(
      { learning, usageRate, future, forecast },
      { learning: { hours: 19, charges: 1 }, usageRate: undefined, future: undefined, forecast: undefined },
    );
  });

  it('claims nothing of what is unlimited', () => {
    const balance: Balance = { pools: [{ unit: credits, unlimited: true }] };
    const { learning, future, past } = modelOf(sampleReading({ balance }), []);
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
    const { past } = modelOf(sampleReading(), history);
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
    assert.equal(modelOf({ ...reading, balance }, history, month, account).future, undefined);
  });

  it('has tables where they are open: amounts of a day, days of more', () => {
    assert.equal(told('steadyUsage').table, undefined);
    assert.equal(told('steadyUsage', { range: 'day', tables: ['steadyUsage'] }).table?.by, 'amount');
    assert.equal(told('steadyUsage', { range: 'month', tables: ['steadyUsage'] }).table?.by, 'day');
    assert.equal(told('steadyUsage', { range: 'month', tables: ['steadyUsage'] }).table?.rows.length, 31);
  });

  it('survives being posted', () => {
    const model = told('expiringLot', { range: 'year', tables: ['expiringLot'] });
    assert.deepStrictEqual(structuredClone(model), model);
    assert.doesNotMatch(JSON.stringify(model), /null,null,null,null,null/);
  });

  it('has no key and nothing else of the account than its names', () => {
    const account = sampleAccount({ fingerprint: 'the-fingerprint', origins: ['https://the-origin.example'] });
    assert.doesNotMatch(JSON.stringify(modelOf(sampleReading(), [], month, account)), /the-fingerprint|the-origin/);
  });
});
