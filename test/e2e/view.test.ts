import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { statusItem, type VsCode } from '../support/e2e/openVsCode.ts';
import { openTwelve } from '../support/e2e/twelveAccounts.ts';

const pinnedBloom = 'credits-dev.credits.credits.pinned.bloom';

describe('the view and the status bar with twelve accounts, in a window', () => {
  let vsCode: VsCode;
  before(async () => {
    vsCode = await openTwelve();
  });
  after(() => vsCode.dispose());

  it('say what is left and for how long, the most pressing first, those of one service together', async () => {
    const view = vsCode.window.view('Balances');
    const paused = await view.waitForRow('Bloom 2', /^paused · 4,000 · \d min ago$/);
    await vsCode.window.waitForEqual(
      'the rows',
      async () =>
        (await view.rows()).map(({ level, label, description, icon }) => [level, label, description, icon] as const),
      [
        [1, 'Olostep', 'blocked · 9,000', 'circle-slash'],
        [1, 'Mimir', '5 accounts · 1 needs attention', 'server'],
        [2, 'Mimir 2', '0 · empty', 'error'],
        [2, 'Mimir 4', '42 · rate limited', 'sync-ignored'],
        [2, 'Mimir', '$4.20 · 42 d left', 'credit-card'],
        [2, 'Mimir 3', '1.23M characters', 'credit-card'],
        [2, 'Mimir 5', 'unlimited', 'credit-card'],
        [1, 'Breeze', '2 accounts · 2 need attention', 'server'],
        [2, 'Breeze 2', '640 · invalid key', 'key'],
        [2, 'Breeze', '130 · low · 43 d left', 'warning'],
        [1, 'FullEnrich', '20 · 18 h left', 'warning'],
        [1, 'Bloom', '3 accounts', 'server'],
        [2, 'Bloom', '910 · 45 d left', 'credit-card'],
        [2, 'Bloom for the design team', '12,500', 'credit-card'],
        [2, 'Bloom 2', paused.description, 'debug-pause'],
      ],
    );
    const rows = await view.rows();
    deepStrictEqual(
      rows.filter(({ label }) => label === 'FullEnrich' || label === 'Olostep').map(({ ariaLabel }) => ariaLabel),
      ['Olostep, blocked, 9,000 credits', 'FullEnrich, 20 credits, 18 hours left'],
    );
    await vsCode.picture('view-1-twelve');
  });

  it('marks as many rows as the badge says', async () => {
    const badge = vsCode.window.page.locator('.activitybar .badge-content').filter({ visible: true });
    // VS Code draws it a moment after the rows.
    await vsCode.window.waitFor(
      'the badge',
      () => badge.allInnerTexts(),
      (texts) => texts.join() === '5',
    );
    const rows = await vsCode.window.view('Balances').rows();
    strictEqual(rows.filter(({ icon }) => ['circle-slash', 'error', 'key', 'warning'].includes(icon ?? '')).length, 5);
  });

  it('says in the status bar what matters more than a number, and a click leads to its row', async () => {
    const { window } = vsCode;
    await window.waitForEqual('the status bar item', () => window.statusBar.item(statusItem), {
      text: 'Olostep blocked',
      icons: ['circle-slash'],
      ariaLabel: 'Credits: Olostep, blocked, 9,000 credits. Most pressing of 12 accounts.',
      background: 'error',
    });
    await window.openView('Explorer');
    await window.statusBar.click(statusItem);
    const view = window.view('Balances');
    await window.waitFor(
      'the selected row',
      () => view.selected(),
      (label) => label === 'Olostep',
    );
  });

  it('shows another account when one is hidden, and a pinned one beside it, which a click reveals', async () => {
    const { window } = vsCode;
    const view = window.view('Balances');
    await view.rowMenu('Olostep', 'Hide from Status Bar');
    await window.statusBar.waitForText(statusItem, 'Mimir 2 empty');
    await view.waitForRow('Olostep', 'blocked · 9,000');
    await view.rowMenu('Bloom for the design team', 'Pin to Status Bar');
    const pinned = await window.statusBar.waitForText('credits-dev.credits.credits.pinned.bloom-3', /^Bloom for/);
    deepStrictEqual([pinned.text, pinned.background], ['Bloom for the design team 12,500', undefined]);
    await view.action('Collapse All');
    await vsCode.picture('view-2-pinned');
    await window.statusBar.click('credits-dev.credits.credits.pinned.bloom-3');
    await window.waitFor(
      'the selected row',
      () => view.selected(),
      (label) => label === 'Bloom for the design team',
    );
    await view.rowMenu('Bloom for the design team', 'Unpin from Status Bar');
    await window.waitFor(
      'no pinned item',
      () => window.statusBar.item(pinnedBloom),
      (item) => item === undefined,
    );
    await view.rowMenu('Olostep', 'Show in Status Bar');
    await window.statusBar.waitForText(statusItem, 'Olostep blocked');
  });

  it('takes the keys of a list: F2 renames, Ctrl+C copies, Delete removes after asking', async () => {
    const { window } = vsCode;
    const { keyboard } = window.page;
    const view = window.view('Balances');
    await view.click('FullEnrich');
    await keyboard.press('F2');
    await window.input.waitForTitle('Rename FullEnrich');
    await window.input.type('Leads');
    await window.input.accept();
    await view.waitForRow('Leads', '20 · 18 h left');
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await view.click('Leads');
    await keyboard.press('ControlOrMeta+C');
    await window.waitFor(
      'the copied balance',
      async () => String(await window.page.evaluate('navigator.clipboard.readText()')),
      (text) => text === '20 credits',
    );
    await keyboard.press('Delete');
    strictEqual((await window.dialog.waitFor()).message, 'Remove Leads?');
    await keyboard.press('Escape');
    await view.waitForRow('Leads');
  });

  it('has an action on a row only where it helps', async () => {
    const { window } = vsCode;
    const view = window.view('Balances');
    await view.expand('Breeze');
    for (const [label, actions] of [
      ['Leads', ['Top Up', 'Refresh']],
      ['Breeze 2', ['Replace API Key…', 'Refresh']],
      ['Bloom for the design team', ['Refresh']],
      ['Bloom 2', []],
    ] as const) {
      await window.waitForEqual(`the actions of ${label}`, () => view.rowActions(label), actions);
    }
    await view.rowAction('Leads', 'Top Up');
    // VS Code asks before it opens a page outside.
    const { message, detail } = await window.dialog.waitFor();
    match(message, /external website/);
    strictEqual(detail, 'https://fullenrich.com/pricing');
    await window.dialog.action('Cancel');
  });

  it('pauses an account, which says so with its last amount, and resumes it', async () => {
    const { window } = vsCode;
    const view = window.view('Balances');
    await view.rowMenu('Leads', 'Pause Account');
    await view.waitForRow('Leads', /^paused · 20 · /);
    await vsCode.picture('view-3-paused');
    await view.rowMenu('Leads', 'Resume Account');
    await view.waitForRow('Leads', '20 · 18 h left');
  });

  it('hides every amount until it is toggled back, and says so', async () => {
    const { window } = vsCode;
    const view = window.view('Balances');
    await window.command('Credits: Toggle Privacy');
    await view.waitForRow('Olostep', 'blocked · •••');
    await window.waitFor(
      'the status bar item without an amount',
      () => window.statusBar.item(statusItem),
      (item) => /^Credits: Olostep, blocked, ••• credits\. .* Amounts are hidden\.$/.test(item?.ariaLabel ?? ''),
    );
    const tooltip = await window.statusBar.waitForTooltip(statusItem, '••• credits');
    ok(!/\d{2,} credits|\$/.test(tooltip), tooltip);
    await vsCode.picture('view-4-private');
    await view.action('Toggle Privacy');
    await view.waitForRow('Olostep', 'blocked · 9,000');
  });
});
