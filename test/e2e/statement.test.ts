import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { day, hour } from '../../src/core/time.ts';
import { addAccount, openVsCode, type VsCode } from '../support/e2e/openVsCode.ts';
import { scenarios } from '../support/simulator/index.ts';
import type { Story } from '../support/simulator/story.ts';
import { givePast } from '../support/stories/givePast.ts';
import { steadyUsage, topUp } from '../support/stories/stories.ts';

describe('reports on the history, in a window', () => {
  const now = Date.now();
  const stories = new Map<string, Story>([
    ['FullEnrich', steadyUsage({ now })],
    ['Breeze', topUp({ now, past: 40 * day })],
  ]);
  let vsCode: VsCode;

  before(async () => {
    vsCode = await openVsCode();
    const { window, simulator } = vsCode;
    for (const [label, story] of stories) {
      simulator.play(story);
      await addAccount(window, label, scenarios[story.account].key);
    }
    await givePast(vsCode, stories, { from: now - 35 * day, interval: hour });
    await window.openView('Credits');
    await window.view('Balances').waitForRow('FullEnrich');
  });
  after(() => vsCode.dispose());

  it('says which accounts last until a date, and how much is short', async () => {
    const { window } = vsCode;
    await window.command('Credits: Will It Last Until…?');
    await window.input.waitForTitle('Will It Last Until…?');
    await window.input.type('yesterday');
    await window.input.waitFor('a complaint', ({ invalid }) => invalid === 'error');
    await window.input.type('5 days');
    await window.input.waitForMessage(/^Until the end of /);
    await window.input.accept();
    await window.input.waitForTitle(/^Will it last until the end of /);
    const { picks } = await window.input.waitFor('both accounts', (shown) => shown.picks.length === 2);
    match(picks[0] ?? '', /^Breeze: No, runs out /);
    deepStrictEqual(picks.slice(1), ['FullEnrich: Yes']);
    await vsCode.picture('70-will-it-last');
    await window.input.cancel();
    await window.input.waitForNone();
  });

  it('writes a month as a table that adds up', async () => {
    const { window, dataDir } = vsCode;
    const folder = join(dataDir, 'statements');
    await mkdir(folder);
    await window.command('Credits: Export Statement…');
    await window.input.waitForTitle('Export Statement');
    const { picks } = await window.input.waitFor('the months', (shown) => shown.picks.includes('Whole history'));
    match(picks[0] ?? '', /^\w+ \d{4} \(so far\)$/);
    strictEqual(picks.at(-1), 'Whole history');
    await window.input.pick(picks[1] ?? '');
    await window.input.waitForTitle(/^Export Statement: /);
    await vsCode.picture('71-export');
    await window.input.pick('CSV');
    await window.input.waitFor('a place to write to', ({ value }) => /credits-\d{4}-\d\d\.csv$/.test(value));
    const file = join(folder, 'statement.csv');
    await window.input.type(file);
    // The dialog goes to the folder first, in which there is nothing yet.
    await window.input.waitFor('the folder', ({ picks }) => picks.join() === '..');
    await window.input.accept();
    await window.notifications.waitFor('Saved statement.csv.');
    const text = await readFile(file, 'utf8');
    const [header = '', ...rows] = text
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n');
    const column = (row: string, name: string) => row.split(',')[header.split(',').indexOf(name)] ?? '';
    const balances = rows.filter((row) => column(row, 'row') === 'balance');
    deepStrictEqual(balances.map((row) => column(row, 'account')).toSorted(), ['Breeze', 'FullEnrich']);
    for (const row of balances) {
      const of = (name: string) => Number(column(row, name));
      ok(of('used') > 0, row);
      const closing = of('opening') + of('topped up') - of('used') - of('expired') + of('adjusted');
      ok(Math.abs(closing - of('closing')) < 1e-6, row);
    }
    await window.notifications.clear();
  });

  it('deletes the history of one account, whose forecast starts over', async () => {
    const { window } = vsCode;
    const view = window.view('Balances');
    await view.rowMenu('FullEnrich', 'Delete History…');
    const { message, detail } = await window.dialog.waitFor();
    strictEqual(message, 'Delete the history of FullEnrich?');
    match(detail, /The balance and the key stay\.$/);
    await window.dialog.action('Delete');
    await view.expand('FullEnrich');
    await window.waitFor(
      'the forecast to start over',
      () => view.rows(),
      (rows) => rows.some(({ label, description }) => label === 'Forecast' && /^in \d/.test(description)),
    );
    await view.expand('Breeze');
    await window.waitFor(
      'the usage of the other one',
      () => view.rows(),
      (rows) => rows.some(({ label, description }) => label === 'Usage' && description.startsWith('30/day (')),
    );
    await vsCode.picture('72-deleted');
  });
});
