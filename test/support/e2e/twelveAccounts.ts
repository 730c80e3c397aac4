import type { Balance } from '../../../src/core/balance.ts';
import { day, hour } from '../../../src/core/time.ts';
import { count, credits, currency } from '../../../src/core/unit.ts';
import { type GivenAccount, giveAccounts } from './giveAccounts.ts';
import { openVsCode, type VsCode } from './openVsCode.ts';

/** Nothing is asked: these accounts have no keys. */
export const viewSettings = { 'credits.refreshInterval': 600, 'credits.thresholds': { breeze: { low: 200 } } };

/** So many credits, and what else the pool has. */
export function balanceOf(amount: number, more: Partial<Balance['pools'][0]> = {}): Balance {
  return { pools: [{ unit: credits, amount, ...more }] };
}

/** Opens a window with the twelve accounts, or some in their place, and resolves once all have their row. */
export async function openTwelve(given = twelveAccounts(Date.now())): Promise<VsCode> {
  const vsCode = await openVsCode(viewSettings);
  await giveAccounts(vsCode, given);
  const { window } = vsCode;
  await window.openView('Credits');
  const view = window.view('Balances');
  const label = given.find(({ id }) => id === 'fullenrich')?.label ?? '';
  await view.waitForRow(label, /left$/);
  // VS Code draws a group before it asks for what is in it.
  await window.waitFor('the accounts of all groups', async () => (await view.rows()).length === 15);
  // Away from the activity bar, whose tooltip would hide rows in the pictures.
  await window.page.mouse.move(800, 400);
  return vsCode;
}

/** Twelve accounts of five services, as they stand after two weeks. */
export function twelveAccounts(now: number): readonly GivenAccount[] {
  const lots = [{ kind: 'Subscription', allocated: 1000, remaining: 376, expiresAt: now + 25 * day }];
  const topUps = [{ amount: 300, status: 'completed', at: now - 14 * day }];
  return [
    { id: 'bloom', provider: 'bloom', label: 'Bloom', balance: balanceOf(910, { lots, topUps }), perDay: 20 },
    { id: 'bloom-2', provider: 'bloom', label: 'Bloom 2', balance: balanceOf(4000), perDay: 12, paused: true },
    { id: 'bloom-3', provider: 'bloom', label: 'Bloom for the design team', balance: balanceOf(12_500) },
    { id: 'breeze', provider: 'breeze', label: 'Breeze', balance: balanceOf(130), perDay: 3 },
    {
      id: 'breeze-2',
      provider: 'breeze',
      label: 'Breeze 2',
      balance: balanceOf(640),
      age: 3 * hour,
      failure: { kind: 'unauthorized' },
    },
    { id: 'fullenrich', provider: 'fullenrich', label: 'FullEnrich', balance: balanceOf(20), perDay: 26 },
    {
      id: 'mimir',
      provider: 'mimir',
      label: 'Mimir',
      balance: { pools: [{ unit: currency('USD'), amount: 4.2 }] },
      perDay: 0.1,
    },
    { id: 'mimir-2', provider: 'mimir', label: 'Mimir 2', balance: balanceOf(0) },
    {
      id: 'mimir-3',
      provider: 'mimir',
      label: 'Mimir 3',
      balance: { pools: [{ unit: count('characters'), amount: 1_234_567 }] },
    },
    {
      id: 'mimir-4',
      provider: 'mimir',
      label: 'Mimir 4',
      balance: balanceOf(42),
      failure: { kind: 'rateLimited' },
      age: hour,
    },
    { id: 'mimir-5', provider: 'mimir', label: 'Mimir 5', balance: { pools: [{ unit: credits, unlimited: true }] } },
    {
      id: 'olostep',
      provider: 'olostep',
      label: 'Olostep',
      balance: { ...balanceOf(9000), usageAllowed: false },
      perDay: 100,
    },
  ];
}
