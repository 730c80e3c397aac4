import assert from 'node:assert/strict';
import type { Account } from '../../../src/core/account.ts';
import { reportOf } from '../../../src/core/alerts/alertReport.ts';
import { alertSettingsOf } from '../../../src/core/alerts/alertSettings.ts';
import { firstToRunOut } from '../../../src/core/firstToRunOut.ts';
import { summarize } from '../../../src/core/summary.ts';
import { minute } from '../../../src/core/time.ts';
import { accountWith, openRefresher } from '../../support/fakes/openRefresher.ts';
import { sampleAccount, sampleOutlook, sampleReading, summaryInput, summaryOf } from '../../support/fakes/samples.ts';

describe('a paused account', () => {
  it('is not checked by the timer, after its key or an endpoint has changed, and is again when it is resumed', async () => {
    const account = accountWith('1', { paused: true });
    const world = openRefresher([account]);
    world.refresher.start();
    await world.pass(60 * minute);
    await world.refresher.endpointsChanged();
    const changed = world.refresher.keyChanged(account.id);
    await world.pass(minute);
    await changed;
    assert.equal(world.open.length, 0);
    await world.store.change(([first]) => (first ? [{ ...first, paused: undefined }] : []));
    await world.pass(minute);
    assert.equal(world.open.length, 1);
    world.refresher.dispose();
  });

  it('raises no alert, however low it is', () => {
    const raised = (account: Partial<Account>) =>
      reportOf(
        summaryOf({ account, pool: { amount: 0 } }),
        alertSettingsOf({}),
        sampleReading().checkedAt,
      ).results.flatMap((result) => result.raised.map(({ kind }) => kind));
    assert.deepStrictEqual([raised({}), raised({ paused: true })], [['empty'], []]);
  });

  const known = (paused: boolean, hidden = false) =>
    [
      [sampleAccount({ paused, ...(hidden && { statusBar: 'hidden' as const }) }), sampleReading()],
      [sampleAccount({ id: 'bloom' }), sampleReading({ accountId: 'bloom', failure: { kind: 'offline' } })],
    ] as const;

  it('has no part in the condition of all', () => {
    const condition = (paused: boolean) => summarize(summaryInput(known(paused))).condition;
    assert.deepStrictEqual([condition(false), condition(true)], ['answering', 'offline']);
    const alone = summaryInput([[sampleAccount({ paused: true }), sampleReading({ failure: { kind: 'offline' } })]]);
    assert.equal(summarize(alone).condition, 'answering');
  });

  it('is never the lowest nor the first to run out, and neither is one that is hidden from the status bar', () => {
    const outlooks = new Map([['mimir', sampleOutlook()]]);
    const both = (paused: boolean, hidden: boolean) => {
      const summary = summarize(summaryInput(known(paused, hidden), { outlooks }));
      return [summary.lowest?.account.id, firstToRunOut(summary)?.account.id];
    };
    assert.deepStrictEqual(both(false, false), ['mimir', 'mimir']);
    assert.deepStrictEqual(both(true, false), ['bloom', undefined]);
    assert.deepStrictEqual(both(false, true), ['bloom', undefined]);
  });
});
