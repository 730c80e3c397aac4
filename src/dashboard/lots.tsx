import type { DashboardLot } from '../core/dashboard/dashboardPool.ts';
import type { Format } from '../core/format.ts';
import { lotWords } from '../core/text/lotText.ts';
import type { Unit } from '../core/unit.ts';

interface LotsProps {
  readonly lots: readonly DashboardLot[];
  readonly unit: Unit;
  readonly format: Format;
  readonly now: number;
}

/** The lots of a pool as bars: what remains of what was allocated, and what of it will expire. */
export function Lots({ lots, unit, format, now }: LotsProps) {
  return (
    <ul class="lots" aria-label="Lots">
      {lots.map((lot, index) => (
        // Lots have no names of their own: two may be alike.
        <li key={index} class={lot.pending || (lot.expiresAt ?? Number.POSITIVE_INFINITY) <= now ? 'spent' : ''}>
          <span class="kind">{lot.kind}</span>
          <Bar {...lot} />
          <span class="words">{lotWords(lot, unit, format, now, lot.unused).join(', ')}</span>
        </li>
      ))}
    </ul>
  );
}

function Bar({ allocated, remaining, unused = 0 }: DashboardLot) {
  if (allocated === undefined || remaining === undefined || allocated <= 0) return <span class="bar none" />;
  const percent = (amount: number) => `${Math.max(0, Math.min(amount / allocated, 1)) * 100}%`;
  const lost = Math.min(unused, remaining);
  return (
    <span class="bar" aria-hidden="true">
      <span class="kept" style={{ width: percent(remaining - lost) }} />
      <span class="lost" style={{ width: percent(lost) }} />
    </span>
  );
}
