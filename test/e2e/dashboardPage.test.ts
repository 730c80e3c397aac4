import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { Balance } from '../../src/core/balance.ts';
import { firstLook } from '../../src/core/dashboard/look.ts';
import { count, credits, currency } from '../../src/core/unit.ts';
import { type DashboardPage, dashboardPage } from '../support/dashboard/dashboardPage.ts';
import { type StoryAccount, storyAccounts, storyMessage } from '../support/dashboard/storyAccounts.ts';
import { sampleAccount, sampleReading, seriesFrom } from '../support/fakes/samples.ts';
import { launchBrowser } from '../support/host/browser.ts';
import { installHost } from '../support/host/installHost.ts';

const now = Date.UTC(2026, 10, 20, 12);
const hour = 3_600_000;

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

  /** So many accounts with a month of history. */
  function many(length: number): readonly StoryAccount[] {
    return Array.from({ length }, (_, index) => {
      const [first] = stories;
      ok(first);
      const id = `account-${index}`;
      return { ...first, account: { ...first.account, id, label: id }, reading: { ...first.reading, accountId: id } };
    });
  }

  async function openStories(options: Partial<Parameters<typeof dashboardPage>[0]> = {}): Promise<DashboardPage> {
    const dashboard = await open(options);
    await dashboard.tell(storyMessage(stories, now));
    await dashboard.waitUntil(isPainted);
    return dashboard;
  }

  it('asks at once for what it was looking at', async () => {
    const kept = { range: 'year', opened: ['bloom'], closed: ['mimir'], tables: ['mimir'] };
    deepStrictEqual(await (await open({ kept })).asked(), [{ kind: 'look', fresh: true, ...kept }]);
  });

  it('starts with thirty days where what was kept is not understood', async () => {
    for (const kept of [undefined, null, 'year', { ...firstLook, range: 'century' }]) {
      const dashboard = await open({ kept });
      deepStrictEqual(await dashboard.asked(), [{ kind: 'look', fresh: true, ...firstLook }]);
      await dashboard.close();
    }
  });

  it('shows the accounts whose rows it knows, and the others when theirs come', async () => {
    const whole = storyMessage(many(20), now);
    const dashboard = await open({ answer: { ...whole, pools: whole.pools.slice(0, 4) } });
    await dashboard.page.locator('.overview').waitFor();
    const names = () => dashboard.page.locator('.overview tbody button.name').allInnerTexts();
    deepStrictEqual(
      await names(),
      whole.accounts.slice(0, 4).map(({ label }) => label),
    );
    await dashboard.tell({ ...whole, pools: whole.pools.slice(4) });
    await dashboard.waitUntil("document.querySelectorAll('.overview tbody').length === 20");
    deepStrictEqual(
      await names(),
      whole.accounts.map(({ label }) => label),
    );
  });

  it('offers to add a key while there is none, and has that done', async () => {
    const dashboard = await open();
    await dashboard.tell(storyMessage([], now));
    await dashboard.page.getByRole('button', { name: 'Add API Key…' }).click();
    deepStrictEqual((await dashboard.asked()).at(-1), { kind: 'run', command: 'addAccount' });
  });

  it('begins with a table of all accounts, in words for a screen reader', async () => {
    const { page, tell, waitUntil } = await open();
    const broken = { kind: 'unauthorized' } as const;
    const blocked: Balance = { pools: [{ unit: credits, amount: 9000 }], usageAllowed: false };
    const others: readonly StoryAccount[] = [
      { account: sampleAccount(), reading: sampleReading({ failure: broken, failures: 1 }), history: [] },
      {
        account: sampleAccount({ id: 'bloom', provider: 'bloom', label: 'Team' }),
        reading: sampleReading({ accountId: 'bloom', balance: blocked }),
        history: [],
      },
    ];
    await tell(storyMessage([...stories, ...others], now));
    await waitUntil("document.querySelectorAll('tbody').length === 5");
    strictEqual(await page.locator('h1').ariaSnapshot(), '- heading "4 need attention" [level=1]');
    strictEqual(await page.locator('.overview').ariaSnapshot(), overviewInWords);
  });

  it('opens below a row its forecast, chart and lots', async () => {
    const { page } = await openStories();
    const text = await page.getByRole('region', { name: /expiringLot/ }).innerText();
    match(text, /Uses [\d.]+ credits a day \([\d.]+–[\d.]+\)\./);
    match(text, /Renews to [\d.,]+ on \d+ \w+ \(seen monthly\)\. ~\d+ of 367 credits will be unused by then\./);
    match(text, /of 1,000 credits, ~\d+ will expire unused, expires /);
    strictEqual(await page.getByRole('region').count(), 3);
  });

  it('shows forty accounts at once: rows without charts, and what is opened is drawn when it is in view', async () => {
    const dashboard = await open();
    const { page } = dashboard;
    await dashboard.tell(storyMessage(many(40), now));
    await dashboard.waitUntil("document.querySelectorAll('.overview tbody').length === 40");
    strictEqual(await page.locator('canvas').count(), 0);
    const ids = ['account-1', 'account-38'];
    const message = storyMessage(many(40), now, { opened: ids });
    for (const id of ids) await page.getByRole('button', { name: id, exact: true }).click();
    deepStrictEqual((await dashboard.asked()).at(-1), { kind: 'look', fresh: false, ...firstLook, opened: ids });
    await dashboard.tell({ ...message, pools: message.pools.filter(({ id }) => ids.includes(id)) });
    await page.evaluate('scrollTo(0, 0)');
    await page.getByRole('region', { name: 'account-1', exact: true }).locator('canvas').waitFor();
    await page.getByRole('region', { name: 'account-38' }).scrollIntoViewIfNeeded();
    await page.getByRole('region', { name: 'account-38' }).locator('canvas').waitFor();
  });

  it('stands by urgency, and by a column when its head is pressed', async () => {
    const { page, kept } = await openStories();
    const names = () => page.locator('button.name').allInnerTexts();
    const byUrgency = await names();
    const head = page.getByRole('columnheader', { name: 'Left' });
    const sortings: unknown[] = [];
    for (const _ of [1, 2, 3]) {
      await head.getByRole('button').press('Enter');
      sortings.push([await head.getAttribute('aria-sort'), await page.locator('td.left').allInnerTexts()]);
    }
    const amounts = (await page.locator('td.left').allInnerTexts()).toSorted((a, b) => Number(a) - Number(b));
    deepStrictEqual(sortings.slice(0, 2), [
      ['ascending', amounts],
      ['descending', amounts.toReversed()],
    ]);
    deepStrictEqual(await names(), byUrgency);
    strictEqual(await head.getAttribute('aria-sort'), 'none');
    await page.getByRole('columnheader', { name: 'Account' }).getByRole('button').click();
    deepStrictEqual(await kept(), { ...firstLook, sorting: { column: 'account', descending: false } });
    deepStrictEqual(await names(), byUrgency.toSorted());
  });

  it('has the actions of the page and of each account', async () => {
    const { page, asked } = await openStories();
    for (const [name, request] of [
      ['Refresh', { command: 'refresh' }],
      ['Export', { command: 'export' }],
      ['Settings', { command: 'settings' }],
      ['Top Up: Breeze topUp', { command: 'topUp', accountId: 'topUp' }],
      ['Refresh: Breeze topUp', { command: 'refreshAccount', accountId: 'topUp' }],
      ['Set Low-Balance Alert…: Breeze topUp', { command: 'setAlert', accountId: 'topUp' }],
    ] as const) {
      await page.getByRole('button', { name, exact: true }).click();
      deepStrictEqual((await asked()).at(-1), { kind: 'run', ...request });
    }
  });

  it('has one stop of the Tab key for an account, and arrow keys within it', async () => {
    const { page } = await openStories();
    const focused = () =>
      page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.innerText");
    const stops: unknown[] = [];
    for (let press = 0; press < 12; press += 1) {
      await page.keyboard.press('Tab');
      stops.push(await focused());
    }
    deepStrictEqual(stops.slice(0, 11), [
      '30 days',
      'Refresh',
      'Export',
      'Settings',
      'Account',
      'Left',
      'Usage/day',
      'Runs out',
      'Breeze topUp',
      'Olostep expiringLot',
      'Mimir correction',
    ]);
    await page.getByRole('button', { name: 'Breeze topUp', exact: true }).focus();
    const within: unknown[] = [];
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) {
      await page.keyboard.press(key);
      within.push(String(await focused()).slice(0, 24));
    }
    deepStrictEqual(within, [
      'Top Up: Breeze topUp',
      'Refresh: Breeze topUp',
      'Set Low-Balance Alert…: ',
      'Balance of Breeze topUp,',
      'Show as table: Breeze to',
      'Show as table: Breeze to',
      'Balance of Breeze topUp,',
    ]);
    await page.keyboard.press('Tab');
    strictEqual(await focused(), 'Olostep expiringLot');
    await page.keyboard.press('Shift+Tab');
    match(String(await focused()), /^Balance of Breeze topUp/);
  });

  it('groups the pools of an account under it, a row each', async () => {
    const dashboard = await open();
    const pools: Balance['pools'] = [
      { id: 'searches', name: 'Searches', unit: count('searches', 'search'), amount: 40 },
      { id: 'usd', unit: currency('USD'), amount: 4.2 },
    ];
    const account = sampleAccount({ id: 'hunter', label: 'Hunter' });
    await dashboard.tell(
      storyMessage(
        [{ account, reading: sampleReading({ accountId: 'hunter', balance: { pools } }), history: [] }],
        now,
      ),
    );
    const rows = dashboard.page.locator('.overview tbody tr:not(.below)');
    await rows.first().waitFor();
    deepStrictEqual(await rows.locator('.name').allInnerTexts(), ['Hunter', 'Searches', 'USD']);
    deepStrictEqual(await rows.locator('td.left').allInnerTexts(), ['40 searches', 'US$4.20']);
    strictEqual(await dashboard.page.getByRole('button', { name: 'Refresh: Hunter' }).count(), 1);
    await dashboard.page.getByRole('button', { name: 'USD' }).click();
    deepStrictEqual((await dashboard.asked()).at(-1), {
      kind: 'look',
      fresh: false,
      ...firstLook,
      closed: ['hunter/usd'],
    });
  });

  it('becomes narrower with the window, with its charts and actions', async () => {
    const dashboard = await openStories();
    const { page } = dashboard;
    await page.setViewportSize({ width: 1280, height: 900 });
    await dashboard.waitUntil('document.querySelector("canvas").clientWidth > 900');
    for (const width of [1000, 800]) {
      await page.setViewportSize({ width, height: 900 });
      await dashboard.waitUntil(`document.documentElement.scrollWidth <= ${width}`);
      await dashboard.waitUntil(`document.querySelector("canvas").getBoundingClientRect().right <= ${width}`);
    }
  });

  it('says in one line what a forecast still needs', async () => {
    const dashboard = await open();
    const history = [
      seriesFrom(
        [
          { at: now - 5 * hour, amount: 50 },
          { at: now, amount: 42 },
        ],
        sampleAccount().keySetAt,
      ),
    ];
    await dashboard.tell(storyMessage([{ account: sampleAccount(), reading: sampleReading(), history }], now));
    await dashboard.page
      .getByRole('cell', { name: 'Forecast available after 19 more hours and 2 more charges', exact: true })
      .waitFor();
    strictEqual(await dashboard.page.locator('tr.row').locator('td').count(), 4);
    const words = dashboard.page.locator('td.learning [title^="Forecast available after 19 more hours"]');
    strictEqual(await words.innerText(), 'Forecast in 19 h and 2 charges');
    for (const width of [1000, 521, 320]) {
      await dashboard.page.setViewportSize({ width, height: 800 });
      const lines = await words.evaluate(
        (found: { getClientRects(): { length: number } }) => found.getClientRects().length,
      );
      strictEqual(lines, 1, `${width} pixels`);
    }
    strictEqual(await dashboard.page.locator('.plot').count(), 0);
  });

  it('says that it is loading until it knows', async () => {
    const dashboard = await open();
    strictEqual(await dashboard.page.locator('#dashboard').innerText(), 'Loading…');
    await dashboard.tell({ ...storyMessage([], now), condition: 'loading' });
    await dashboard.page.locator('#dashboard:not([inert])').waitFor();
    strictEqual(await dashboard.page.locator('#dashboard').innerText(), 'Loading…');
    await dashboard.tell(storyMessage(stories, now));
    await dashboard.page.getByText('Mimir correction').waitFor();
  });

  it('says that it cannot be loaded, instead of what it began with', async () => {
    const { page } = await open({
      first: storyMessage(stories, now),
      modules: { '/dashboard.js': 'throw new Error();' },
    });
    strictEqual(await page.locator('#dashboard').innerText(), "Can't load the dashboard. Close it and open it again.");
  });

  it('keeps the place of a chart until the module that draws it is loaded', async () => {
    const dashboard = await open({
      answer: storyMessage(stories, now),
      modules: { '/dashboardChart.js': 'await new Promise(() => {});' },
    });
    const plots = dashboard.page.locator('.plot');
    await plots.first().waitFor();
    deepStrictEqual([await plots.count(), await dashboard.page.locator('canvas').count()], [3, 0]);
    strictEqual((await plots.first().boundingBox())?.height, 190);
  });

  it('says below a row that its chart cannot be drawn, and still has all else', async () => {
    const dashboard = await open({
      answer: storyMessage(stories, now),
      modules: { '/dashboardChart.js': 'throw new Error();' },
    });
    const region = dashboard.page.getByRole('region', { name: /correction/ });
    await region.getByText("Can't load the chart. Close the dashboard and open it again.").waitFor();
    strictEqual(await dashboard.page.locator('.plot').count(), 0);
    await region.getByText('Show as table').click();
    await dashboard.waitUntil('asked.length === 2');
    deepStrictEqual((await dashboard.asked()).at(-1), {
      kind: 'look',
      fresh: false,
      ...firstLook,
      tables: ['correction'],
    });
  });

  it('hides amounts while it is private, everywhere', async () => {
    const dashboard = await open();
    const { page } = dashboard;
    await dashboard.tell(
      storyMessage(stories, now, { tables: stories.map(({ account }) => account.id) }, { private: true }),
    );
    await dashboard.waitUntil(isPainted);
    const text = `${await page.locator('#dashboard').innerText()} ${await page.locator('#dashboard').ariaSnapshot()}`;
    match(text, /•••/);
    const { reading } = stories[0] ?? {};
    const amounts = reading?.balance?.pools.map(({ amount }) => String(amount)) ?? [];
    for (const amount of amounts) ok(!text.includes(amount), amount);
    deepStrictEqual(await page.locator('td.left').allInnerTexts(), ['•••', '•••', '•••']);
    match(
      (await page.locator('.plot').first().getAttribute('aria-label')) ?? '',
      /from ••• to ••• credits, lowest •••/,
    );
  });

  it('reads out by keys alone what the line says', async () => {
    const { page, asked, kept, waitUntil } = await openStories();
    await page.keyboard.press('Tab');
    strictEqual(await page.evaluate('document.activeElement.value'), 'month');
    await page.keyboard.press('ArrowLeft');
    deepStrictEqual((await asked()).at(-1), { kind: 'look', fresh: false, ...firstLook, range: 'week' });
    deepStrictEqual(await kept(), { ...firstLook, range: 'week' });
    await page.locator('.plot').first().focus();
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
    await page.keyboard.press('ArrowDown');
    strictEqual(await page.evaluate('document.activeElement.tagName'), 'SUMMARY');
  });

  it('has the same data as tables', async () => {
    const dashboard = await openStories();
    const { page } = dashboard;
    const region = page.getByRole('region', { name: /expiringLot/ });
    await region.getByText('Show as table').click();
    const look = { ...firstLook, tables: ['expiringLot'] };
    await dashboard.waitUntil('asked.length === 2');
    deepStrictEqual((await dashboard.asked()).at(-1), { kind: 'look', fresh: false, ...look });
    const message = storyMessage(stories, now, look);
    await dashboard.tell(message);
    await page.getByRole('table', { name: /^Balance of/ }).waitFor();
    const captions = await region.locator('caption').allInnerTexts();
    deepStrictEqual(
      captions.map((caption) => /^Balance|changes|lots/.exec(caption)?.[0]),
      ['Balance', 'changes', 'lots'],
    );
    const table = message.pools.find(({ id }) => id === 'expiringLot')?.details?.table;
    strictEqual(await region.locator('table').first().locator('tbody tr').count(), table?.rows.length);
    strictEqual(await region.locator('table').nth(1).locator('tbody tr').count(), table?.changes.length);
    strictEqual(await region.locator('thead th:not([scope=col])').count(), 0);
    strictEqual(await region.locator('tbody tr:not(:has(th[scope=row]))').count(), 0);
  });

  it('shows a new reading in place: focus, scroll and range stay', async () => {
    const dashboard = await openStories();
    const { page } = dashboard;
    const chart = page.getByRole('region', { name: /correction/ }).locator('.plot');
    await chart.focus();
    await page.evaluate('globalThis.focused = document.activeElement');
    await page.evaluate('scrollTo(0, 200)');
    const last = stories.at(-1);
    ok(last?.reading.balance);
    const [pool] = last.reading.balance.pools;
    const balance: Balance = { pools: [{ ...pool, amount: 639 }] };
    const message = storyMessage([...stories.slice(0, -1), { ...last, reading: { ...last.reading, balance } }], now);
    await dashboard.tell({ ...message, pools: message.pools.filter(({ id }) => id === last.account.id) });
    await page.getByRole('cell', { name: '639', exact: true }).waitFor();
    deepStrictEqual(await page.evaluate('[scrollY, document.activeElement === focused]'), [200, true]);
    strictEqual(await page.getByRole('region').count(), 3);
  });

  it('says what there is not: no history, no reading in the time shown', async () => {
    const dashboard = await open();
    const [first] = stories;
    ok(first);
    const account = sampleAccount({ id: 'new', label: 'New' });
    const reading = sampleReading({ accountId: 'new' });
    const message = storyMessage([{ account, reading, history: [] }, first], now);
    const [old, young] = message.pools.toSorted((a) => (a.id === 'new' ? 1 : -1));
    ok(old?.details?.past && young);
    const details = { ...old.details, past: { ...old.details.past, lines: [] } };
    await dashboard.tell({ ...message, pools: [{ ...old, details }, young] });
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
    strictEqual(await page.locator('button.name').textContent(), evil);
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

const overviewInWords = `
- table "Accounts":
  - caption: Accounts
  - rowgroup:
    - row "Account Left Trend Usage/day Runs out Actions":
      - columnheader "Account":
        - button "Account"
      - columnheader "Left":
        - button "Left"
      - columnheader "Trend"
      - columnheader "Usage/day":
        - button "Usage/day"
      - columnheader "Runs out":
        - button "Runs out"
      - columnheader "Actions"
  - rowgroup:
    - 'row "Team blocked Bloom 9,000 Forecast available after 24 more hours and 3 more charges Top Up: Team Refresh: Team Set Low-Balance Alert…: Team"':
      - rowheader "Team blocked Bloom":
        - button "Team"
        - text: blocked Bloom
      - cell "9,000"
      - cell
      - cell "Forecast available after 24 more hours and 3 more charges"
      - 'cell "Top Up: Team Refresh: Team Set Low-Balance Alert…: Team"':
        - 'button "Top Up: Team"': Top Up
        - 'button "Refresh: Team"'
        - 'button "Set Low-Balance Alert…: Team"'
  - rowgroup:
    - 'row "Mimir invalid key just now 42 Forecast available after 24 more hours and 3 more charges Replace Key: Mimir Refresh: Mimir Set Low-Balance Alert…: Mimir"':
      - rowheader "Mimir invalid key just now":
        - button "Mimir"
        - text: invalid key just now
      - cell "42"
      - cell
      - cell "Forecast available after 24 more hours and 3 more charges"
      - 'cell "Replace Key: Mimir Refresh: Mimir Set Low-Balance Alert…: Mimir"':
        - 'button "Replace Key: Mimir"': Replace Key
        - 'button "Refresh: Mimir"'
        - 'button "Set Low-Balance Alert…: Mimir"'
  - rowgroup:
    - 'row "Breeze topUp 3 d left 75 30 days: from 75 to 75 credits 30 Monday morning Top Up: Breeze topUp Refresh: Breeze topUp Set Low-Balance Alert…: Breeze topUp"':
      - rowheader "Breeze topUp 3 d left":
        - button "Breeze topUp"
        - text: 3 d left
      - cell "75"
      - 'cell "30 days: from 75 to 75 credits"':
        - 'img "30 days: from 75 to 75 credits"'
      - cell "30"
      - cell "Monday morning"
      - 'cell "Top Up: Breeze topUp Refresh: Breeze topUp Set Low-Balance Alert…: Breeze topUp"':
        - 'button "Top Up: Breeze topUp"': Top Up
        - 'button "Refresh: Breeze topUp"'
        - 'button "Set Low-Balance Alert…: Breeze topUp"'
  - rowgroup:
    - 'row "Olostep expiringLot expires 25 Nov 367 30 days: from 734 to 367 credits 23 renews 25 Nov ~282 expire 25 Nov Top Up: Olostep expiringLot Refresh: Olostep expiringLot Set Low-Balance Alert…: Olostep expiringLot"':
      - rowheader "Olostep expiringLot expires 25 Nov":
        - button "Olostep expiringLot"
        - text: expires 25 Nov
      - cell "367"
      - 'cell "30 days: from 734 to 367 credits"':
        - 'img "30 days: from 734 to 367 credits"'
      - cell "23"
      - cell "renews 25 Nov ~282 expire 25 Nov"
      - 'cell "Top Up: Olostep expiringLot Refresh: Olostep expiringLot Set Low-Balance Alert…: Olostep expiringLot"':
        - 'button "Top Up: Olostep expiringLot"'
        - 'button "Refresh: Olostep expiringLot"'
        - 'button "Set Low-Balance Alert…: Olostep expiringLot"'
  - rowgroup:
    - 'row "Mimir correction 640 30 days: from 1,360 to 640 credits 24 17 Dec 27 d left Refresh: Mimir correction Set Low-Balance Alert…: Mimir correction"':
      - rowheader "Mimir correction":
        - button "Mimir correction"
      - cell "640"
      - 'cell "30 days: from 1,360 to 640 credits"':
        - 'img "30 days: from 1,360 to 640 credits"'
      - cell "24"
      - cell "17 Dec 27 d left"
      - 'cell "Refresh: Mimir correction Set Low-Balance Alert…: Mimir correction"':
        - 'button "Refresh: Mimir correction"'
        - 'button "Set Low-Balance Alert…: Mimir correction"'
`.trim();
