import { ok } from 'node:assert/strict';
import { day } from '../../src/core/time.ts';
import { type GivenAccount, giveAccounts } from '../support/e2e/giveAccounts.ts';
import { openVsCode, statusItem, type VsCode } from '../support/e2e/openVsCode.ts';
import { balanceOf, openTwelve, twelveAccounts, viewSettings } from '../support/e2e/twelveAccounts.ts';

const themes = ['light', 'highContrast', 'highContrastLight', 'dark'] as const;

const longLabel = 'Bloom for the design team and its friends';

/** The twelve, two of them with all the details that there are and long numbers, one with a label that no row has room for. */
function wideAccounts(now: number): readonly GivenAccount[] {
  const lots = [
    { kind: 'Subscription', allocated: 50_000, remaining: 12_345, expiresAt: now + 40 * day },
    { kind: 'Subscription', allocated: 90_000, remaining: 80_000, expiresAt: now + 60 * day },
    { kind: 'Subscription', allocated: 20_000, remaining: 20_000, expiresAt: now + 500 * day },
    { kind: 'Top-up', allocated: 20_000, remaining: 20_000, expiresAt: now + 400 * day },
    { kind: 'Subscription', allocated: 50_000, remaining: 10_000, expiresAt: now - 400 * day },
    { kind: 'Subscription', allocated: 40_000, remaining: 30_000 },
    { kind: 'Pending', allocated: 10_000, remaining: 10_000, pending: true },
  ];
  const topUps = [
    { amount: 20_000, status: 'completed', at: now - 14 * day },
    { amount: 30_000, status: 'completed', at: now - 400 * day },
  ];
  const plan = { name: 'Professional', allowance: 50_000 };
  const wide: Readonly<Record<string, Partial<GivenAccount>>> = {
    fullenrich: { label: 'Leads' },
    'bloom-3': { label: longLabel, balance: { ...balanceOf(300_000, { lots, topUps }), plan }, perDay: 700 },
    'bloom-2': {
      label: 'Design',
      balance: balanceOf(45_678, { allowance: 50_000, renewsAt: now + 40 * day }),
      perDay: 700,
      paused: false,
    },
  };
  return twelveAccounts(now).map((account) => ({ ...account, ...wide[account.id] }));
}

describe('the look of the view, in a window', () => {
  let vsCode: VsCode;
  before(async () => {
    vsCode = await openTwelve(wideAccounts(Date.now()));
  });
  after(() => vsCode.dispose());

  it('fits into 300 pixels, all details open, and shows what matters most of each row in 200', async () => {
    const { window } = vsCode;
    const view = window.view('Balances');
    await view.expand(longLabel);
    await view.expand('Top-ups');
    await view.expand('Design');
    await view.expand('Leads');
    await window.setSideBarWidth(300);
    const details = async () => (await view.rows()).map(({ label, description }) => `${label}: ${description}`);
    for (const expected of [
      /^Runs out: .*\d{4}$/,
      /^Renews: .* left$/,
      /^Subscription: 12,345 (· expires|expire) /,
      /^Subscription: ~50,\d00 expire /,
      /^Subscription: 20,000 · expires \d{4}$/,
      /^Top-up: 20,000 (· expires|expire) .*\d{4}$/,
      /^Subscription: 10,000 · expired \d{4}$/,
      /^\+30,000: completed · .*\d{4}$/,
    ]) {
      await window.waitFor(`${expected}`, details, (texts) => texts.some((text) => expected.test(text)));
    }
    const cut = async () =>
      (await view.widths()).filter(({ text, needed, given }) => needed > given && !text.includes(longLabel));
    await window.waitForEqual('rows of which nothing is cut', cut, []);
    await vsCode.picture('view-4-300px');
    await window.setSideBarWidth(200);
    // The selected row has its actions beside its words.
    await view.click('Leads');
    await vsCode.picture('view-5-200px');
    for (const [label, words] of Object.entries({ Leads: '20', Olostep: 'blocked', 'Breeze 2': '640' })) {
      const { needed, given } = await view.widthUpTo(label, words);
      ok(needed <= given, `${words} of ${label} needs ${needed} of ${given} pixels`);
    }
    await window.setSideBarWidth(300);
    await view.collapse('Leads');
    await view.collapse(longLabel);
    await view.collapse('Design');
  });

  for (const theme of themes) {
    it(`can be read in the theme ${theme}: rows, a tooltip of eight rows with links, and hidden amounts`, async () => {
      const { window } = vsCode;
      const view = window.view('Balances');
      await window.setTheme(theme);
      await view.click('Breeze 2');
      await vsCode.picture(`view-7-${theme}-rows`);
      const tooltip = await window.statusBar.tooltip(statusItem);
      for (const part of ['Leads', 'blocked', '18 h', 'Top Up', 'Replace Key', '+4 more', 'Dashboard', 'Settings']) {
        ok(tooltip.includes(part), `${part} in ${tooltip}`);
      }
      const cells = () => window.page.locator('.workbench-hover tr').evaluateAll(gapsBetween);
      await window.waitFor(
        'cells apart in nine rows',
        cells,
        (gaps) => gaps.length === 9 && gaps.every((gap) => gap >= 8),
      );
      await vsCode.picture(`view-7-${theme}-tooltip`);
      await window.command('Credits: Toggle Privacy');
      await view.waitForRow('Olostep', 'blocked · •••');
      await window.statusBar.waitForTooltip(statusItem, '••• credits');
      await vsCode.picture(`view-7-${theme}-private`);
      await view.action('Toggle Privacy');
      await view.waitForRow('Olostep', 'blocked · 9,000');
    });
  }
});

