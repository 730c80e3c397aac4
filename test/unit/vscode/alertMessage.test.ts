import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Alert, AlertFacts } from '../../../src/core/alerts/alert.ts';
import { Format } from '../../../src/core/format.ts';
import { credits as unit } from '../../../src/core/unit.ts';
import { type AlertButton, alertMessage } from '../../../src/vscode/alertMessage.ts';

const format = new Format('en-GB', 'UTC');
const now = Date.UTC(2026, 10, 21, 12);

const alert = (facts: AlertFacts, accountId = 'mimir'): Alert => ({
  accountId,
  keySetAt: 1,
  key: facts.kind,
  label: 'Mimir',
  ...facts,
});
const low: AlertFacts = { kind: 'low', amount: 12, unit };
const runway: AlertFacts = { kind: 'runway', amount: 12, unit, riskyFrom: now, emptyAt: now };
const expiring: AlertFacts = { kind: 'expiring', amount: 3, allocated: undefined, unit, at: now, forecast: false };
const unreachable: AlertFacts = { kind: 'unreachable', failure: { kind: 'offline' }, balanceAt: now };
const message = (alerts: readonly Alert[], hasPage = true) => alertMessage(alerts, format, now, () => hasPage);
/** What the first button says and does. */
const first = (alerts: readonly Alert[], hasPage = true) => says(message(alerts, hasPage).buttons[0]);

function says(button: AlertButton | undefined) {
  if (button?.does !== 'run') return button?.title;
  return [button.title, button.command, ...(button.target ? [button.target.accountId] : [])].join(' ');
}

const billing = 'Top Up credits.openBilling mimir';
const replace = 'Replace Key credits.replaceKey mimir';
const show = 'Show Balances credits.showBalances';
const again = 'Try Again credits.refresh mimir';

describe('the message of an alert', () => {
  for (const { facts, helps, severity = 'warning' } of [
    { facts: low, helps: billing },
    { facts: { ...low, kind: 'critical' }, helps: billing },
    { facts: { ...low, kind: 'empty' }, helps: billing },
    { facts: { kind: 'blocked', amount: 1, unit }, helps: billing },
    { facts: runway, helps: billing },
    { facts: { kind: 'invalidKey', failure: { kind: 'unauthorized' } }, helps: replace },
    { facts: { kind: 'invalidKey', failure: { kind: 'unauthorized', reason: 'keyLost' } }, helps: replace },
    { facts: { kind: 'invalidKey', failure: { kind: 'forbidden', reason: 'planUpgrade' } }, helps: billing },
    { facts: { kind: 'burst', used: 9, usual: 1, hours: 1, unit }, helps: replace },
    { facts: expiring, helps: show, severity: 'information' },
    { facts: unreachable, helps: again, severity: 'information' },
    {
      facts: { ...unreachable, failure: { kind: 'unexpected', reason: 'endpointInvalid' } },
      helps: show,
      severity: 'information',
    },
    { facts: { ...unreachable, failure: { kind: 'notFound' } }, helps: replace, severity: 'information' },
  ] as readonly { facts: AlertFacts; helps: string; severity?: string }[]) {
    it(`for "${facts.kind}" is a ${severity} that leads to "${helps}"`, () => {
      assert.equal(first([alert(facts)]), helps);
      assert.equal(message([alert(facts)]).severity, severity);
    });
  }

  it('leads to the view where no billing page is known', () => {
    assert.equal(first([alert(low)], false), show);
    assert.equal(first([alert({ kind: 'invalidKey', failure: { kind: 'forbidden', reason: 'banned' } })], false), show);
  });

  it('can be put off, muted for the account, and turned off by its kind', () => {
    assert.deepStrictEqual(message([alert(low)]).buttons.slice(1), [
      { title: 'Snooze', does: 'snooze' },
      { title: 'Mute This Account', does: 'run', command: 'credits.muteAccount', target: { accountId: 'mimir' } },
      { title: 'Turn Off', does: 'turnOff', kinds: ['low'] },
    ]);
  });

  it('says what alertText says', () => {
    assert.equal(message([alert(low)]).text, 'Mimir is low: 12 credits.');
  });
});

describe('the message of several alerts', () => {
  it('leads to the view, where each has its own way', () => {
    assert.equal(first([alert(low), alert(low, 'bloom')]), show);
    assert.equal(first([alert(low), alert({ kind: 'invalidKey', failure: { kind: 'unauthorized' } })]), show);
  });

  it('leads where all of them are helped', () => {
    assert.equal(first([alert(low), alert(runway)]), billing);
  });

  it('is a warning if one of them is', () => {
    assert.equal(message([alert(expiring), alert(low)]).severity, 'warning');
    assert.equal(message([alert(expiring), alert(unreachable)]).severity, 'information');
  });

  it('turns off every kind that it has', () => {
    const { buttons } = message([alert(low), alert(expiring), alert(low, 'bloom')]);
    assert.deepStrictEqual(buttons[2], {
      title: 'Turn Off',
      does: 'turnOff',
      kinds: ['low', 'expiring'],
    });
  });

  it('mutes one account alone', () => {
    const mutes = (...alerts: readonly Alert[]) => message(alerts).buttons.some(({ title }) => /^Mute/.test(title));
    assert.deepStrictEqual([mutes(alert(low), alert(expiring)), mutes(alert(low), alert(low, 'bloom'))], [true, false]);
  });

  it('has different buttons', () => {
    for (const alerts of [[alert(low)], [alert(low), alert(expiring)]]) {
      const titles = message(alerts).buttons.map(({ title }) => title);
      assert.equal(new Set(titles).size, 4);
    }
  });
});

describe('the commands of alerts', () => {
  it('are such as package.json contributes', () => {
    const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
    const known: readonly string[] = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    for (const text of [billing, replace, show, again]) {
      assert.ok(
        known.some((command) => text.split(' ').includes(command)),
        text,
      );
    }
  });
});
