import { isPressing } from '../core/standing.ts';
import { BalanceChart } from './balanceChart.tsx';
import type { ChartFacts } from './chartFacts.ts';
import { Lots } from './lots.tsx';
import { amountWords, outlookSentences, stateWords } from './poolText.ts';
import { Tables } from './tables.tsx';

interface PoolSectionProps extends ChartFacts {
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
}

/** One pool: its balance, forecast, chart, lots and tables. */
export function PoolSection({ isOpen, setOpen, ...facts }: PoolSectionProps) {
  const { pool, range, format, now } = facts;
  const { id, label, provider, standing, balance, lots } = pool;
  const heading = `pool-${id}`;
  return (
    <section aria-labelledby={heading}>
      <header>
        <h2 id={heading}>
          {label}
          {provider !== label && <span class="provider"> {provider}</span>}
        </h2>
        <p class={isPressing(standing) ? `balance pressing ${standing}` : 'balance'}>
          <strong>{amountWords(pool, format, now)}</strong>
          {stateWords(pool, format, now).map((words) => (
            <span key={words}> · {words}</span>
          ))}
        </p>
      </header>
      {outlookSentences(pool, format, now).map((sentence) => (
        <p key={sentence} class="outlook">
          {sentence}
        </p>
      ))}
      <Past {...facts} />
      {balance && lots.length > 0 && <Lots lots={lots} unit={balance.unit} format={format} now={now} />}
      {pool.past && (
        <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>
            Show as table<span class="hidden">: {label}</span>
          </summary>
          {isOpen && <Tables pool={pool} range={range} format={format} now={now} />}
        </details>
      )}
    </section>
  );
}

function Past(facts: ChartFacts) {
  const { pool, format, now } = facts;
  const { past } = pool;
  if (!past) return null;
  const { unit, lines, lastAt, otherUnits } = past;
  if (!unit || lastAt === undefined) {
    return <p class="nothing">No history yet. It starts with the next update.</p>;
  }
  return (
    <>
      {lines.length > 0 ? (
        <BalanceChart {...facts} />
      ) : (
        <p class="nothing">
          No updates in this period. Last updated {format.date(lastAt, now)}, {format.timeOfDay(lastAt)}.
        </p>
      )}
      {otherUnits.length > 0 && (
        <p class="nothing">Earlier amounts were in {otherUnits.join(', ')}. They are shown only in the table.</p>
      )}
    </>
  );
}
