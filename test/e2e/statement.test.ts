import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addKey } from '../support/addKey.ts';
import { type Stage, setStage } from '../support/e2e/stage.ts';
import { scenarios } from '../support/simulator/index.ts';
import { givePast } from '../support/stories/givePast.ts';
import { steadyUse } from '../support/stories/steadyUse.ts';
import type { Story } from '../support/stories/story.ts';
import { topUp } from '../support/stories/topUp.ts';
import { day, hour } from '../support/stories/use.ts';

describe('what can be asked of the past, in a window', () => {
  const now = Date.now();
  const told = new Map<string, Story>([
    ['FullEnrich', steadyUse({ now })],
    ['Breeze', topUp({ now, past: 40 * day })],
  ]);
  let stage: Stage;

  before(async () => {
    stage = await setStage();
    const { window, simulator } = stage;
    for (const [label, story] of told) {
      simulator.tell(story);
      await addKey(window, label, scenarios[story.account].key);
      await window.notifications.waitFor(new RegExp(`^${label}: `));
      await window.command('Notifications: Clear All Notifications');
    }
    await givePast(stage, told, { from: now - 35 * day, interval: hour });
    await window.openView('Credits');
    await window.view('Balances').waitForRow('FullEnrich');
  });
  after(() => stage.dispose());

  it('says which accounts last until a date, and how much is short', async () => {
    const { window } = stage;
    await window.command('Credits: Will It Last Until…?');
    await window.input.waitForTitle('Will It Last Until…?');
    await window.input.type('yesterday');
    await window.input.waitFor('a complaint', ({ invalid }) => invalid === 'error');
    await window.input.type('5 days');
    await window.input.waitForMessage(/^Until the end of /);
    await window.input.accept();
    const { picks } = await window.input.waitForTitle(/^Will it last until the end of /);
    deepStrictEqual(picks, ['Breeze: no', 'FullEnrich: yes']);
    await stage.picture('70-will-it-last');
    await window.input.cancel();
    await window.input.waitForNone();
  });

  it('writes a month as a table that adds up', async () => {
    const { window, dataDir } = stage;
    const folder = join(dataDir, 'statements');
    await mkdir(folder);
    await window.command('Credits: Export Statement…');
    const { picks } = await window.input.waitForTitle('Export Statement');
    match(picks[0] ?? '', /^\w+ \d{4} \(so far\)$/);
    strictEqual(picks.at(-1), 'Whole history');
    await window.input.pick(picks[1] ?? '');
    await window.input.waitForTitle(/^Export Statement: /);
    await stage.picture('71-export');
    await window.input.pick('CSV');
    await window.input.waitFor('a place to write to', ({ value }) => /credits-\d{4}-\d\d\.csv$/.test(value));
    const file = join(folder, 'statement.csv');
    await window.input.type(file);
    // The dialog goes to the folder first, in which there is nothing yet.
    await window.input.waitFor('the folder', ({ picks }) => picks.join() === '..');
    await window.input.accept();
    await window.notifications.waitFor('statement.csv is written.');
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
    await window.command('Notifications: Clear All Notifications');
  });

  it('forgets an account when it is told to, and learns anew', async () => {
    const { window } = stage;
    const view = window.view('Balances');
    await view.rowMenu('FullEnrich', 'Delete History…');
    const { message, detail } = await window.dialog.waitFor();
    strictEqual(message, 'Delete the history of FullEnrich?');
    match(detail, /The balance and the key stay\.$/);
    await window.dialog.action('Delete');
    await view.expand('FullEnrich');
    await window.waitFor(
      'the pace to be learnt anew',
      () => view.rows(),
      (rows) => rows.some(({ label }) => /^Learning the pace/.test(label)),
    );
    await view.expand('Breeze');
    await window.waitFor(
      'the other’s pace',
      () => view.rows(),
      (rows) => rows.some(({ label }) => label === 'About 30 credits a day'),
    );
    await stage.picture('72-deleted');
  });
});
