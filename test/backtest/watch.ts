import type { Account } from '../../src/core/account.ts';
import type { Alert, AlertKind } from '../../src/core/alerts/alert.ts';
import { reportOf } from '../../src/core/alerts/alertReport.ts';
import { type AlertSettings, defaultAlerts } from '../../src/core/alerts/alertSettings.ts';
import { type AlertState, nextState } from '../../src/core/alerts/alertState.ts';
import type { Outlook } from '../../src/core/history/forecast/outlook.ts';
import { summarize } from '../../src/core/summary.ts';
import { hour } from '../../src/core/time.ts';
import type { RecordedUsage } from './recordedUsage.ts';
import type { Check } from './replay.ts';

/** The alerts of one kind of one account while its checks are replayed, by the extension's own rules. */
export class Watch {
  readonly #kind: AlertKind;
  readonly #settings: AlertSettings;
  readonly #account: Account;
  state: AlertState;

  constructor(usage: RecordedUsage, kind: AlertKind, settings: Partial<AlertSettings> = {}, state: AlertState = []) {
    this.#kind = kind;
    this.#settings = { ...defaultAlerts, ...settings };
    this.state = state;
    this.#account = {
      id: usage.name,
      provider: 'backtest',
      label: usage.name,
      parameters: {},
      origins: ['https://example.com'],
      fingerprint: 'none',
      keySetAt: usage.start,
    };
  }

  /** The alerts that are shown after a check. */
  alertsAt({ at, reading }: Check, outlook: Outlook): readonly Alert[] {
    const summary = summarize({
      accounts: [this.#account],
      loaded: true,
      readings: new Map([[this.#account.id, reading]]),
      refreshing: new Set(),
      thresholds: {},
      attention: { runsOut: 0, expiring: 0 },
      storageProblems: [],
      outlooks: new Map([[this.#account.id, outlook]]),
      staleAfter: hour,
      now: at,
    });
    // What the other rules say changes nothing of this one's.
    const reports = summary.accounts.map((account) => reportOf(account, this.#settings, at, [this.#kind]));
    const { state, alerts } = nextState(this.state, reports, this.#settings, at);
    this.state = state;
    return alerts;
  }
}
