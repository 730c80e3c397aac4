import type { Account } from '../../core/account.ts';
import { alertSettingsOf } from '../../core/alerts/alertSettings.ts';
import type { InputProblem } from '../../core/apiKey.ts';
import type { Format } from '../../core/format.ts';
import type { SummarySource } from '../../core/liveSummary.ts';
import { type AlertPool, lowLimit, withLowLimit } from '../../core/lowBalanceAlert.ts';
import { parseAmount, typedAmount } from '../../core/numberInput.ts';
import { amountText } from '../../core/text/accountText.ts';
import { commands, settings as names } from '../names.ts';
import { type PickAccountPorts, pickAccount } from '../pickAccount.ts';
import type { Settings } from '../settings.ts';
import type { Command } from './command.ts';

const title = 'Set Low-Balance Alert';

type AlertPorts = PickAccountPorts & {
  readonly summary: SummarySource;
  readonly settings: Pick<Settings, 'alerts' | 'thresholds' | 'typedThresholds' | 'write'>;
  readonly format: Format;
};

/** Credits: Set Low-Balance Alert… */
export function setLowBalanceAlert(ports: AlertPorts): Command {
  const { ui, settings, format } = ports;
  return {
    id: commands.setLowBalanceAlert,
    async run(target) {
      const account = await pickAccount(ports, target, title);
      const pool = account && (await pickPool(ports, account));
      if (!pool) return;
      const low = lowLimit(pool, settings.thresholds.value);
      const typed = await ui.ask({
        title: `${title} for ${account.label}`,
        prompt: promptOf(ports, pool),
        placeholder: 'Amount',
        value: low === undefined ? '' : typedAmount(low, format.locale),
        // Written as a password is, it can be changed without being on show.
        password: format.hidesAmounts,
        check: (text) => amountProblem(text, format.locale),
      });
      if (typed === undefined) return;
      // The setting may be another one meanwhile.
      const { thresholds, typedThresholds } = settings;
      const amount = parseAmount(typed, format.locale) || undefined;
      const changed = withLowLimit(pool, thresholds.value, amount, typedThresholds.value);
      try {
        await settings.write(names.thresholds, changed);
      } catch {
        await ui.message('warning', "VS Code couldn't write your settings. Save settings.json and try again.");
      }
    },
  };
}

/** The pool to set a limit for: the only one, or the one that the person picks. */
async function pickPool({ ui, summary, format }: AlertPorts, account: Account): Promise<AlertPool | undefined> {
  const { now, accounts } = summary.current;
  const pools = accounts.find((other) => other.account.id === account.id)?.pools ?? [];
  if (pools.length < 2) return { account, pool: pools[0]?.pool, isOneOfSeveral: false };
  const items = pools.map(({ pool, lastAmount }) => ({
    label: pool.name ?? pool.unit.name,
    description: amountText(pool, lastAmount, format, now),
    pool,
  }));
  const picked = await ui.pick(items, { title: `${title} for ${account.label}`, placeholder: 'Select a balance' });
  return picked && { account, pool: picked.pool, isOneOfSeveral: true };
}

function promptOf({ settings }: AlertPorts, { account, pool }: AlertPool): string {
  const unit = pool === undefined ? '' : ` (${pool.unit.name})`;
  const isSilent = account.muted === true || !alertSettingsOf(settings.alerts.value).low;
  const silence = account.muted ? 'Alerts of this account are muted' : 'Notifications for low balances are turned off';
  return `Alert below this amount${unit}. Leave empty to turn it off.${isSilent ? ` ${silence}.` : ''}`;
}

function amountProblem(text: string, locale: string): InputProblem | undefined {
  if (text.trim() === '' || parseAmount(text, locale) !== undefined) return undefined;
  const example = new Intl.NumberFormat(locale).format(1000.5);
  return { severity: 'error', text: `Enter an amount, like ${example}, or nothing to turn the alert off.` };
}
