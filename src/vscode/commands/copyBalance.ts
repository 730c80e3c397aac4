import { hasAmount } from '../../core/balance.ts';
import { Format } from '../../core/format.ts';
import type { Summary } from '../../core/summary.ts';
import { plainLabel } from '../../core/text/plainLabel.ts';
import { unitWord } from '../../core/unit.ts';
import { commands } from '../names.ts';
import { type PickAccountPorts, pickAccount } from '../pickAccount.ts';
import type { Command } from './command.ts';

type CopyBalancePorts = PickAccountPorts & {
  readonly summary: { readonly current: Pick<Summary, 'accounts'> };
  readonly format: Pick<Format, 'locale'>;
  /** Puts a text into the clipboard. */
  copy(text: string): Thenable<void>;
};

/** Credits: Copy Balance. All digits, also while amounts are hidden: what a person copies is theirs to show. */
export function copyBalance(ports: CopyBalancePorts): Command {
  return {
    id: commands.copyBalance,
    async run(target) {
      const account = await pickAccount(ports, target, 'Copy Balance');
      if (!account) return;
      const { pools = [] } = ports.summary.current.accounts.find((other) => other.account.id === account.id) ?? {};
      const format = new Format(ports.format.locale);
      const texts = pools.flatMap(({ pool }) => {
        if (!hasAmount(pool)) return pool.unlimited ? ['unlimited'] : [];
        const amount = format.exactAmount(pool.amount, pool.unit);
        return pool.unit.kind === 'currency' ? amount : `${amount} ${unitWord(pool.unit, pool.amount)}`;
      });
      if (texts.length > 0) await ports.copy(texts.join(', '));
      else await ports.ui.message('information', `${plainLabel(account.label)} has no balance to copy.`);
    },
  };
}