describe('the view with forty accounts, in a window', () => {
  let vsCode: VsCode;
  before(async () => {
    vsCode = await openVsCode(viewSettings);
  });
  after(() => vsCode.dispose());

  const services = ['Bloom', 'Breeze', 'FullEnrich', 'Mimir', 'Olostep'] as const;
  const many = (number: number): readonly GivenAccount[] =>
    Array.from({ length: number }, (_, index) => {
      const name = services[index % services.length] ?? 'Mimir';
      const place = Math.floor(index / services.length) + 1;
      const provider = name.toLowerCase();
      const [id, label] = place === 1 ? [provider, name] : [`${provider}-${place}`, `${name} ${place}`];
      return { id, provider, label, balance: balanceOf(100 * (index + 1)), perDay: 2 + index };
    });

  for (const number of [1, 5, 40]) {
    it(`shows ${number} of them`, async () => {
      const { window } = vsCode;
      await giveAccounts(vsCode, many(number));
      await window.openView('Credits');
      await window.view('Balances').waitForRow('Bloom', number === 40 ? '8 accounts' : /left$/);
      await window.statusBar.waitForText(statusItem, /^Bloom 100 · 50 d$/);
      await window.statusBar.tooltip(statusItem);
      await vsCode.picture(`view-8-${number}`);
    });
  }
});

/** The smallest gap between the words of two neighboring cells, for each row of a table, in pixels. */
function gapsBetween(rows: readonly unknown[]): readonly number[] {
  return (rows as readonly { readonly cells: Iterable<unknown> }[]).map((row) => {
    const page = globalThis as unknown as { document: { createRange(): PageRange } };
    const boxes = [...row.cells].flatMap((cell) => {
      const range = page.document.createRange();
      range.selectNodeContents(cell);
      // What only keeps the cells apart is no word.
      const text = range.toString();
      const words = text.trim();
      const { left, right } = range.getBoundingClientRect();
      return right > left && words !== '' ? [{ left, right: right - (text.length - text.trimEnd().length) * 3 }] : [];
    });
    return Math.min(...boxes.slice(1).map(({ left }, index) => left - (boxes[index]?.right ?? 0)), 99);
  });
}

interface PageRange {
  selectNodeContents(node: unknown): void;
  getBoundingClientRect(): { readonly left: number; readonly right: number };
  toString(): string;
}
