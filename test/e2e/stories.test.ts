import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { day, hour, minute } from '../../src/core/time.ts';
import { DashboardTab } from '../support/e2e/dashboardTab.ts';
import {
  addAccount,
  messagesIn,
  openVsCode,
  statusItem,
  storageFolder,
  type VsCode,
} from '../support/e2e/openVsCode.ts';
import type { TreeRow } from '../support/host/treeView.ts';
import { scenarios } from '../support/simulator/index.ts';
import type { Story } from '../support/simulator/story.ts';
import { givePast } from '../support/stories/givePast.ts';
import { bursts, correction, expiringLot, leakedKey, steadyUsage, topUp } from '../support/stories/stories.ts';

/** An account in `alerts.2.json`, as far as it is looked at. */
interface SavedAlerts {
  readonly accountId: string;
  readonly alerts: readonly { readonly snoozedUntil?: number }[];
}

describe('six stories of a month, in a window', () => {
  /** Once a window is there, however long the tests before took. */
  let start: number;
  /** What happens next is further ahead than this takes: it happens when the simulator is told to go there. */
  let soon: number;
  let expiring: Story;
  const stories = new Map<string, Story>();
  const notices: string[] = [];
  let vsCode: VsCode;
  let dashboard: DashboardTab;

  before(async () => {
    vsCode = await openVsCode({ 'credits.statusBar': 'runway', 'credits.groupByService': 'never' });
    const { window, simulator } = vsCode;
    start = Date.now();
    soon = start + 30 * minute;
    const granted = { amount: 500, from: soon, expiresAt: Math.floor(start / 1000) * 1000 + 3 * day, kind: 'Manual' };
    expiring = expiringLot({ now: start, more: [granted] });
    stories
      .set('FullEnrich', steadyUsage({ now: start, left: 90 }))
      .set('Mimir', bursts({ now: start, left: 430 }))
      .set('Breeze', topUp({ now: start, left: 66, nextIn: soon - start, past: 40 * day }))
      .set('Olostep', expiring)
      .set('Bloom', leakedKey({ now: start, leakAt: soon }))
      .set('Mimir 2', correction({ now: start }));
    for (const [label, story] of stories) {
      simulator.play(story);
      await addAccount(window, label.replace(/ 2$/, ''), scenarios[story.account].key, label);
    }
    await givePast(vsCode, stories, { from: start - 30 * day, interval: 15 * minute });
    dashboard = new DashboardTab(window);
    await window.openView('Credits');
  });
  after(() => vsCode.dispose());
  afterEach(async () => {
    notices.push(...(await messagesIn(vsCode.window)));
    await vsCode.window.notifications.clear();
  });

  /** The story of this account goes on from another time of it, and the person refreshes. */
  async function goOn(label: string, at: number): Promise<void> {
    const story = stories.get(label);
    ok(story);
    const { window, simulator } = vsCode;
    simulator.play(story, { at });
    const before = simulator.requests.length;
    await window.command('Credits: Refresh');
    await window.waitFor('every service to answer', async () => {
      const answered = simulator.requests.slice(before).filter(({ status }) => status !== undefined);
      return answered.length >= stories.size && (await window.statusBar.item(statusItem))?.icons[0] !== 'sync';
    });
  }

  /** Waits until the saved alerts of an account are such. */
  async function waitForAlerts(accountId: string, are: (saved: SavedAlerts) => boolean) {
    await vsCode.window.waitFor(`the saved alerts of ${accountId}`, async () => {
      const text = await readFile(join(storageFolder(vsCode), 'alerts.2.json'), 'utf8').catch(() => '{"accounts":[]}');
      const { accounts } = JSON.parse(text) as { accounts: readonly SavedAlerts[] };
      return accounts.some((saved) => saved.accountId === accountId && are(saved));
    });
  }

  it('are shown before any service has answered, the one that runs out first in the status bar', async () => {
    const { window, simulator } = vsCode;
    const asked = simulator.requests.length;
    const item = await window.statusBar.waitForText(statusItem, 'Breeze 66 · 2 d');
    deepStrictEqual(item.icons, ['warning']);
    const view = window.view('Balances');
    // A row has nothing to unfold before its history has been read.
    await window.waitFor(
      'six accounts with a history',
      () => view.rows(),
      (rows) => rows.length === stories.size && rows.every(({ expanded }) => expanded === false),
    );
    for (const [label, rate, end] of [
      ['FullEnrich', /^Uses 24 credits a day \(\d\d–\d\d\)$/, /^4 days left, runs out /],
      ['Mimir', /^Uses 4\d credits a day \(\d\d–\d\d\)$/, /^(9|10) days left, runs out /],
      ['Breeze', /^Uses 30 credits a day \(\d\d–\d\d\)$/, /^2 days left, runs out /],
      [
        'Olostep',
        /^Uses \d\d credits a day \(/,
        /^Renews to 1,000 on .+ \(seen monthly\)\. ~\d+ of \d+ credits will be unused by then$/,
      ],
      ['Bloom', /^Uses 20 credits a day \(\d\d–\d\d\)$/, /^1[56] days left, runs out /],
      ['Mimir 2', /^Uses 24 credits a day \(\d\d–\d\d\)$/, /^2[67] days left, runs out /],
    ] as const) {
      await view.expand(label);
      await window.waitFor(
        `the outlook of ${label}`,
        async () => outlookIn(await view.rows(), label),
        ([usage = '', runsOut = '']) => rate.test(usage) && end.test(runsOut),
      );
      await view.collapse(label);
    }
    await view.expand('Olostep');
    await window.waitFor(
      'the lot of which some will expire',
      () => view.rows(),
      (rows) =>
        rows.some(({ ariaLabel }) =>
          /^Lot Subscription: \d+ of 1,000 credits, ~\d+ will expire unused, expires /.test(ariaLabel),
        ),
    );
    await view.collapse('Olostep');
    strictEqual(simulator.requests.length, asked);
    const tooltip = await window.statusBar.tooltip(statusItem);
    for (const part of ['Time left', 'Last 14 days', '2 d', 'Dashboard']) ok(tooltip.includes(part), part);
    const lines = await window.waitFor(
      'a line for each account, drawn and in words',
      () => window.page.locator('.monaco-hover img').evaluateAll(drawnLines),
      (found) => found.length === stories.size,
    );
    ok(lines.every(({ alt, width }) => width === 84 && /^14 days: from [\d,.]+ credits to [\d,.]+ credits$/.test(alt)));
    await vsCode.picture('story-1-tree');
  });

  it('are on the dashboard: what was topped up, what expired, what was taken back', async () => {
    const { window } = vsCode;
    await dashboard.open('Breeze');
    await dashboard.choose('30 days');
    await dashboard.waitForChart('Breeze', /from [\d.,]+ to 66 credits, .* 3 top-ups\. 2 days left/);
    await dashboard.waitForChart('Olostep', /1 top-up, 1 expired lot\./);
    const real = expiring.happened(start - 30 * day, start);
    await dashboard.openTables('Olostep');
    const rows = await dashboard.waitForRow('Olostep', 'Olostep changes', /Expired/);
    const expired = rows.flatMap((row) => /Expired \| (\d+) credits \| Subscription$/.exec(row)?.[1] ?? []).map(Number);
    strictEqual(expired.length, 1);
    // In a zone where work goes on at midnight UTC, what was used in the last minutes before it is no different from what expired.
    ok(Math.abs((expired[0] ?? 0) - real.expired) <= 2, `${expired}, not ${real.expired}`);
    await dashboard.openRow('Mimir');
    await dashboard.waitForText('Mimir', /Uses 4\d credits a day/);
    await dashboard.scrollTo('Breeze');
    await vsCode.picture('story-2-dashboard');
    // The first reading in a window is what the alerts begin from: nothing in it is news.
    await window.command('Credits: Refresh');
    for (const id of ['fullenrich', 'mimir', 'breeze', 'olostep', 'bloom', 'mimir-2'])
      await waitForAlerts(id, () => true);
    deepStrictEqual(await messagesIn(window), []);
  });

  it('steady usage: an alert says that it runs out within three days, with the page to top up', async () => {
    const { window } = vsCode;
    await goOn('FullEnrich', start + 14 * hour);
    const alert = await window.notifications.waitFor(/^FullEnrich may run out by .+ \(likely .+\): 76 credits left\.$/);
    strictEqual(alert.severity, 'warning');
    deepStrictEqual(alert.buttons, ['Top Up', 'Snooze', 'Mute This Account', 'Turn Off']);
    await window.view('Balances').waitForRow('FullEnrich', '76 · 3 d left');
    // A new reading is on the dashboard without a reload. 14 credits within minutes make the usage rate more than 24.
    await dashboard.waitForText('FullEnrich', /^FullEnrich .*\b76 2[4-9] /);
    await vsCode.picture('story-3-steady');
    await window.notifications.action('Snooze', 'FullEnrich may run out');
    notices.push(alert.text);
    await waitForAlerts('fullenrich', ({ alerts }) => alerts.some(({ snoozedUntil = 0 }) => snoozedUntil > start));
  });

  it('a top-up: is no usage and no alert, and there is more time left', async () => {
    const { window } = vsCode;
    await goOn('Breeze', soon);
    const view = window.view('Balances');
    await view.waitForRow('Breeze', /^36[45](\.\d+)? · 12 d left$/);
    await view.expand('Breeze');
    await view.expand('Top-ups');
    const rows = await window.waitFor(
      'the top-up',
      () => view.rows(),
      (now) =>
        now.filter(({ label, description }) => label === '+300' && /^completed · /.test(description)).length === 5,
    );
    ok(rows.some(({ ariaLabel }) => /^Uses 30 credits a day/.test(ariaLabel)));
    ok(rows.some(({ ariaLabel }) => /^12 days left, runs out /.test(ariaLabel)));
    await view.collapse('Breeze');
    await window.statusBar.waitForText(statusItem, 'FullEnrich 76 · 3 d');
    await dashboard.waitForChart('Breeze', /to 36[45](\.\d+)? credits, .* 4 top-ups\./);
    await vsCode.picture('story-4-top-up');
  });

  it('a lot that expires: one alert says how much of it will', async () => {
    const { window } = vsCode;
    await goOn('Olostep', soon);
    const alert = await window.notifications.waitFor(/^Olostep: ~4\d\d of 500 credits expire on .+\.$/);
    deepStrictEqual([alert.severity, alert.buttons[0]], ['info', 'Show Balances']);
    await window.view('Balances').expand('Olostep');
    await window.waitFor(
      'both lots',
      () => window.view('Balances').rows(),
      (rows) =>
        rows.filter(({ ariaLabel }) => /^Lot (Subscription|Manual): .*will expire unused/.test(ariaLabel)).length === 2,
    );
    await window.view('Balances').collapse('Olostep');
    await dashboard.openRow('Olostep');
    await dashboard.waitForText('Olostep', /Manual 500 of 500 credits, ~4\d\d will expire unused, expires /);
    await dashboard.scrollTo('Olostep');
    await vsCode.picture('story-5-expiry');
  });

  it('a leaked key: an alert says how much was used, and offers to replace the key', async () => {
    const { window } = vsCode;
    await goOn('Bloom', soon + 30 * minute);
    const alert = await window.notifications.waitFor(
      /^Bloom used 1[56]\d credits in the last hour, \d+× normal\. If this wasn't you, replace the key\.$/,
    );
    deepStrictEqual(alert.buttons, ['Replace Key', 'Snooze', 'Mute This Account', 'Turn Off']);
    await window.view('Balances').waitForRow('Bloom', /^1[45]\d/);
    await dashboard.waitForChart('Bloom', /to 1[45]\d credits/);
    await dashboard.scrollTo('Bloom');
    await vsCode.picture('story-6-leak');
  });

  it('a leaked key: says that nothing is left once the check has read it twice', async () => {
    const { window } = vsCode;
    await goOn('Bloom', soon + 2 * hour);
    const alert = await window.notifications.waitFor('Bloom is empty: 0 credits.');
    strictEqual(alert.buttons[0], 'Top Up');
    await window.view('Balances').waitForRow('Bloom', '0 · empty');
    const item = await window.statusBar.waitForText(statusItem, 'Bloom empty');
    match(item.ariaLabel, /Bloom, 0 credits, empty/);
    await dashboard.waitForText('Bloom', /^Bloom empty 0 /);
    await dashboard.waitForChart('Bloom', /to 0 credits/);
    await dashboard.scrollTo('Bloom');
    await vsCode.picture('story-7-empty');
    await window.notifications.action('Turn Off', 'Bloom is empty');
    notices.push(alert.text);
    await window.waitFor(
      'the setting to be written',
      // As text: VS Code writes this file in two steps.
      () => readFile(join(vsCode.dataDir, 'data/User/settings.json'), 'utf8'),
      (text) => /"credits\.alerts\.empty": false/.test(text),
    );
  });

  it('a correction: is neither a top-up nor usage', async () => {
    const { window } = vsCode;
    const view = window.view('Balances');
    await goOn('Mimir 2', start + hour);
    await view.waitForRow('Mimir 2', /^889/);
    await goOn('Mimir 2', start + 3 * hour);
    await view.waitForRow('Mimir 2', /^637/);
    await view.expand('Mimir 2');
    await window.waitFor(
      'the usage rate of before',
      async () => outlookIn(await view.rows(), 'Mimir 2'),
      // The 3 credits of these three hours were used within minutes of this window.
      ([rate = '']) => /^Uses 2[45] credits a day \(\d\d–\d\d\)$/.test(rate),
    );
    await dashboard.choose('24 hours');
    await dashboard.openTables('Mimir 2');
    const rows = await dashboard.waitForRow('Mimir 2', 'Mimir 2 changes', /Adjusted/);
    deepStrictEqual(
      rows.flatMap((row) => / \| (Adjusted|Topped up) \| (.*) credits \| –$/.exec(row)?.slice(1, 3).join(' ') ?? []),
      ['Adjusted -249', 'Adjusted 249'],
    );
    await dashboard.scrollTo('Mimir 2');
    await vsCode.picture('story-8-correction');
  });

  it('have no other alerts: none of a top-up, a correction or the burst of five days ago, and none twice', () => {
    deepStrictEqual(
      notices.map((text) => /^(\w+:? \w+ \w+)/.exec(text.replace(/~?\d+/, 'N'))?.[0] ?? text),
      ['FullEnrich may run', 'Olostep: N of', 'Bloom used N', 'Bloom is empty'],
    );
  });
});

/** A picture in the tooltip: its words, and its width once it is drawn. */
interface Drawn {
  readonly alt: string;
  readonly width: number;
}

function drawnLines(images: readonly { readonly alt?: string; readonly naturalWidth?: number }[]): readonly Drawn[] {
  return images.map(({ alt = '', naturalWidth = 0 }) => ({ alt, width: naturalWidth }));
}

/** What a screen reader says of an account's usage and of when it runs out or is renewed. */
function outlookIn(rows: readonly TreeRow[], label: string): readonly string[] {
  const place = rows.findIndex((row) => row.level === 1 && row.label === label);
  const below = rows.slice(place + 1);
  const next = below.findIndex((row) => row.level === 1);
  const own = next < 0 ? below : below.slice(0, next);
  return [/^Usage$/, /^(Runs out|Renews)$/].map((name) => own.find((row) => name.test(row.label))?.ariaLabel ?? '');
}
