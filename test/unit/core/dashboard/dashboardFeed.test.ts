import assert from 'node:assert/strict';
import { DashboardFeed } from '../../../../src/core/dashboard/dashboardFeed.ts';
import { firstLook, type Look } from '../../../../src/core/dashboard/look.ts';
import { type SummaryInput, summarize } from '../../../../src/core/summary.ts';
import { credits } from '../../../../src/core/unit.ts';
import { sampleAccount, sampleReading, summaryInput } from '../../../support/fakes/samples.ts';

const look: Look = firstLook;
const mimir = [sampleAccount(), sampleReading()] as const;
const bloom = [sampleAccount({ id: 'bloom', label: 'Bloom' }), sampleReading({ accountId: 'bloom' })] as const;
const fallen = [mimir[0], sampleReading({ balance: { pools: [{ unit: credits, amount: 41 }] } })] as const;

function summaryOf(known: Parameters<typeof summaryInput>[0], change: Partial<SummaryInput> = {}) {
  return summarize(summaryInput(known, change));
}

describe('what the page of the dashboard is told', () => {
  let feed: DashboardFeed;
  const told = (
    known: Parameters<typeof summaryInput>[0],
    change?: Partial<SummaryInput>,
    at = look,
    isPrivate = false,
  ) => {
    const message = feed.next(summaryOf(known, change), at, isPrivate);
    return message && { order: message.accounts.map(({ id }) => id), changed: message.pools.map(({ id }) => id) };
  };
  beforeEach(() => {
    feed = new DashboardFeed('en', { get: () => undefined });
  });

  it('is all of it at first, and nothing while nothing changes', () => {
    assert.deepStrictEqual(told([bloom, mimir]), { order: ['bloom', 'mimir'], changed: ['bloom', 'mimir'] });
    assert.equal(told([bloom, mimir]), undefined);
    assert.equal(told([bloom, mimir], { now: summaryInput([]).now + 1000 }), undefined);
  });

  it('is the account that has changed', () => {
    told([bloom, mimir]);
    assert.deepStrictEqual(told([bloom, fallen]), { order: ['mimir', 'bloom'], changed: ['mimir'] });
  });

  it('is nothing of a reading that says the same', () => {
    told([mimir]);
    assert.equal(told([[mimir[0], { ...mimir[1], checkedAt: mimir[1].checkedAt + 1 }]]), undefined);
  });

  it('is which accounts have gone', () => {
    told([bloom, mimir]);
    assert.deepStrictEqual(told([bloom]), { order: ['bloom'], changed: [] });
    assert.deepStrictEqual(told([bloom, mimir]), { order: ['bloom', 'mimir'], changed: ['mimir'] });
  });

  it('is what another range asks for', () => {
    told([mimir]);
    const message = feed.next(summaryOf([mimir]), { ...look, range: 'day' }, false);
    assert.equal(message?.range, 'day');
  });

  it('is at first all accounts and the rows of those at the top, and then everything', () => {
    const all = Array.from({ length: 20 }, (_, index) => {
      const id = `account-${String(index).padStart(2, '0')}`;
      return [sampleAccount({ id, label: id }), sampleReading({ accountId: id })] as const;
    });
    const ids = all.map(([{ id }]) => id);
    const first = feed.first(summaryOf(all), look, false);
    assert.deepStrictEqual(
      first?.accounts.map(({ id }) => id),
      ids,
    );
    assert.deepStrictEqual(
      first?.pools.map(({ id }) => id),
      ids.slice(0, 4),
    );
    assert.deepStrictEqual(told(all), { order: ids, changed: ids });
    assert.ok(feed.first(summaryOf(all), look, false));
    assert.equal(told(all), undefined);
  });

  it('is all of it again to another page', () => {
    told([bloom, mimir]);
    feed.reset();
    assert.deepStrictEqual(told([bloom, mimir])?.changed, ['bloom', 'mimir']);
  });

  it('is that amounts are hidden, and shown again', () => {
    told([mimir]);
    assert.deepStrictEqual(told([mimir], {}, look, true), { order: ['mimir'], changed: [] });
    assert.equal(told([mimir], {}, look, true), undefined);
    assert.deepStrictEqual(told([mimir], {}, look, false), { order: ['mimir'], changed: [] });
  });

  it('is that there is no account', () => {
    assert.deepStrictEqual(feed.next(summaryOf([]), look, false), {
      kind: 'show',
      locale: 'en',
      range: 'month',
      private: false,
      condition: 'none',
      accounts: [],
      pools: [],
    });
  });
});
