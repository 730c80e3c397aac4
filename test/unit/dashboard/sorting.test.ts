import assert from 'node:assert/strict';
import type { DashboardAccount } from '../../../src/core/dashboard/dashboardAccount.ts';
import type { DashboardPool } from '../../../src/core/dashboard/dashboardPool.ts';
import { credits, currency, type Unit } from '../../../src/core/unit.ts';
import { type AccountGroup, nextSorting, type SortColumn, sorted, sortingIn } from '../../../src/dashboard/sorting.ts';
import { sampleUsageRate } from '../../support/fakes/samples.ts';

const now = Date.UTC(2026, 10, 20, 12);

function pool(
  id: string,
  amount: number | undefined,
  change: Partial<DashboardPool> = {},
  unit: Unit = credits,
): DashboardPool {
  return { id, label: id, provider: 'Mimir', balance: { amount, unit, at: now }, ...change };
}

function group(label: string, ...pools: readonly DashboardPool[]): AccountGroup {
  const account: DashboardAccount = {
    id: label,
    label,
    provider: 'Mimir',
    paused: false,
    refreshing: false,
    state: 'known',
    canTopUp: true,
    rows: pools.map(({ id }) => id),
  };
  return { account, pools };
}

const perDay = (rate: number) => ({ usageRate: { ...sampleUsageRate, perDay: rate } });
const groups = [
  group('Olostep', pool('olostep', 300, { ...perDay(5), forecast: { emptyAt: now + 9 } })),
  group('Äpfel', pool('apfel', undefined)),
  group('Bloom 10', pool('bloom-10', 20, { ...perDay(50), renewal: { at: now + 1, source: 'stated' } })),
  group('DeepSeek', pool('cny', 9, {}, currency('CNY')), pool('usd', 2, perDay(1), currency('USD'))),
  group('Bloom 9', pool('bloom-9', 100, { forecast: { emptyAt: now + 5 } })),
];
const labels = (column: SortColumn, descending = false) =>
  sorted(groups, { column, descending }, 'en').map(({ account }) => account.label);

describe('the sorting of the overview', () => {
  it('is by urgency at first, as the summary has it', () => {
    assert.equal(sorted(groups, undefined, 'en'), groups);
  });

  it('is by name as people write names', () => {
    assert.deepStrictEqual(labels('account'), ['Äpfel', 'Bloom 9', 'Bloom 10', 'DeepSeek', 'Olostep']);
    assert.deepStrictEqual(labels('account', true), labels('account').toReversed());
  });

  it('is by amount within one unit, what is unknown last', () => {
    assert.deepStrictEqual(labels('left'), ['Bloom 10', 'Bloom 9', 'Olostep', 'DeepSeek', 'Äpfel']);
    assert.deepStrictEqual(labels('left', true), ['Olostep', 'Bloom 9', 'Bloom 10', 'DeepSeek', 'Äpfel']);
  });

  it('is by usage, and by the date that it runs out: what is renewed before comes after', () => {
    assert.deepStrictEqual(labels('usage').slice(0, 3), ['Olostep', 'Bloom 10', 'DeepSeek']);
    assert.deepStrictEqual(labels('runsOut').slice(0, 3), ['Bloom 9', 'Olostep', 'Bloom 10']);
    assert.deepStrictEqual(labels('runsOut', true).slice(0, 3), ['Olostep', 'Bloom 9', 'Bloom 10']);
  });

  it('sorts the pools of an account too', () => {
    const [first] = sorted([groups[3] ?? group('none')], { column: 'usage', descending: false }, 'en');
    assert.deepStrictEqual(
      first?.pools.map(({ id }) => id),
      ['usd', 'cny'],
    );
  });

  it('goes up, down, and back to urgency with each press', () => {
    const up = nextSorting(undefined, 'left');
    assert.deepStrictEqual(up, { column: 'left', descending: false });
    assert.deepStrictEqual(nextSorting(up, 'usage'), { column: 'usage', descending: false });
    const down = nextSorting(up, 'left');
    assert.deepStrictEqual(down, { column: 'left', descending: true });
    assert.equal(nextSorting(down, 'left'), undefined);
  });

  it('is read from what was saved, and nothing else is', () => {
    assert.deepStrictEqual(sortingIn({ column: 'left', descending: true }), { column: 'left', descending: true });
    for (const other of [null, undefined, 'left', {}, { column: 'trend', descending: true }]) {
      assert.equal(sortingIn(other), undefined);
    }
  });
});
