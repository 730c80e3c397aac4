import type { DashboardPool, PoolDetails } from '../core/dashboard/dashboardPool.ts';
import { BalanceChart } from './balanceChart.tsx';
import { isWorthDrawing } from './chartData.ts';
import type { PageFacts } from './chartFacts.ts';
import { Lots } from './lots.tsx';
import { outlookSentences } from './poolText.ts';
import { Tables } from './tables.tsx';

interface DetailsProps {
  readonly pool: DashboardPool;
  readonly details: PoolDetails;
  readonly facts: PageFacts;
  readonly isTableOpen: boolean;
  readonly openTable: (isOpen: boolean) => void;
}

/** What a row opens: the forecast, chart, lots and tables of one pool. */
export function Details({ pool, details, facts, isTableOpen, openTable }: DetailsProps) {
  const { range, format, now } = facts;
  const { label, balance } = pool;
  const sentences = outlookSentences(pool, format, now);
  return (
    <section aria-label={label}>
      {sentences.length > 0 && <p class="outlook">{sentences.join(' ')}</p>}
      <History pool={pool} details={details} facts={facts} />
      {balance && details.lots.length > 0 && <Lots lots={details.lots} unit={balance.unit} format={format} now={now} />}
      {details.past?.unit && (
        <details open={isTableOpen} onToggle={(event) => openTable(event.currentTarget.open)}>
          <summary data-stop tabIndex={-1} aria-label={`Show as table: ${label}`}>
            Show as table
          </summary>
          {isTableOpen && <Tables pool={pool} details={details} range={range} format={format} now={now} />}
        </details>
      )}
    </section>
  );
}

function History({ pool, details, facts }: Pick<DetailsProps, 'pool' | 'details' | 'facts'>) {
  const { range, format, now, chart } = facts;
  const { past } = details;
  if (!past) return null;
  const { unit, lines, lastAt, otherUnits } = past;
  if (!unit || lastAt === undefined) {
    return <p class="nothing">No history yet. It starts with the next update.</p>;
  }
  return (
    <>
      {isWorthDrawing(pool, past, range, now) &&
        (chart === 'failed' ? (
          <p class="nothing">Can't load the chart. Close the dashboard and open it again.</p>
        ) : (
          <BalanceChart facts={{ ...facts, pool, details }} module={chart} />
        ))}
      {lines.length === 0 && (
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
