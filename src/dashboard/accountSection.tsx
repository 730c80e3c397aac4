import { amountWords, outlookSentences, stateWords } from '../core/dashboard/accountSentences.ts';
import { isPressing } from '../core/standing.ts';
import { BalanceChart } from './balanceChart.tsx';
import type { ChartFacts } from './chartFacts.ts';
import { Lots } from './lots.tsx';
import { Tables } from './tables.tsx';

interface AccountSectionProps extends ChartFacts {
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
}

/** All that is shown of one account. */
export function AccountSection({ isOpen, setOpen, ...facts }: AccountSectionProps) {
  const { account, range, format, now } = facts;
  const { id, label, provider, standing, balance, lots } = account;
  const heading = `account-${id}`;
  return (
    <section aria-labelledby={heading}>
      <header>
        <h2 id={heading}>
          {label}
          {provider !== label && <span class="provider"> {provider}</span>}
        </h2>
        <p class={isPressing(standing) ? `balance pressing ${standing}` : 'balance'}>
          <strong>{amountWords(account, format, now)}</strong>
          {stateWords(account, format, now).map((words) => (
            <span key={words}> · {words}</span>
          ))}
        </p>
      </header>
      {outlookSentences(account, format, now).map((sentence) => (
        <p key={sentence} class="outlook">
          {sentence}
        </p>
      ))}
      <Past {...facts} />
      {balance && lots.length > 0 && <Lots lots={lots} unit={balance.unit} format={format} now={now} />}
      {account.past && (
        <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>
            As tables<span class="hidden">: {label}</span>
          </summary>
          {isOpen && <Tables account={account} range={range} format={format} now={now} />}
        </details>
      )}
    </section>
  );
}

function Past(facts: ChartFacts) {
  const { account, format } = facts;
  const { past } = account;
  if (!past) return null;
  const { unit, lines, lastAt, otherUnits } = past;
  if (!unit || lastAt === undefined) {
    return <p class="nothing">No history yet. It begins with the next reading that says an amount.</p>;
  }
  return (
    <>
      {lines.length > 0 ? (
        <BalanceChart {...facts} />
      ) : (
        <p class="nothing">
          No reading in this time. The last was on {format.date(lastAt)}, {format.timeOfDay(lastAt)}.
        </p>
      )}
      {otherUnits.length > 0 && (
        <p class="nothing">Earlier readings counted {otherUnits.join(', ')}: they are in the tables alone.</p>
      )}
    </>
  );
}
