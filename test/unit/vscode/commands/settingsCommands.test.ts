import assert from 'node:assert/strict';
import type { Failure } from '../../../../src/core/failure.ts';
import { Privacy } from '../../../../src/core/privacy.ts';
import { summarize } from '../../../../src/core/summary.ts';
import { chooseStatusBar } from '../../../../src/vscode/commands/chooseStatusBar.ts';
import { onSelection } from '../../../../src/vscode/commands/command.ts';
import { openSettings } from '../../../../src/vscode/commands/openSettings.ts';
import { showBalances } from '../../../../src/vscode/commands/showBalances.ts';
import { togglePrivacy } from '../../../../src/vscode/commands/togglePrivacy.ts';
import { type Act, FakeUi, leave } from '../../../support/fakes/fakeUi.ts';
import { sampleAccount, sampleReading, summaryInput } from '../../../support/fakes/samples.ts';

describe('Credits: Open Settings', () => {
  async function opened(failure: Failure | undefined, target: unknown) {
    const ui = new FakeUi();
    const summary = { current: summarize(summaryInput([[sampleAccount(), sampleReading({ failure })]])) };
    await openSettings(ui, 'credits-dev.credits', summary).run(target);
    return ui.seen;
  }
  const own = 'run workbench.action.openSettings "@ext:credits-dev.credits"';

  for (const { failure, target, seen } of [
    { failure: undefined, target: undefined, seen: own },
    { failure: { kind: 'timeout' }, target: { accountId: 'mimir' }, seen: own },
    {
      failure: { kind: 'unexpected', reason: 'endpointInvalid' },
      target: { accountId: 'mimir' },
      seen: 'run workbench.action.openSettings "@id:credits.endpoints"',
    },
    {
      failure: { kind: 'offline', reason: 'proxyAuth' },
      target: { accountId: 'mimir' },
      seen: 'run workbench.action.openSettings "@id:http.proxy*"',
    },
  ] as readonly { failure: Failure | undefined; target: unknown; seen: string }[]) {
    it(`does: ${seen}`, async () => assert.deepStrictEqual(await opened(failure, target), [seen]));
  }
});

describe('Credits: Toggle Privacy', () => {
  it('hides amounts and the messages that are open, or shows amounts again', async () => {
    const ui = new FakeUi();
    const privacy = new Privacy();
    await togglePrivacy(privacy, ui).run(undefined);
    assert.deepStrictEqual([privacy.value, ui.seen], [true, ['run notifications.hideToasts']]);
    await togglePrivacy(privacy, ui).run(undefined);
    assert.deepStrictEqual([privacy.value, ui.seen.length], [false, 1]);
  });
});

describe('Credits: Choose Status Bar Balance…', () => {
  async function choose(act: Act | undefined, { fails = false, target = {} as unknown } = {}) {
    const acts: readonly Act[] = act === undefined ? [] : [act];
    const ui = new FakeUi(...acts);
    const saved: string[] = [];
    const setStatusBar = async (subject: string) => {
      if (fails) throw new Error('settings.json is dirty');
      saved.push(subject);
    };
    await chooseStatusBar({ ui, settings: { setStatusBar } }).run(target);
    return { saved, said: ui.seen.slice(acts.length) };
  }

  it('saves either choice, and none where the person leaves', async () => {
    assert.deepStrictEqual(await choose('Runs out first'), { saved: ['runway'], said: [] });
    assert.deepStrictEqual(await choose('Lowest balance'), { saved: ['balance'], said: [] });
    assert.deepStrictEqual(await choose(leave), { saved: [], said: [] });
  });

  it('saves without a question what a link of the tooltip has chosen', async () => {
    for (const subject of ['balance', 'runway']) {
      assert.deepStrictEqual(await choose(undefined, { target: { subject } }), { saved: [subject], said: [] });
    }
    // What is no choice is asked for.
    for (const target of [undefined, null, 'balance', {}, { subject: 'all' }]) {
      assert.deepStrictEqual(await choose('Runs out first', { target }), { saved: ['runway'], said: [] });
    }
  });

  it('says when the settings are being edited', async () => {
    for (const [act, target] of [['Lowest balance'], [undefined, { subject: 'balance' }]] as const) {
      assert.deepStrictEqual((await choose(act, { fails: true, target })).said, [
        "warning VS Code couldn't write your settings. Save settings.json and try again.",
      ]);
    }
  });
});

describe('Credits: Show Balances', () => {
  it('opens the view, and reveals the account that it is run for', async () => {
    const ui = new FakeUi();
    const revealed: string[] = [];
    const command = showBalances(ui, { reveal: async (id) => void revealed.push(id) });
    await command.run(undefined);
    await command.run({ accountId: 'mimir' });
    assert.deepStrictEqual(
      [ui.seen, revealed],
      [['run credits.balances.focus', 'run credits.balances.focus'], ['mimir']],
    );
  });
});

describe('a command of a key', () => {
  it('takes the row that is selected, and from elsewhere its own target', async () => {
    const targets: unknown[] = [];
    const command = onSelection({ id: 'credits.copyBalance', run: (target) => void targets.push(target) }, () => 'row');
    for (const target of [{ selection: true }, { accountId: 'mimir' }, undefined]) await command.run(target);
    assert.deepStrictEqual(targets, ['row', { accountId: 'mimir' }, undefined]);
  });
});
