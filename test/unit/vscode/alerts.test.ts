import assert from 'node:assert/strict';
import { Format } from '../../../src/core/format.ts';
import { summarize } from '../../../src/core/summary.ts';
import { day, minute } from '../../../src/core/time.ts';
import { credits } from '../../../src/core/unit.ts';
import { mimir } from '../../../src/providers/mimir.ts';
import type { Alerts } from '../../../src/vscode/alerts.ts';
import { bundledWith } from '../../support/fakes/bundledWith.ts';
import { FakeClock } from '../../support/fakes/clocks.ts';
import { settled } from '../../support/fakes/environment.ts';
import { FakeSummary, sampleAccount, sampleReading, summaryInput } from '../../support/fakes/samples.ts';
import { MemoryAlerts, MemoryLog } from '../../support/fakes/stores.ts';

const account = sampleAccount();

/** The part of VS Code that alerts use. */
interface FakeVsCode {
  readonly window: {
    readonly state: { focused: boolean };
    showWarningMessage: (text: string, ...buttons: string[]) => Promise<string | undefined>;
    showInformationMessage: (text: string, ...buttons: string[]) => Promise<string | undefined>;
  };
  readonly commands: { executeCommand: (command: string, target: unknown) => Promise<void> };
}

interface Shown {
  readonly severity: string;
  readonly text: string;
  readonly buttons: readonly string[];
  press(button: string | undefined): Promise<void>;
  fail(): Promise<void>;
}

const fakeVsCode = 'export const window = { state: { focused: true } }; export const commands = {};';

describe('alerts', () => {
  let made: { readonly Alerts: typeof Alerts; readonly vscode: FakeVsCode };
  before(async () => {
    made = await bundledWith(fakeVsCode, 'src/vscode/alerts.ts');
  });

  const format = new Format('en-GB', 'UTC');
  let clock: FakeClock;
  let log: MemoryLog;
  let shown: Shown[];
  let run: unknown[];
  let set: unknown;
  let written: (readonly [string, unknown])[];
  let cannotSet: boolean;
  let summary: FakeSummary;
  let alerts: Alerts;

  beforeEach(async () => {
    clock = new FakeClock();
    log = new MemoryLog();
    [shown, run, written] = [[], [], []];
    set = { runway: 5, strange: 1 };
    cannotSet = false;
    const { window, commands } = made.vscode;
    const show =
      (severity: string) =>
      (text: string, ...buttons: string[]) =>
        new Promise<string | undefined>((resolve, reject) => {
          const press = async (button: string | undefined) => {
            resolve(button);
            await settled();
          };
          const fail = async () => {
            reject(new Error('Canceled'));
            await settled();
          };
          shown.push({ severity, text, buttons, press, fail });
        });
    window.showWarningMessage = show('warning');
    window.showInformationMessage = show('information');
    commands.executeCommand = async (command, target) => {
      run.push([command, target]);
    };
    summary = new FakeSummary(summaryAt(500, clock.now() - 1000));
    alerts = new made.Alerts({
      store: new MemoryAlerts(),
      clock,
      log,
      format,
      settings: {
        alerts: {
          get value() {
            return set;
          },
          onDidChange: () => ({ dispose() {} }),
        },
        write: async (name, value) => {
          if (cannotSet) throw new Error('Unable to write into user settings: {"a":1}');
          written.push([name, value]);
          if (name !== 'alerts') set = { ...(set as object), [name.replace('alerts.', '')]: value };
        },
      },
      providers: { get: () => ({ ...mimir, pages: { billing: 'https://billing.example' } }) },
      summary,
    });
    await reads(500);
  });
  afterEach(() => {
    alerts.dispose();
    assert.equal(clock.pending, 0);
  });

  /** The account has this amount. */
  async function reads(amount: number): Promise<void> {
    summary.update(summaryAt(amount, clock.now()));
    await settled();
    // What comes together is one message.
    clock.advance(1000);
    await settled();
  }

  function summaryAt(amount: number, at: number) {
    const reading = sampleReading({ checkedAt: at, balanceAt: at, balance: { pools: [{ unit: credits, amount }] } });
    return summarize(summaryInput([[account, reading]], { now: clock.now(), thresholds: { mimir: { low: 100 } } }));
  }

  it('are messages with what helps', async () => {
    await reads(50);
    assert.deepStrictEqual(
      shown.map(({ severity, text, buttons }) => ({ severity, text, buttons })),
      [
        {
          severity: 'warning',
          text: 'Mimir is low: 50 credits.',
          buttons: ['Top Up', 'Snooze', 'Mute This Account', 'Turn Off'],
        },
      ],
    );
    await shown[0]?.press('Top Up');
    assert.deepStrictEqual(run, [['credits.openBilling', { accountId: 'mimir' }]]);
  });

  it('can be muted for the account', async () => {
    await reads(50);
    await shown[0]?.press('Mute This Account');
    assert.deepStrictEqual(run, [['credits.muteAccount', { accountId: 'mimir' }]]);
  });

  it("that nobody answers don't hide others", async () => {
    await reads(50);
    await reads(500);
    await reads(50);
    assert.equal(shown.length, 2);
  });

  it('do nothing when they are closed, by the user or with VS Code', async () => {
    await reads(50);
    await shown[0]?.press(undefined);
    await reads(500);
    await reads(50);
    await shown[1]?.fail();
    assert.deepStrictEqual([run, set, shown.length, log.lines], [[], { runway: 5, strange: 1 }, 2, []]);
  });

  it('can be snoozed for a day', async () => {
    await reads(50);
    await shown[0]?.press('Snooze');
    await reads(500);
    await reads(50);
    assert.equal(shown.length, 1);
    clock.set(clock.now() + day);
    await reads(50);
    // A day without summaries looks like a sleep, and a minute is quiet after it.
    clock.advance(minute);
    await reads(50);
    assert.equal(shown.length, 2);
  });

  it('can be turned off in the setting of the kind', async () => {
    await reads(50);
    await shown[0]?.press('Turn Off');
    assert.deepStrictEqual(written, [
      // As it is in settings of version 0.1.0, which are taken apart first.
      ['alerts.runway', 5],
      ['alerts', undefined],
      ['alerts.low', false],
    ]);
    await reads(500);
    await reads(50);
    assert.equal(shown.length, 1);
  });

  it("say so when they can't be turned off, without the text of the error", async () => {
    cannotSet = true;
    await reads(50);
    await shown[0]?.press('Turn Off');
    assert.equal(shown[1]?.text, "VS Code couldn't write your settings. Save settings.json and try again.");
    assert.deepStrictEqual(log.lines, ['warn alerts: the settings could not be written']);
  });
});
