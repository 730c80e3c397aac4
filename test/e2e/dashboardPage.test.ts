import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Balance } from '../../src/core/balance.ts';
import { credits } from '../../src/core/unit.ts';
import { type DashboardPage, dashboardPage } from '../support/dashboard/dashboardPage.ts';
import { type StoryAccount, storyAccounts, storyMessage } from '../support/dashboard/storyAccounts.ts';
import type { ThemeName } from '../support/dashboard/themes.ts';
import { sampleAccount, sampleReading } from '../support/fakes/samples.ts';
import { launchBrowser } from '../support/host/browser.ts';
import { installHost } from '../support/host/installHost.ts';
import { projectFolder } from '../support/tasks/projectFolder.ts';

const now = Date.UTC(2026, 10, 20, 12);
const pictures = join(projectFolder, 'out/screenshots');

/** The picture in the first chart, as a text to compare. */
const painted = "document.querySelector('canvas').toDataURL()";

/** Whether there is anything in it: a chart is painted a frame after its canvas is there. */
const isPainted = `(() => {
  const canvas = document.querySelector('canvas');
  const pixels = canvas?.width && canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  return pixels ? pixels.some((value) => value !== 0) : false;
})()`;

describe('the page of the dashboard', () => {
  let browser: Browser;
  let stories: readonly StoryAccount[];
  let shown: DashboardPage | undefined;

  before(async () => {
    browser = await launchBrowser(await installHost());
    await mkdir(pictures, { recursive: true });
    stories = storyAccounts(now, 40, ['expiringLot', 'topUp', 'correction']);
  });
  after(() => browser.close());
  afterEach(async () => {
    deepStrictEqual(shown?.complaints ?? [], []);
    await shown?.close();
    shown = undefined;
  });

  async function open(options: Partial<Parameters<typeof dashboardPage>[0]> = {}): Promise<DashboardPage> {
    shown = await dashboardPage({ browser, now, ...options });
    return shown;
  }

  async function openStories(options: Partial<Parameters<typeof dashboardPage>[0]> = {}): Promise<DashboardPage> {
    const dashboard = await open(options);
    await dashboard.tell(storyMessage(stories, now));
    await dashboard.waitUntil(isPainted);
    return dashboard;
  }

  it('asks at once for what it was looking at', async () => {
    const kept = { range: 'year', tables: ['mimir'] };
    deepStrictEqual(await (await open({ kept })).asked(), [{ kind: 'look', fresh: true, ...kept }]);
  });

  it('starts with thirty days where what was kept is not understood', async () => {
    for (const kept of [undefined, null, 'year', { range: 'century', tables: 'all' }]) {
      const dashboard = await open({ kept });
      deepStrictEqual(await dashboard.asked(), [{ kind: 'look', fresh: true, range: 'month', tables: [] }]);
      await dashboard.close();
    }
  });

  it('offers to add a key while there is none, and has that done', async () => {
    const dashboard = await open();
    await dashboard.tell({ ...storyMessage(stories, now), condition: 'none', order: [], pools: [] });
    await dashboard.page.getByRole('button', { name: 'Add API Key…' }).click();
    deepStrictEqual((await dashboard.asked()).at(-1), { kind: 'run', command: 'addAccount' });
  });

  it('has a section for each account, with its amount, its usage rate and its lots', async () => {
    const { page } = await openStories();
    const region = page.getByRole('region', { name: /expiringLot/ });
    const text = await region.innerText();
    match(text, /Olostep expiringLot/);
    match(text, /367 credits · just now/);
    match(text, /Uses [\d.]+ credits a day \([\d.]+–[\d.]+\)\./);
    match(text, /367 credits until \d+ \w+, then renewed to [\d.,]+ \(seen monthly\): ~\d+ credits will be left\./);
    match(text, /of 1,000, ~\d+ will expire unused, expires /);
    strictEqual(await page.getByRole('region').count(), 3);
  });

  it('draws only the charts that are in view', async () => {
    const many = Array.from({ length: 12 }, (_, index) => {
      const [first] = stories;
      ok(first);
      const id = `account-${index}`;
      return { ...first, account: { ...first.account, id, label: id }, reading: { ...first.reading, accountId: id } };
    });
    const dashboard = await open();
    await dashboard.tell(storyMessage(many, now));
    await dashboard.page.locator('canvas').first().waitFor();
    const drawn = () => dashboard.page.locator('canvas').count();
    ok((await drawn()) < 6, String(await drawn()));
    await dashboard.page.locator('section').last().scrollIntoViewIfNeeded();
    await dashboard.page.locator('section').last().locator('canvas').waitFor();
  });

  it('reads out by keys alone what the line says', async () => {
    const { page, asked, kept, waitUntil } = await openStories();
    await page.keyboard.press('Tab');
    strictEqual(await page.evaluate('document.activeElement.value'), 'month');
    await page.keyboard.press('ArrowLeft');
    deepStrictEqual((await asked()).at(-1), { kind: 'look', fresh: false, range: 'week', tables: [] });
    deepStrictEqual(await kept(), { range: 'week', tables: [] });
    await page.keyboard.press('Tab');
    const chart = page.locator('.plot:focus');
    match((await chart.getAttribute('aria-label')) ?? '', /^Balance of .*: from .* credits, lowest .*, highest /);
    const said = async (key: string) => {
      const before = await page.locator('[aria-live]').first().textContent();
      await page.keyboard.press(key);
      await waitUntil(`document.querySelector('[aria-live]').textContent !== ${JSON.stringify(before)}`);
      return (await page.locator('[aria-live]').first().textContent()) ?? '';
    };
    match(await said('ArrowLeft'), /^20 Nov, \d+:\d\d: [\d.,]+ credits/);
    match(await said('Home'), /^21 Oct, \d+:\d\d: [\d.,]+ credits$/);
    match(await said('ArrowRight'), /^2\d Oct, \d+:\d\d: [\d.,]+ credits/);
    match(await said('End'), /forecast|empty by then/);
    await page.keyboard.press('Tab');
    strictEqual(await page.evaluate('document.activeElement.tagName'), 'SUMMARY');
  });

  it('shows where the focus is', async () => {
    const { page } = await openStories();
    for (const element of ['.ranges input:focus-visible + span', '.plot:focus-visible', 'summary:focus-visible']) {
      await page.keyboard.press('Tab');
      const style = await page.locator(element).evaluate((found) => {
        const { outlineStyle, outlineWidth } = (globalThis as unknown as StyledWindow).getComputedStyle(found);
        return `${outlineStyle} ${outlineWidth}`;
      });
      strictEqual(style, 'solid 1px', element);
    }
  });

  it('has the same data as tables', async () => {
    const dashboard = await openStories();
    const { page } = dashboard;
    const region = page.getByRole('region', { name: /expiringLot/ });
    await region.getByText('Show as table').click();
    const look = { range: 'month', tables: ['expiringLot'] } as const;
    await dashboard.waitUntil('asked.length === 2');
    deepStrictEqual((await dashboard.asked()).at(-1), { kind: 'look', fresh: false, ...look });
    const message = storyMessage(stories, now, look);
    await dashboard.tell(message);
    await page.getByRole('table', { name: /^Balance of/ }).waitFor();
    const captions = await region.locator('caption').allInnerTexts();
    deepStrictEqual(
      captions.map((caption) => caption.split(' of ')[0]),
      ['Balance', 'Changes', 'Lots'],
    );
    const table = message.pools.find(({ id }) => id === 'expiringLot')?.table;
    strictEqual(await region.locator('table').first().locator('tbody tr').count(), table?.rows.length);
    strictEqual(await region.locator('table').nth(1).locator('tbody tr').count(), table?.changes.length);
    strictEqual(await region.locator('thead th:not([scope=col])').count(), 0);
    strictEqual(await region.locator('tbody tr:not(:has(th[scope=row]))').count(), 0);
  });

  it('shows a new reading in place: focus, scroll and range stay', async () => {
    const dashboard = await openStories();
    const { page } = dashboard;
    const chart = page.locator('section').last().locator('.plot');
    await chart.focus();
    await page.evaluate('scrollTo(0, 200)');
    const before = await page.evaluate(painted);
    const [first] = stories;
    ok(first?.reading.balance);
    const [pool] = first.reading.balance.pools;
    const balance: Balance = { pools: [{ ...pool, amount: 12 }] };
    const message = storyMessage([{ ...first, reading: { ...first.reading, balance } }], now);
    await dashboard.tell({ ...message, order: storyMessage(stories, now).order });
    await page.getByText('12 credits', { exact: true }).waitFor();
    deepStrictEqual(
      await page.evaluate(`[scrollY, document.activeElement === [...document.querySelectorAll('.plot')].at(-1)]`),
      [200, true],
    );
    strictEqual(await page.getByRole('region').count(), 3);
    strictEqual(await page.evaluate(painted), before);
  });

  it('paints with the colors of the theme, at once when it changes', async () => {
    const dashboard = await openStories();
    const sums: unknown[] = [];
    for (const theme of [
      'dark',
      'light',
      'highContrast',
      'highContrastLight',
    ] as const satisfies readonly ThemeName[]) {
      await dashboard.setTheme(theme);
      await dashboard.waitUntil(`!${JSON.stringify(sums)}.includes(${painted})`);
      sums.push(await dashboard.page.evaluate(painted));
      await dashboard.page.screenshot({ path: join(pictures, `60-dashboard-${theme}.png`) });
    }
    strictEqual(new Set(sums).size, 4);
  });

  it('fits a narrow editor, whatever things are called', async () => {
    const dashboard = await openStories({ width: 360 });
    const { page } = dashboard;
    const fits = 'document.documentElement.scrollWidth <= innerWidth';
    await dashboard.waitUntil(fits);
    await page.screenshot({ path: join(pictures, '61-dashboard-narrow.png') });
    const before = await page.evaluate("document.querySelector('canvas').clientWidth");
    await page.setViewportSize({ width: 800, height: 800 });
    await dashboard.waitUntil(`document.querySelector('canvas').clientWidth > ${before}`);
    const long = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(3);
    const balance: Balance = {
      pools: [{ unit: credits, amount: -1e15, lots: [{ kind: long, allocated: 1e15, remaining: 1e14 }] }],
    };
    const account = sampleAccount({ label: long });
    await dashboard.tell(storyMessage([{ account, reading: sampleReading({ balance }), history: [] }], now));
    await page.locator('.lots').waitFor();
    for (const width of [800, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await dashboard.waitUntil(fits);
    }
  });

  it('says what there is not: no history, no reading in the time shown', async () => {
    const dashboard = await open();
    const [first] = stories;
    ok(first);
    const account = sampleAccount({ id: 'new', label: 'New' });
    const reading = sampleReading({ accountId: 'new' });
    const message = storyMessage([{ account, reading, history: [] }, first], now);
    const [old, young] = message.pools.toSorted((a) => (a.id === 'new' ? 1 : -1));
    ok(old?.past && young);
    await dashboard.tell({ ...message, pools: [{ ...old, past: { ...old.past, lines: [] } }, young] });
    const { page } = dashboard;
    match(await page.getByRole('region', { name: 'New' }).innerText(), /No history yet\./);
    match(
      await page.getByRole('region', { name: /expiringLot/ }).innerText(),
      /No updates in this period\. Last updated /,
    );
  });

  it('shows as text whatever a service or a person has named', async () => {
    const evil = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
    const balance: Balance = {
      pools: [{ unit: credits, amount: 5, lots: [{ kind: evil, allocated: 10, remaining: 5 }] }],
    };
    const account = sampleAccount({ label: evil });
    const message = storyMessage([{ account, reading: sampleReading({ balance }), history: [] }], now);
    const { page, tell } = await open();
    await tell(message);
    await page.locator('.lots .kind').waitFor();
    strictEqual(await page.locator('.lots .kind').innerText(), evil);
    strictEqual(await page.locator('h2').textContent(), `${evil} Mimir`);
    strictEqual(await page.locator('img, section script').count(), 0);
    strictEqual(await page.title(), 'Credits Dashboard');
  });

  it('takes no notice of messages that are not its own', async () => {
    const { page } = await openStories();
    for (const message of [null, 7, 'show', {}, { kind: 'hide' }]) {
      await page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
    }
    strictEqual(await page.getByRole('region').count(), 3);
  });
});

/** What the page has of `window`, which the tests are not compiled for. */
interface StyledWindow {
  getComputedStyle(element: unknown): { readonly outlineStyle: string; readonly outlineWidth: string };
}
