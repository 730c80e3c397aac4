import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addKey } from '../support/addKey.ts';
import { type Stage, setStage } from '../support/e2e/stage.ts';
import type { TreeRow } from '../support/host/treeView.ts';
import { scenarios } from '../support/simulator/index.ts';
import { statusItem } from '../support/statusItem.ts';
import { bursts } from '../support/stories/bursts.ts';
import { correction } from '../support/stories/correction.ts';
import { DashboardTab } from '../support/stories/dashboardTab.ts';
import { expiringLot } from '../support/stories/expiringLot.ts';
import { givePast, storageOf } from '../support/stories/givePast.ts';
import { leakedKey } from '../support/stories/leakedKey.ts';
import { steadyUse } from '../support/stories/steadyUse.ts';
import type { Story } from '../support/stories/story.ts';
import { topUp } from '../support/stories/topUp.ts';
import { day, hour, minute } from '../support/stories/use.ts';

/** An account in `alerts.2.json`, as far as it is looked at. */
interface SavedAlerts {
  readonly accountId: string;
  readonly alerts: readonly { readonly snoozedUntil?: number }[];
}

describe('six stories of a month, in a window', () => {
  const start = Date.now();
  /** What happens next is a few minutes ahead, so that it happens when the simulator is told to go there. */
  const soon = start + 5 * minute;
  const steady = steadyUse({ now: start, left: 75 });
  const toppedUp = topUp({ now: start, nextIn: soon - start, past: 40 * day });
  const granted = { amount: 500, from: soon, expiresAt: Math.floor(start / 1000) * 1000 + 3 * day, kind: 'Manual' };
  const lapsing = expiringLot({ now: start, more: [granted] });
  const leaked = leakedKey({ now: start, leakAt: soon });
  const mended = correction({ now: start });
  const told = new Map<string, Story>([
    ['FullEnrich', steady],
    ['Mimir', bursts({ now: start })],
    ['Breeze', toppedUp],
    ['Olostep', lapsing],
    ['Bloom', leaked],
    ['Mimir 2', mended],
  ]);
  const notices: string[] = [];
  let stage: Stage;
  let dashboard: DashboardTab;

  before(async () => {
    stage = await setStage({ 'credits.statusBar': 'runway' });
    const { window, simulator } = stage;
    for (const [label, story] of told) {
      simulator.tell(story);
      await addKey(window, label.replace(/ 2$/, ''), scenarios[story.account].key);
      await window.notifications.waitFor(new RegExp(`^${label}: `));
      await window.command('Notifications: Clear All Notifications');
    }
    await givePast(stage, told, { from: start - 30 * day, interval: 15 * minute });
    dashboard = new DashboardTab(window);
    await window.openView('Credits');
  });
  after(() => stage.dispose());
  afterEach(async () => {
    notices.push(...(await stage.window.notifications.all()).map(({ text }) => text));
    await stage.window.command('Notifications: Clear All Notifications');
  });

  /** The story of this account goes on from another time of it, and the person refreshes. */
  async function goOn(label: string, at: number): Promise<void> {
    const story = told.get(label);
    ok(story);
    stage.simulator.tell(story, { at });
    await stage.window.command('Credits: Refresh');
  }

  /** Waits until the saved alerts of an account are such. */
  async function waitForAlerts(accountId: string, are: (saved: SavedAlerts) => boolean) {
    await stage.window.waitFor(`the saved alerts of ${accountId}`, async () => {
      const text = await readFile(join(storageOf(stage), 'alerts.2.json'), 'utf8').catch(() => '{"accounts":[]}');
      const { accounts } = JSON.parse(text) as { accounts: readonly SavedAlerts[] };
      return accounts.some((saved) => saved.accountId === accountId && are(saved));
    });
  }

  it('are on show before any service has answered: pace and runway, the nearest end in the status bar', async () => {
    const { window, simulator } = stage;
    const asked = simulator.requests.length;
    const item = await window.statusBar.waitForText(statusItem, 'Breeze 75 · 2 d');
    deepStrictEqual(item.icons, ['credit-card']);
    const view = window.view('Balances');
    // A row has nothing to unfold before the past is known.
    await window.waitFor(
      'six accounts with a past',
      () => view.rows(),
      (rows) => rows.length === told.size && rows.every(({ expanded }) => expanded === false),
    );
    for (const [label, pace, end] of [
      ['FullEnrich', /^Uses about 24 credits a day, sure \(\d\d to \d\d\)$/, /^Runs out in about 3 d, on /],
      ['Mimir', /^Uses about 5\d credits a day, fairly sure \(\d\d to \d\d\)$/, /^Runs out in about 7 d, on /],
      ['Breeze', /^Uses about 30 credits a day, sure \(\d\d to \d\d\)$/, /^Runs out in about 2 d, on /],
      ['Olostep', /^Uses about \d\d credits a day, fairly sure /, /^Runs out in about \d d, on /],
      ['Bloom', /^Uses about 20 credits a day, sure \(\d\d to \d\d\)$/, /^Runs out in about 15 d, on /],
      ['Mimir 2', /^Uses about 24 credits a day, sure \(\d\d to \d\d\)$/, /^Runs out in about 26 d, on /],
    ] as const) {
      await view.expand(label);
      await window.waitFor(
        `the outlook of ${label}`,
        async () => outlookIn(await view.rows(), label),
        ([one = '', other = '']) => pace.test(one) && end.test(other),
      );
      await view.collapse(label);
    }
    await view.expand('Olostep');
    const left = lapsing.left(Date.now());
    await window.waitFor(
      'the lot that will expiry',
      () => view.rows(),
      (rows) =>
        rows.some(({ ariaLabel }) =>
          new RegExp(`^Lot Subscription: ${left} of 1,000, .*about \\d+ will expiry`).test(ariaLabel),
        ),
    );
    await view.collapse('Olostep');
    strictEqual(simulator.requests.length, asked);
    const tooltip = await window.statusBar.tooltip(statusItem);
    for (const part of ['Lasts', 'Last 14 days', '15 d', 'Open Dashboard']) ok(tooltip.includes(part), part);
    const lines = await window.waitFor(
      'a line for each account, drawn and in words',
      () => window.page.locator('.monaco-hover img').evaluateAll(drawnLines),
      (found) => found.length === told.size,
    );
    ok(lines.every(({ alt, width }) => width === 84 && /^14 days: from [\d,.]+ credits to [\d,.]+ credits$/.test(alt)));
    await stage.picture('story-1-tree');
  });

  it('are on the dashboard: what was toppedUp, what expired, what was taken back', async () => {
    const { window } = stage;
    await dashboard.open('Breeze');
    await dashboard.choose('30 days');
    await dashboard.waitForChart('Breeze', /from [\d.,]+ to 75 credits, .* 3 top-ups\. Runs out in about 2 d/);
    await dashboard.waitForChart('Olostep', /1 top-up, 1 expiry\./);
    const real = lapsing.happened(start - 30 * day, start);
    await dashboard.openTables('Olostep');
    const rows = await dashboard.waitForRow('Olostep', 'Changes of Olostep', /Lapsed/);
    const expired = rows.flatMap((row) => /Lapsed \| (\d+) credits \| Subscription$/.exec(row)?.[1] ?? []).map(Number);
    strictEqual(expired.length, 1);
    // In a zone where work goes on at midnight UTC, what was used in the last minutes before it cannot be told from it.
    ok(Math.abs((expired[0] ?? 0) - real.expired) <= 2, `${expired}, not ${real.expired}`);
    await dashboard.waitForText('Mimir', /Uses about 5\d credits a day, fairly sure/);
    await dashboard.scrollTo('Breeze');
    await stage.picture('story-2-dashboard');
    // The first reading in a window is what the alerts begin from: nothing in it is news.
    await window.command('Credits: Refresh');
    for (const id of ['fullenrich', 'mimir', 'breeze', 'olostep', 'bloom', 'mimir-2'])
      await waitForAlerts(id, () => true);
    deepStrictEqual(
      (await window.notifications.all()).map(({ text }) => text),
      [],
    );
  });

  it('steady use: tells when it will last for less than three days, with the page to top up', async () => {
    const { window } = stage;
    await goOn('FullEnrich', start + 4 * hour);
    const alert = await window.notifications.waitFor(/^FullEnrich runs out in about 3 days \(.+\): 71 credits left\.$/);
    strictEqual(alert.severity, 'warning');
    deepStrictEqual(alert.buttons, ['Open Billing Page', 'Snooze for a Day', "Don't Show Again"]);
    await window.view('Balances').waitForRow('FullEnrich', '71 credits · just now');
    // A new reading is on the dashboard without a reload.
    await dashboard.waitForText('FullEnrich', /^FullEnrich 71 credits\W+just now Uses about 2[45] credits a day, sure/);
    await stage.picture('story-3-steady');
    await window.notifications.action('Snooze for a Day', 'FullEnrich runs out');
    notices.push(alert.text);
    await waitForAlerts('fullenrich', ({ alerts }) => alerts.some(({ snoozedUntil = 0 }) => snoozedUntil > start));
  });

  it('a top-up: is no use and no alarm, and moves the end away', async () => {
    const { window } = stage;
    await goOn('Breeze', soon);
    const view = window.view('Balances');
    await view.waitForRow('Breeze', /^37[45](\.\d+)? credits · just now$/);
    await view.expand('Breeze');
    const rows = await window.waitFor(
      'the purchase',
      () => view.rows(),
      (now) => now.filter(({ label }) => /^300, completed, /.test(label)).length === 5,
    );
    ok(rows.some(({ ariaLabel }) => /^Uses about 30 credits a day, sure/.test(ariaLabel)));
    ok(rows.some(({ ariaLabel }) => /^Runs out in about 12 d, on /.test(ariaLabel)));
    await view.collapse('Breeze');
    await window.statusBar.waitForText(statusItem, 'FullEnrich 71 · 2 d');
    await dashboard.waitForChart('Breeze', /to 37[45](\.\d+)? credits, .* 4 top-ups\./);
    await stage.picture('story-4-top-up');
  });

  it('a lot that expiries: tells once how much of it will', async () => {
    const { window } = stage;
    await goOn('Olostep', soon);
    const alert = await window.notifications.waitFor(/^Olostep: ~4\d\d of 500 credits expire on .+\.$/);
    deepStrictEqual([alert.severity, alert.buttons[0]], ['info', 'Show Balances']);
    await window.view('Balances').expand('Olostep');
    await window.waitFor(
      'both lots',
      () => window.view('Balances').rows(),
      (rows) =>
        rows.filter(({ ariaLabel }) => /^Lot (Subscription|Manual): .*will expiry/.test(ariaLabel)).length === 2,
    );
    await window.view('Balances').collapse('Olostep');
    await dashboard.waitForText('Olostep', /Manual 500 of 500, about 4\d\d will expiry, expires /);
    await dashboard.scrollTo('Olostep');
    await stage.picture('story-5-lapse');
  });

  it('a leaked key: tells the burst, and offers to replace the key', async () => {
    const { window } = stage;
    await goOn('Bloom', soon + 30 * minute);
    const alert = await window.notifications.waitFor(
      /^Bloom used 15\d credits in the last hour, \d+× the usual\. If this wasn't you, replace the key\.$/,
    );
    deepStrictEqual(alert.buttons, ['Replace Key', 'Snooze for a Day', "Don't Show Again"]);
    await window.view('Balances').waitForRow('Bloom', /^15\d credits · just now$/);
    await dashboard.waitForChart('Bloom', /to 15\d credits/);
    await dashboard.scrollTo('Bloom');
    await stage.picture('story-6-leak');
  });

  it('a leaked key: says that nothing is left once the check has read it twice', async () => {
    const { window } = stage;
    await goOn('Bloom', soon + 2 * hour);
    const alert = await window.notifications.waitFor('Bloom is empty: 0 credits.');
    strictEqual(alert.buttons[0], 'Open Billing Page');
    await window.view('Balances').waitForRow('Bloom', /^0 credits · empty · /);
    const item = await window.statusBar.waitForText(statusItem, /^Bloom 0/);
    match(item.ariaLabel, /Bloom, 0 credits, empty/);
    await dashboard.waitForText('Bloom', /^Bloom 0 credits\W+empty/);
    await dashboard.waitForChart('Bloom', /to 0 credits/);
    await dashboard.scrollTo('Bloom');
    await stage.picture('story-7-empty');
    await window.notifications.action("Don't Show Again", 'Bloom is empty');
    notices.push(alert.text);
    await window.waitFor(
      'the setting to be written',
      // As text: VS Code writes this file in two steps.
      () => readFile(join(stage.dataDir, 'data/User/settings.json'), 'utf8'),
      (text) => /"credits\.alerts": \{\s*"empty": false\s*\}/.test(text),
    );
  });

  it('a correction: is neither a purchase nor use, and changes no pace', async () => {
    const { window } = stage;
    const view = window.view('Balances');
    await goOn('Mimir 2', start + hour);
    await view.waitForRow('Mimir 2', '889 credits · just now');
    await goOn('Mimir 2', start + 3 * hour);
    await view.waitForRow('Mimir 2', '637 credits · just now');
    await view.expand('Mimir 2');
    await window.waitFor(
      'the pace of before',
      async () => outlookIn(await view.rows(), 'Mimir 2'),
      ([pace = '']) => /^Uses about 24 credits a day, sure \(\d\d to \d\d\)$/.test(pace),
    );
    await dashboard.choose('24 hours');
    await dashboard.openTables('Mimir 2');
    const rows = await dashboard.waitForRow('Mimir 2', 'Changes of Mimir 2', /Corrected/);
    deepStrictEqual(
      rows.flatMap((row) => / \| (Corrected|Topped up) \| (.*) credits \| –$/.exec(row)?.slice(1, 3).join(' ') ?? []),
      ['Corrected -249', 'Corrected 249'],
    );
    await dashboard.scrollTo('Mimir 2');
    await stage.picture('story-8-correction');
  });

  it('tell nothing beside that: no purchase, no correction, no burst of five days ago, and nothing twice', () => {
    deepStrictEqual(
      notices.map((text) => /^(\w+:? \w+ \w+)/.exec(text.replace(/\d+/, 'N'))?.[0] ?? text),
      ['FullEnrich runs out', 'Olostep: N of', 'Bloom used N', 'Bloom is empty'],
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

/** What a screen reader says of an account's pace and of its end: the first two rows below its own. */
function outlookIn(rows: readonly TreeRow[], label: string): readonly string[] {
  const place = rows.findIndex((row) => row.level === 1 && row.label === label);
  return rows.slice(place + 1, place + 3).map(({ ariaLabel }) => ariaLabel);
}
